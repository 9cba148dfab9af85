using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// In which directions the picture's border cuts a box. Of such a box one edge stands on the border, so that its size changes as fast as
/// its object moves, and its centre half as fast.
/// </summary>
/// <param name="X">Cut at the left or at the right.</param>
/// <param name="Y">Cut at the top or at the bottom.</param>
internal readonly record struct BorderCut(bool X, bool Y)
{
    /// <summary>An edge this near to the border is taken to be cut off by it, as a share of the picture's side.</summary>
    public const float Share = 0.01f;

    /// <summary>Of a box; none where the picture's size is not known.</summary>
    public static BorderCut Of(in Box box, FrameSize? frame) => frame is not { } size ? default : new BorderCut(
        box.X <= Share * size.Width || box.Right >= (1 - Share) * size.Width,
        box.Y <= Share * size.Height || box.Bottom >= (1 - Share) * size.Height);
}
