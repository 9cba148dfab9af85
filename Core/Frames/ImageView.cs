namespace Stvg.Core.Frames;

/// <summary>A picture in somebody else's memory: 8-bit BGR, interleaved, row after row.</summary>
/// <remarks>A view is only valid while its owner (usually a <see cref="Frame"/>) has not been disposed.</remarks>
/// <param name="Pixels">At least <c>(Height - 1) * Stride + Width * 3</c> bytes.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Stride">Bytes from one row to the next.</param>
public readonly record struct ImageView(ReadOnlyMemory<byte> Pixels, int Width, int Height, int Stride)
{
    /// <summary>One row of <c>Width * 3</c> bytes, B, G, R.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Span.Slice(y * Stride, Width * 3);
}
