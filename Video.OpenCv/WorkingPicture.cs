using OpenCvSharp;
using Stvg.Core.Frames;

namespace Stvg.Video.OpenCv;

/// <summary>A frame as a small picture of brightness, in memory that is used again.</summary>
/// <param name="longSide">Its longer side at most, pixels.</param>
internal sealed class WorkingPicture(int longSide) : IDisposable
{
    /// <summary>The detector's input serves where it is at most this many times as large as wanted: scaling costs more than a few pixels more.</summary>
    private const float LargeEnough = 1.35f;

    private readonly Mat _full = new();

    /// <summary>The picture of a frame in one channel.</summary>
    /// <param name="frame">The frame; not kept.</param>
    /// <param name="grey">Receives it.</param>
    /// <returns>Original pixels per pixel of the picture.</returns>
    public double Take(Frame frame, Mat grey)
    {
        if (frame.DetectorInput is { } input && Fits(input, frame.Size))
        {
            using var borrowed = new BorrowedMat(input.View, input.ContentWidth, input.ContentHeight);
            Cv2.CvtColor(borrowed.Mat, grey, ColorConversionCodes.BGR2GRAY);
            return (double)frame.Size.Width / input.ContentWidth;
        }

        var image = frame.Image;
        using var whole = new BorrowedMat(image, image.Width, image.Height);
        var scale = (double)longSide / Math.Max(image.Width, image.Height);
        if (scale >= 1 / LargeEnough)
        {
            Cv2.CvtColor(whole.Mat, grey, ColorConversionCodes.BGR2GRAY);
            return (double)frame.Size.Width / image.Width;
        }

        Cv2.CvtColor(whole.Mat, _full, ColorConversionCodes.BGR2GRAY);
        Cv2.Resize(_full, grey, new Size(Math.Round(image.Width * scale), Math.Round(image.Height * scale)), interpolation: InterpolationFlags.Area);
        return (double)frame.Size.Width / grey.Width;
    }

    public void Dispose() => _full.Dispose();

    /// <summary>Large enough, not much larger, and with the proportions of the frame: pixels that are not square would turn circles into ellipses.</summary>
    private bool Fits(DetectorInput input, FrameSize size)
    {
        var (width, height) = (input.ContentWidth, input.ContentHeight);
        var wanted = Math.Min(longSide, Math.Max(size.Width, size.Height));
        return Math.Max(width, height) is var side && side >= 0.75 * wanted && side <= LargeEnough * wanted
            && Math.Abs(((double)width * size.Height / ((double)height * size.Width)) - 1) < 0.01;
    }
}
