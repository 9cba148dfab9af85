using System.Buffers;
using OpenCvSharp;
using Stvg.Core.Frames;

namespace Stvg.Video.OpenCv;

/// <summary>A picture in pooled memory as OpenCV sees it, without a copy: the memory is held in place until this is disposed of.</summary>
internal readonly ref struct BorrowedMat
{
    private readonly MemoryHandle _held;

    /// <summary>Borrows the upper left part of a picture.</summary>
    /// <param name="view">The picture, 8-bit BGR.</param>
    /// <param name="width">Columns that are wanted.</param>
    /// <param name="height">Rows that are wanted.</param>
    public unsafe BorrowedMat(in ImageView view, int width, int height)
    {
        if (width > view.Width || height > view.Height || view.Pixels.Length < ((long)(view.Height - 1) * view.Stride) + (view.Width * 3L))
            throw new ArgumentException($"a view of {view.Width}x{view.Height} in {view.Pixels.Length} bytes has no part of {width}x{height}", nameof(view));
        _held = view.Pixels.Pin();
        Mat = Mat.FromPixelData(height, width, MatType.CV_8UC3, (nint)_held.Pointer, view.Stride);
    }

    /// <summary>The picture; only read.</summary>
    public Mat Mat { get; }

    /// <summary>Lets go of the memory.</summary>
    public void Dispose()
    {
        Mat.Dispose();
        _held.Dispose();
    }
}
