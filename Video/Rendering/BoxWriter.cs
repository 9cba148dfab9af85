using System.Globalization;
using Stvg.Core.Frames;

namespace Stvg.Video.Rendering;

/// <summary>Draws tubes into the picture: on each frame an outline, and above it a chip with the label and the score.</summary>
internal sealed class BoxWriter(AssScript script, OverlayLayout layout, Timeline timeline)
{
    private const int Layer = 20;
    private const double ChipSize = 0.9;

    // For estimates, which are for regular letters: the chip's bold ones are a tenth wider.
    private double ChipFont => layout.Font * ChipSize * 1.1;

    /// <summary>Draws one tube.</summary>
    /// <param name="tube">The tube.</param>
    /// <param name="rank">Its place among the answers, from 0.</param>
    /// <param name="count">Number of answers; better ones are drawn over worse ones.</param>
    public void Write(RenderedTube tube, int rank, int count)
    {
        var boxes = tube.Tube.Boxes;
        var end = Math.Min(tube.Tube.End, timeline.Count - 1);
        var layer = Layer + (2 * (count - rank));
        var score = tube.Tube.Score.ToString("0.00", CultureInfo.InvariantCulture);
        var room = Math.Max(layout.Font * 4, (layout.Picture.Width * 0.45) - AssText.Width(score, ChipFont));
        var label = $"{AssText.Elide(AssText.Clean(tube.Label), ChipFont, room)} {score}".Trim();
        for (var first = Math.Max(0, tube.Tube.Begin); first <= end;)
        {
            // Frames on which the object stands still share one event.
            var box = boxes[first - tube.Tube.Begin];
            var last = first;
            while (last < end && boxes[last + 1 - tube.Tube.Begin] == box) last++;
            Write(box, timeline.Frames(first, last), label, rank, layer);
            first = last + 1;
        }
    }

    private void Write(Box box, AssScript.Span when, string label, int rank, int layer)
    {
        if (!float.IsFinite(box.X + box.Y + box.Width + box.Height)) return;
        var (left, top, right, bottom) = layout.Place(box);
        if (right <= left || bottom <= top) return;
        var (line, pictureRight) = (layout.BoxLine, layout.PictureLeft + layout.Picture.Width);
        var outer = (
            Left: Math.Max(layout.PictureLeft, left - (line / 2)), Top: Math.Max(0, top - (line / 2)),
            Right: Math.Min(pictureRight, right + (line / 2)), Bottom: Math.Min(layout.Picture.Height, bottom + (line / 2)));
        var colour = Palette.Tube(rank);
        script.Fill(layer, when, new AssPath().Frame(outer.Left, outer.Top, outer.Right, outer.Bottom, line), colour,
            $@"\bord{Invariant(line * 0.3)}{new Colour(0, 0x78).Outline}");

        // The chip stands on the box, or hangs in it where the picture ends above; it grows to the left where the picture ends at the
        // right.
        var pad = Math.Round(layout.Font * 0.2);
        var height = (layout.Font * ChipSize) + (2 * pad);
        var above = outer.Top - height >= 0;
        var y = above ? outer.Top - pad : Math.Min(outer.Top + pad, Math.Max(pad, layout.Picture.Height - height + pad));
        var width = AssText.Width(label, ChipFont) + (2 * pad);
        var toLeft = outer.Left + width > pictureRight;
        var x = toLeft ? Math.Min(pictureRight, Math.Max(outer.Right, layout.PictureLeft + width)) - pad : outer.Left + pad;
        var alignment = (above, toLeft) switch { (true, false) => 1, (true, true) => 3, (false, false) => 7, (false, true) => 9 };
        var look = $"{Palette.OnChip.Primary}{colour.Outline}";
        var clip = $@"\clip({layout.PictureLeft},0,{pictureRight},{layout.Picture.Height})";
        script.Event(layer + 1, when,
            $@"\an{alignment}\pos({x:0.##},{y:0.##})\fs{layout.Font * ChipSize:0.##}\bord{pad:0.##}{look}{clip}",
            AssText.Escape(label), "chip");
    }

    private static string Invariant(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
