namespace Stvg.Core.Frames;

/// <summary>A detector's intermediate features for one frame: <c>Values[(y * Width + x) * Channels + c]</c>.</summary>
/// <remarks>Like an <see cref="ImageView"/>, valid only until its owner runs again.</remarks>
/// <param name="Values">Height x Width x Channels floats, channels innermost.</param>
/// <param name="Width">Cells across.</param>
/// <param name="Height">Cells down.</param>
/// <param name="Channels">Floats per cell.</param>
/// <param name="PixelsPerCell">Size of a cell in pixels of the original frame; cell (0, 0) covers the frame's top-left corner.</param>
public readonly record struct FeatureMap(ReadOnlyMemory<float> Values, int Width, int Height, int Channels, float PixelsPerCell);
