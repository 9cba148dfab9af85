using Stvg.Core.Frames;

namespace Stvg.Core.Sparsification;

/// <summary>A frame as a small picture of brightness: at most <see cref="LongSide"/> cells across or down, each the mean of four pixels' green.</summary>
/// <remarks>Green is most of what brightness is and needs no arithmetic. About 30,000 bytes are read per frame, whatever its size.</remarks>
internal sealed class LumaGrid
{
    /// <summary>Cells along the longer side of the picture.</summary>
    public const int LongSide = 96;

    private int[] _columns = [], _rows = [];
    private int _width, _height;

    /// <summary>Cells across and down; 0 before the first frame.</summary>
    public int Columns { get; private set; }

    /// <summary>Cells down.</summary>
    public int Rows { get; private set; }

    /// <summary>Brightness of the cells, row after row.</summary>
    public byte[] Cells { get; private set; } = [];

    /// <summary>Takes a frame's picture.</summary>
    /// <returns>True when the size of the picture has changed, so that nothing can be compared with what was before.</returns>
    public bool Take(Frame frame)
    {
        var (view, width, height) = frame.DetectorInput is { } input
            ? (input.View, input.ContentWidth, input.ContentHeight)
            : (frame.Image, frame.Image.Width, frame.Image.Height);
        var fresh = width != _width || height != _height;
        if (fresh) Divide(width, height);

        var pixels = view.Pixels.Span;
        for (var row = 0; row < Rows; row++)
        {
            var upper = pixels.Slice(_rows[2 * row] * view.Stride, view.Width * 3);
            var lower = pixels.Slice(_rows[(2 * row) + 1] * view.Stride, view.Width * 3);
            var cells = Cells.AsSpan(row * Columns, Columns);
            for (var column = 0; column < cells.Length; column++)
            {
                int left = _columns[2 * column], right = _columns[(2 * column) + 1];
                cells[column] = (byte)((upper[left] + upper[right] + lower[left] + lower[right] + 2) >> 2);
            }
        }
        return fresh;
    }

    private void Divide(int width, int height)
    {
        (_width, _height) = (width, height);
        var cell = Math.Max(2, (Math.Max(width, height) + LongSide - 1) / LongSide);
        (Columns, Rows) = (Math.Max(1, width / cell), Math.Max(1, height / cell));
        Cells = new byte[Columns * Rows];
        // Two samples a cell along each side, a quarter in from both ends; the last cells take in what is left over.
        _columns = Samples(Columns, width, 3, 1);
        _rows = Samples(Rows, height, 1, 0);
    }

    private static int[] Samples(int cells, int length, int scale, int offset)
    {
        var samples = new int[2 * cells];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (Math.Min(length - 1, (int)((i + 0.5) * length / samples.Length)) * scale) + offset;
        return samples;
    }
}
