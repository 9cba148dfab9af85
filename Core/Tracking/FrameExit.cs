using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>Whether an object is going out of the picture: then it is not occluded, its visit is over.</summary>
internal static class FrameExit
{
    /// <summary>An edge this near to the picture's border is taken to be cut off by it, as a share of the picture's side.</summary>
    private const float BorderShare = 0.01f;

    /// <summary>An object of which less than this share is predicted inside is gone.</summary>
    private const float GoneShare = 0.3f;

    /// <summary>Slower than this, in heights per second, it is not leaving.</summary>
    private const float SlowestExit = 0.1f;

    /// <summary>Whether the prediction is (nearly) outside the picture.</summary>
    public static bool IsOutside(in Box predicted, FrameSize frame) =>
        predicted.ShareInside(new Box(0, 0, frame.Width, frame.Height)) < GoneShare;

    /// <summary>
    /// Seconds from now until a box that the border already cuts has gone through it; infinite when no border does or it is not leaving.
    /// A cut box keeps one edge on the border, so that only its inner edge tells the speed.
    /// </summary>
    public static float SecondsLeft(in BoxFilter state, in Box seen, FrameSize frame)
    {
        var slowest = SlowestExit * state.Height.Value;
        var (halfGrowthX, halfGrowthY) = (state.Width.Rate / 2, state.Height.Rate / 2);
        var left = float.PositiveInfinity;
        if (seen.X <= BorderShare * frame.Width) left = Passing(seen.Right, -(state.X.Rate + halfGrowthX), left);
        if (seen.Right >= (1 - BorderShare) * frame.Width) left = Passing(frame.Width - seen.X, state.X.Rate - halfGrowthX, left);
        if (seen.Y <= BorderShare * frame.Height) left = Passing(seen.Bottom, -(state.Y.Rate + halfGrowthY), left);
        if (seen.Bottom >= (1 - BorderShare) * frame.Height) left = Passing(frame.Height - seen.Y, state.Y.Rate - halfGrowthY, left);
        return left;

        float Passing(float visible, float speed, float sooner) =>
            speed > slowest ? MathF.Min(sooner, MathF.Max(visible, 0) / speed) : sooner;
    }
}
