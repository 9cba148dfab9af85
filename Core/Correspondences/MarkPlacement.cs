using Stvg.Core.Frames;

namespace Stvg.Core.Correspondences;

/// <summary>Finds a place for every mark: on the object, or beside one that the mark would cover.</summary>
public static class MarkPlacement
{
    // A circle that hides more of the object than this hides what the model is asked about.
    private const float MostCovered = 1f / 8;

    // Gap between the circle and the object that it stands beside, in diameters.
    private const float Gap = 0.4f;

    private static readonly (float X, float Y)[] s_sides = [(0, -1), (1, 0), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)];

    /// <summary>Places marks on one frame.</summary>
    /// <param name="marked">Number, tubelet and box of what is marked, most prominent first; empty boxes get no mark.</param>
    /// <param name="others">Everything else in the picture, which marks keep off where they can.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="diameter">Of a mark, pixels.</param>
    public static PlacedMark[] Place(
        IReadOnlyList<(int Number, int TubeletId, Box Box)> marked, IReadOnlyList<Box> others, FrameSize size, float diameter)
    {
        ArgumentNullException.ThrowIfNull(marked);
        ArgumentNullException.ThrowIfNull(others);
        var boxes = marked.Select(m => m.Box.ClipTo(size.Width, size.Height)).ToArray();
        var placed = new List<PlacedMark>(marked.Count);
        for (var i = 0; i < boxes.Length; i++)
        {
            var (number, tubelet, _) = marked[i];
            var box = boxes[i];
            if (box.Area <= 0) continue;
            var onIt = new PlacedMark(number, tubelet, box, box.CenterX, box.CenterY, diameter, box.CenterX, box.CenterY);
            var isSmall = MathF.PI / 4 * diameter * diameter > MostCovered * box.Area || diameter > Math.Min(box.Width, box.Height);
            placed.Add(isSmall ? Beside(onIt, i, boxes, others, placed, size) : onIt);
        }

        return [.. placed];
    }

    private static PlacedMark Beside(
        PlacedMark mark, int own, Box[] boxes, IReadOnlyList<Box> others, List<PlacedMark> placed, FrameSize size)
    {
        var best = (Cost: float.MaxValue, X: mark.X, Y: mark.Y);
        foreach (var (x, y) in s_sides)
        {
            var away = mark.Diameter * (0.5f + Gap);
            var (centreX, centreY) = (mark.X + (x * ((mark.Box.Width / 2) + away)), mark.Y + (y * ((mark.Box.Height / 2) + away)));
            var (half, cost) = (mark.Diameter / 2, 0f);
            // A circle that is cut cannot be read: it is moved in, even over its object if there is no other place.
            var (insideX, insideY) = (Inside(centreX, half, size.Width), Inside(centreY, half, size.Height));
            var circle = new Box(insideX - half, insideY - half, mark.Diameter, mark.Diameter);
            cost += 3 * circle.IntersectionArea(mark.Box);
            for (var i = 0; i < boxes.Length; i++)
                if (i != own) cost += 2 * circle.IntersectionArea(boxes[i]);
            foreach (var other in others) cost += circle.IntersectionArea(other);
            foreach (var other in placed) cost += 4 * circle.IntersectionArea(other.Circle);
            if (cost < best.Cost) best = (cost, insideX, insideY);
        }

        return mark with
        {
            X = best.X,
            Y = best.Y,
            AnchorX = Math.Clamp(best.X, mark.Box.X, mark.Box.Right),
            AnchorY = Math.Clamp(best.Y, mark.Box.Y, mark.Box.Bottom),
        };
    }

    private static float Inside(float centre, float half, int side) => 2 * half >= side ? side / 2f : Math.Clamp(centre, half, side - half);
}
