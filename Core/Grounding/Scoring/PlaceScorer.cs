using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>Where in the picture an object is, and when it crosses the picture's edge.</summary>
internal static class PlaceScorer
{
    // How near the edge, as a share of the picture, a box must begin to have come in over it.
    private const float EdgeNear = 0.02f, EdgeFar = 0.08f;

    /// <summary>How long coming in and going out take, seconds.</summary>
    public const double CrossingSeconds = 0.5;

    private static readonly PictureEdge[] s_edges = [PictureEdge.Left, PictureEdge.Right, PictureEdge.Top, PictureEdge.Bottom];

    // Someone is coming in or going out while the edge is within this many own lengths.
    private const float CrossingNear = 0.1f, CrossingFar = 0.7f;

    public static float[] Score(PositionPredicate predicate, SceneObject subject, GroundingContext context)
    {
        var size = context.Scene.Size;
        var (boxes, sizes) = (context.Facts(subject).Boxes, subject.Motion.SizeValues);
        var tallest = MathF.Max(1, context.Tallest(subject.Tubelet.Class));
        return Fuzzy.PerFrame(boxes.Length, i => At(predicate.Place, boxes[i], size, sizes[i] / tallest));
    }

    public static float[] Score(CrossingPredicate predicate, bool restrictive, SceneObject subject, GroundingContext context)
    {
        var boxes = subject.Tubelet.Boxes;
        var entering = predicate.Crossing == Crossing.Enter;
        // It was there before anybody watched, came so long ago that its coming is forgotten, or is there still.
        var tubelet = subject.Tubelet;
        var cut = entering
            ? tubelet.FirstSeen <= context.Scene.FirstFrame || tubelet.FirstSeen < tubelet.Begin
            : context.IsStillThere(tubelet);
        if (cut) return Fuzzy.Constant(boxes.Count, 0);

        var touches = Crosses(predicate, subject, context.Scene.Size, context.Frames(CrossingSeconds));

        // "The one who came in from the left" names somebody for as long as he stays; "he comes in" is over when he is inside.
        var afterwards = entering && restrictive ? 1f : 0;
        var near = Fuzzy.PerFrame(boxes.Count, i => Fuzzy.Fall(
            Gap(predicate.Edge, boxes[i], context.Scene.Size) / subject.Motion.Sizes[i], CrossingNear, CrossingFar));
        // Who rests near the edge is not crossing it yet, or not any more.
        var go = context.Facts(subject).Curves.Under;
        for (var i = 0; i < near.Length; i++) near[i] *= go[i];
        // Only the first approach after entering, or the last before leaving, belongs to the crossing.
        Span<float> inOrder = near;
        if (!entering) inOrder.Reverse();
        for (var i = 1; i < inOrder.Length; i++) inOrder[i] = MathF.Min(inOrder[i], inOrder[i - 1]);
        if (!entering) inOrder.Reverse();
        for (var i = 0; i < near.Length; i++) near[i] = touches * MathF.Max(near[i], afterwards);
        return near;
    }

    /// <summary>
    /// Whether it came in or went out over the edge at all, in [0, 1], if it was watched then: the upper bound of the scores of all its frames.
    /// </summary>
    /// <param name="predicate">Which way and over which edge.</param>
    /// <param name="subject">The object.</param>
    /// <param name="size">Size of the original picture.</param>
    /// <param name="few">The first and last boxes are the tracker's least certain; the best of so many counts.</param>
    public static float Crosses(CrossingPredicate predicate, SceneObject subject, FrameSize size, int few)
    {
        var boxes = subject.Tubelet.Boxes;
        var entering = predicate.Crossing == Crossing.Enter;
        few = Math.Min(boxes.Count, few);
        var touches = 0f;
        foreach (var edge in predicate.Edge == PictureEdge.Any ? s_edges : [predicate.Edge])
        {
            var best = 0f;
            for (var i = 0; i < few; i++) best = MathF.Max(best, Touches(edge, boxes[entering ? i : boxes.Count - 1 - i], size));
            touches = MathF.Max(touches, best * Across(edge, entering, subject, few));
        }

        return touches;
    }

