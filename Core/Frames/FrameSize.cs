namespace Stvg.Core.Frames;

/// <summary>Width and height in pixels.</summary>
public readonly record struct FrameSize(int Width, int Height)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Width}x{Height}";
}
