using OpenCvSharp;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;

namespace Stvg.Video.OpenCv;

/// <summary>
/// What is behind everything, as a mixture of Gaussians for every pixel of a small picture (Z. Zivkovic, "Improved adaptive Gaussian mixture model for
/// background subtraction", ICPR 2004; OpenCV's MOG2): a branch that moves is several of them, a shadow is a darker one.
/// </summary>
public sealed class MixtureBackground : IBackgroundModel
{
    /// <summary>Longer side of the small picture.</summary>
    private const int LongSide = 192;

    /// <summary>Seconds over which it learns. What stays becomes background after about a tenth of that.</summary>
    private const double LearningSeconds = 120;

    /// <summary>Frames from which it learns fast at first.</summary>
    private const int FirstFrames = 30;

    /// <summary>Squared distance in deviations from which a pixel is none of the background's.</summary>
    private const double Threshold = 20;

    private const byte Shadow = 127;

    private readonly WorkingPicture _working = new(2 * LongSide);
    private readonly BackgroundSubtractorMOG2 _model;
    private readonly Mat _grey = new(), _small = new(), _mask = new(), _clean = new(), _behind = new();
    private readonly Mat _kernel = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
    private TimeSpan _last;
    private int _seen;

    /// <summary>Begins with nothing learnt.</summary>
    /// <exception cref="Core.StvgException">OpenCV is not there; the message says why.</exception>
    public MixtureBackground()
    {
        OpenCvLibrary.Require();
        _model = BackgroundSubtractorMOG2.Create(500, Threshold, true);
        _model.ShadowValue = Shadow;
    }

    /// <inheritdoc/>
    public int Columns => _small.Cols > 0 ? _small.Cols : 0;

    /// <inheritdoc/>
    public int Rows => _small.Rows > 0 ? _small.Rows : 0;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Foreground => Bytes(_clean);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Picture => Bytes(_small);

    /// <inheritdoc/>
    public void Observe(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _working.Take(frame, _grey);
        var scale = Math.Min(1, (double)LongSide / Math.Max(_grey.Width, _grey.Height));
        var size = new Size(Math.Max(1, Math.Round(_grey.Width * scale)), Math.Max(1, Math.Round(_grey.Height * scale)));
        if (size != _small.Size()) _seen = 0;
        Cv2.Resize(_grey, _small, size, interpolation: InterpolationFlags.Area);
        var seconds = _seen == 0 ? 0 : Math.Clamp((frame.Timestamp - _last).TotalSeconds, 0, 10);
        _last = frame.Timestamp;
        // The first picture replaces whatever was known; the next few count as much as each other.
        var rate = _seen == 0 ? 1 : Math.Max(1 - Math.Exp(-seconds / LearningSeconds), _seen < FirstFrames ? 1.0 / (_seen + 1) : 0);
        _seen++;
        _model.Apply(_small, _mask, rate);
        // Shadows are left out, single cells are noise.
        Cv2.Threshold(_mask, _mask, Shadow + 1, 255, ThresholdTypes.Binary);
        Cv2.MorphologyEx(_mask, _clean, MorphTypes.Open, _kernel);
        Cv2.MorphologyEx(_clean, _clean, MorphTypes.Close, _kernel);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Background()
    {
        _model.GetBackgroundImage(_behind);
        return Bytes(_behind);
    }

    /// <inheritdoc/>
    public void Restart() => _seen = 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        _working.Dispose();
        _model.Dispose();
        foreach (var mat in (ReadOnlySpan<Mat>)[_grey, _small, _mask, _clean, _behind, _kernel]) mat.Dispose();
    }

    private static unsafe ReadOnlySpan<byte> Bytes(Mat mat) => mat.Empty() ? default : new((void*)mat.Data, (int)mat.Total());
}
