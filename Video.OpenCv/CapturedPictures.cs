using OpenCvSharp;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;

namespace Stvg.Video.OpenCv;

/// <summary>The pictures of a <c>VideoCapture</c>. What a driver throws ends them, as a camera does that is unplugged.</summary>
internal sealed class CapturedPictures : ICapture
{
    private readonly VideoCapture _capture;
    private readonly Mat _first, _colour = new();
    private bool _hasFirst = true;

    private CapturedPictures(VideoCapture capture, Mat first) => (_capture, _first, Size) = (capture, first, new FrameSize(first.Width, first.Height));

    /// <inheritdoc/>
    public FrameSize Size { get; }

    /// <inheritdoc/>
    public double Fps => _capture.Fps is > 0 and < 1000 and var fps ? fps : 0;

    /// <summary>Waits for the first picture, which alone tells the size; null where none comes. The capture is owned by this from now on.</summary>
    public static CapturedPictures? TryOpen(VideoCapture capture)
    {
        var first = new Mat();
        if (capture.IsOpened() && capture.Read(first) && !first.Empty()) return new CapturedPictures(capture, first);
        first.Dispose();
        capture.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public bool Read(Span<byte> picture)
    {
        if (!_hasFirst && (!_capture.Read(_first) || _first.Empty())) return false;
        _hasFirst = false;
        var shown = _first;
        if (_first.Channels() != 3)
        {
            Cv2.CvtColor(_first, _colour, _first.Channels() == 1 ? ColorConversionCodes.GRAY2BGR : ColorConversionCodes.BGRA2BGR);
            shown = _colour;
        }

        // A driver that changes the size in mid-stream has begun another stream.
        if (shown.Width != Size.Width || shown.Height != Size.Height || shown.Depth() != MatType.CV_8U || picture.Length != Size.Width * Size.Height * 3)
            return false;
        var bytes = Size.Width * 3;
        for (var row = 0; row < Size.Height; row++) Row(shown, row, bytes).CopyTo(picture[(row * bytes)..]);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        _colour.Dispose();
        _capture.Dispose();
    }

    private static unsafe ReadOnlySpan<byte> Row(Mat mat, int row, int bytes) => new((byte*)mat.Ptr(row), bytes);
}
