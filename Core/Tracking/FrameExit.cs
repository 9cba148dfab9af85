using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>Whether an object is going out of the picture: then it is not occluded, its visit is over.</summary>
internal static class FrameExit
{
    /// <summary>An object of which less than this share is predicted inside is gone.</summary>
    private const float GoneShare = 0.3f;

    /// <summary>Slower than this, in own lengths per second, it is not leaving.</summary>
    private const float SlowestExit = 0.1f;

    /// <summary>Whether the prediction is (nearly) outside the picture.</summary>
    public static bool IsOutside(in Box predicted, FrameSize frame) =>
        predicted.ShareInside(new Box(0, 0, frame.Width, frame.Height)) < GoneShare;

    /// <summary>
    /// Seconds from now until a box that the border already cuts has gone through it; infinite when no border does or it is not leaving.
    /// A cut box keeps one edge on the border, so that only its inner edge tells the speed.
    /// </summary>
    /// <param name="state">How it moves in the scene.</param>
    /// <param name="seen">Where it was seen.</param>
    /// <param name="frame">Size of the picture.</param>
    /// <param name="drift">How fast the scene goes through the picture there, pixels per second.</param>
    public static float SecondsLeft(in BoxFilter state, in Box seen, FrameSize frame, (float X, float Y) drift = default)
    {
        var slowest = SlowestExit * state.OwnLength;
        var (halfGrowthX, halfGrowthY) = (state.Width.Rate / 2, state.Height.Rate / 2);
        var (rateX, rateY) = (state.X.Rate + drift.X, state.Y.Rate + drift.Y);
        var left = float.PositiveInfinity;
        var cut = BorderCut.Of(seen, frame);
        if (cut.X.HasFlag(Side.Low)) left = Passing(seen.Right, -(rateX + halfGrowthX), left);
        if (cut.X.HasFlag(Side.High)) left = Passing(frame.Width - seen.X, rateX - halfGrowthX, left);
        if (cut.Y.HasFlag(Side.Low)) left = Passing(seen.Bottom, -(rateY + halfGrowthY), left);
        if (cut.Y.HasFlag(Side.High)) left = Passing(frame.Height - seen.Y, rateY - halfGrowthY, left);
        return left;

        float Passing(float visible, float speed, float sooner) =>
            speed > slowest ? MathF.Min(sooner, MathF.Max(visible, 0) / speed) : sooner;
    }
}
