using System.Globalization;
using Stvg.Core.Frames;

namespace Stvg.Video.Reading;

/// <summary>
/// Where the views of one frame lie in the bytes that FFmpeg writes for it: the picture on top, the detector's rectangle below it,
/// both padded to a common width, 3 bytes (B, G, R) a pixel, no gaps between rows.
/// </summary>
internal sealed record FrameLayout
{
    /// <summary>
    /// Resampling for both views. Bicubic is FFmpeg's own default: sharp enough for small people, a third dearer than area averaging.
    /// </summary>
    public const string Scaler = "bicubic";

    private FrameLayout(FrameSize frame, FrameSize image, FrameSize? detector, FrameSize content) =>
        (Frame, Image, Detector, Content) = (frame, image, detector, content);

    /// <summary>Size of the original.</summary>
    public FrameSize Frame { get; }

    /// <summary>Size of the picture view.</summary>
    public FrameSize Image { get; }

    /// <summary>The detector's rectangle, or null.</summary>
    public FrameSize? Detector { get; }

    /// <summary>The part of the detector's rectangle that carries the picture.</summary>
    public FrameSize Content { get; }

    /// <summary>Common width of both views, pixels.</summary>
    public int RowWidth => Math.Max(Image.Width, Detector?.Width ?? 0);

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride => RowWidth * 3;

    /// <summary>Bytes of one frame.</summary>
    public int Bytes => Stride * (Image.Height + (Detector?.Height ?? 0));

    /// <summary>Works out the layout.</summary>
    /// <param name="size">Size of the original.</param>
    /// <param name="pixelAspect">Width of its pixels over their height.</param>
    /// <param name="detectorInput">The detector's rectangle, if any.</param>
    /// <param name="maxImageSide">Longest side of the picture view; it is never scaled up.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive.</exception>
    public static FrameLayout For(FrameSize size, double pixelAspect, FrameSize? detectorInput, int maxImageSide)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxImageSide);
        var longest = Math.Max(size.Width, size.Height);
        var image = Scaled(size.Width, size.Height, Math.Min(1, (double)maxImageSide / longest));
        if (detectorInput is not { } detector) return new(size, image, null, default);

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Math.Min(detector.Width, detector.Height), nameof(detectorInput));
        // A detector has learnt round wheels: it gets the picture with square pixels, also where those of the file are not.
        var shownWidth = size.Width * pixelAspect;
        var scale = Math.Min(detector.Width / shownWidth, (double)detector.Height / size.Height);
        var content = Scaled(shownWidth, size.Height, scale);
        return new(size, image, detector, new(Math.Min(content.Width, detector.Width), Math.Min(content.Height, detector.Height)));
    }

    /// <summary>Tells of every frame that passes, for <see cref="ShowInfoParser"/>.</summary>
    public static string TellTimes => $"showinfo@{ShowInfoParser.Instance}=checksum=0";

    /// <summary>FFmpeg's filter graph from a chain of filters that ends in a frame's picture, to the pad [out].</summary>
    public string Graph(string source)
    {
        var picture = Scale(Image) + Pad(Image, RowWidth, Image.Height);
        return Detector is not { } detector
            ? $"{source},{picture}[out]"
            : $"{source},split[a][b];[a]{picture}[p];[b]{Scale(Content)}{Pad(Content, RowWidth, detector.Height)}[d];[p][d]vstack[out]";
    }

    /// <summary>
    /// Gives every frame a time that is later than the one before: frames without a time follow after one period, and times that run
    /// backwards in broken files stand still. The reader and the renderer both use it, so that their times agree.
    /// </summary>
    public static string ClockFilter(double fps)
    {
        var period = (1 / fps).ToString("0.#########", CultureInfo.InvariantCulture);
        return $"setpts='if(isnan(PREV_OUTPTS),if(isnan(PTS),0,PTS),max(if(isnan(PTS),PREV_OUTPTS+{period}/TB,PTS),PREV_OUTPTS+1))'";
    }

    /// <summary>The views over one frame's bytes.</summary>
    public (ImageView Image, DetectorInput? Detector) Views(ReadOnlyMemory<byte> bytes)
    {
        var image = new ImageView(bytes[..(Stride * Image.Height)], Image.Width, Image.Height, Stride);
        if (Detector is not { } detector) return (image, null);
        var view = new ImageView(bytes.Slice(Stride * Image.Height, Stride * detector.Height), detector.Width, detector.Height, Stride);
        return (image, new DetectorInput(view, Content.Width, Content.Height));
    }

    private static string Scale(FrameSize size) => $"scale={size.Width}:{size.Height}:flags={Scaler},format=bgr24";

    private static string Pad(FrameSize size, int width, int height) =>
        size.Width == width && size.Height == height ? "" : $",pad={width}:{height}:0:0:black";

    private static FrameSize Scaled(double width, double height, double scale) =>
        new(Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
}
