using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Who is where in the picture.</summary>
internal static class Places
{
    /// <summary>Those that sentences name.</summary>
    public static PicturePlace[] All { get; } =
    [
        PicturePlace.Left, PicturePlace.Right, PicturePlace.Top, PicturePlace.Bottom, PicturePlace.Centre, PicturePlace.TopLeft,
        PicturePlace.TopRight, PicturePlace.BottomLeft, PicturePlace.BottomRight, PicturePlace.LeftEdge, PicturePlace.RightEdge,
        PicturePlace.NearCamera, PicturePlace.FarFromCamera,
    ];

    /// <summary>Whether somebody is there, or might be said to be.</summary>
    public static bool IsAt(PicturePlace place, SimulatedActor actor, int frame, Stage stage, bool liberal)
    {
        var (box, size) = (actor.BoxAt(frame), stage.Ground.Size);
        float x = box.CenterX / size.Width, y = box.CenterY / size.Height, half = liberal ? 0.52f : 0.4f;
        bool left = x < half, right = x > 1 - half, top = y < half, bottom = y > 1 - half;
        return place switch
        {
            PicturePlace.Left => left,
            PicturePlace.Right => right,
            PicturePlace.Top => top,
            PicturePlace.Bottom => bottom,
            PicturePlace.TopLeft => top && left,
            PicturePlace.TopRight => top && right,
            PicturePlace.BottomLeft => bottom && left,
            PicturePlace.BottomRight => bottom && right,
            PicturePlace.LeftEdge => box.X / size.Width < (liberal ? 0.2f : 0.07f),
            PicturePlace.RightEdge => box.Right / size.Width > (liberal ? 0.8f : 0.93f),
            PicturePlace.NearCamera => Near(actor, frame, stage) > (liberal ? 0.5f : 0.8f),
            PicturePlace.FarFromCamera => Near(actor, frame, stage) < (liberal ? 0.8f : 0.5f),
            _ => MathF.Abs(x - 0.5f) < (liberal ? 0.3f : 0.16f) && MathF.Abs(y - 0.5f) < (liberal ? 0.35f : 0.2f),
        };
    }

    /// <summary>How large it is beside the largest of its kind, in (0, 1].</summary>
    private static float Near(SimulatedActor actor, int frame, Stage stage) => Stage.Unit(actor, frame) / stage.LargestOf(actor.Kind);
}