    /// <summary>
    /// Whether the object moves over that edge, not along it: the head of someone near the camera touches the top all the time.
    /// </summary>
    private static float Across(PictureEdge edge, bool entering, SceneObject subject, int few)
    {
        var fastest = 0f;
        for (var i = 0; i < few; i++)
        {
            var index = entering ? i : subject.Motion.Length - 1 - i;
            float x = subject.Motion.VelocityX(index), y = subject.Motion.VelocityY(index);
            var outwards = edge switch
            {
                PictureEdge.Left => -x,
                PictureEdge.Right => x,
                PictureEdge.Top => -y,
                _ => y,
            };
            fastest = MathF.Max(fastest, entering ? -outwards : outwards);
        }

        return Fuzzy.Rise(fastest, 0.03f, 0.12f);
    }

    /// <summary>Distance from the box to the edge, pixels; 0 when it is cut by it.</summary>
    private static float Gap(PictureEdge edge, in Box box, FrameSize size)
    {
        float left = MathF.Max(0, box.X), top = MathF.Max(0, box.Y);
        float right = MathF.Max(0, size.Width - box.Right), bottom = MathF.Max(0, size.Height - box.Bottom);
        return edge switch
        {
            PictureEdge.Left => left,
            PictureEdge.Right => right,
            PictureEdge.Top => top,
            PictureEdge.Bottom => bottom,
            _ => MathF.Min(MathF.Min(left, right), MathF.Min(top, bottom)),
        };
    }

    /// <summary>How well a box fits a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="box">The box, pixels of the original picture.</param>
    /// <param name="size">Size of the original picture.</param>
    /// <param name="relativeSize">Size of the object relative to the tallest of its class; only near and far depend on it.</param>
    public static float At(PicturePlace place, in Box box, FrameSize size, float relativeSize)
    {
        float x = box.CenterX / size.Width, y = box.CenterY / size.Height;
        float left = Fuzzy.Fall(x, 0.35f, 0.52f), right = Fuzzy.Rise(x, 0.48f, 0.65f);
        float top = Fuzzy.Fall(y, 0.35f, 0.52f), bottom = Fuzzy.Rise(y, 0.48f, 0.65f);
        return place switch
        {
            PicturePlace.Left => left,
            PicturePlace.Right => right,
            PicturePlace.Top => top,
            PicturePlace.Bottom => bottom,
            PicturePlace.TopLeft => MathF.Min(top, left),
            PicturePlace.TopRight => MathF.Min(top, right),
            PicturePlace.BottomLeft => MathF.Min(bottom, left),
            PicturePlace.BottomRight => MathF.Min(bottom, right),
            PicturePlace.LeftEdge => Fuzzy.Fall(box.X / size.Width, 0.05f, 0.2f),
            PicturePlace.RightEdge => Fuzzy.Rise(box.Right / size.Width, 0.8f, 0.95f),
            PicturePlace.TopEdge => Fuzzy.Fall(box.Y / size.Height, 0.05f, 0.2f),
            PicturePlace.BottomEdge => Fuzzy.Rise(box.Bottom / size.Height, 0.8f, 0.95f),
            PicturePlace.NearCamera => Fuzzy.Rise(relativeSize, 0.5f, 0.85f),
            PicturePlace.FarFromCamera => Fuzzy.Fall(relativeSize, 0.45f, 0.8f),
            _ => MathF.Min(Fuzzy.Fall(MathF.Abs(x - 0.5f), 0.15f, 0.3f), Fuzzy.Fall(MathF.Abs(y - 0.5f), 0.2f, 0.35f)),
        };
    }

    private static float Touches(PictureEdge edge, in Box box, FrameSize size) => Fuzzy.Fall(
        Gap(edge, box, size) / (edge is PictureEdge.Left or PictureEdge.Right ? size.Width : size.Height), EdgeNear, EdgeFar);
}
