using Stvg.Core.Frames;

namespace Stvg.Video.Rendering;

/// <summary>
/// Where everything is on the canvas, in pixels: the picture on top (square pixels, scaled to a size that players cope with and people can
/// read), the strip below it. All lengths follow one font size, which follows the canvas.
/// </summary>
internal sealed class OverlayLayout
{
    /// <summary>Longest side of the picture.</summary>
    public const int MaxSide = 1920;

    /// <summary>Least width of the canvas, and least longest side of the picture.</summary>
    public const int MinSide = 320;

    private readonly VideoInfo _info;

    /// <param name="info">The video.</param>
    /// <param name="sentence">The query; empty for none.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="lanes">Number of interval lanes.</param>
    public OverlayLayout(VideoInfo info, string sentence, int rows, int lanes) : this(info, MaxSide, sentence, rows, lanes) =>
        Canvas = new(Canvas.Width, Even((int)Math.Ceiling(AxisTop + (Font * 1.5) + (Margin * 0.5))));

    /// <summary>The picture alone, without a strip.</summary>
    /// <param name="info">The video.</param>
    /// <param name="maxSide">Longest side of the picture; at least <see cref="MinSide"/>.</param>
    public OverlayLayout(VideoInfo info, int maxSide) : this(info, maxSide, "", 0, 0) { }

    private OverlayLayout(VideoInfo info, int maxSide, string sentence, int rows, int lanes)
    {
        _info = info;
        var (width, height) = (info.Size.Width * info.PixelAspect, (double)info.Size.Height);
        var longest = Math.Max(width, height);
        var scale = longest > maxSide ? maxSide / longest : longest < MinSide ? MinSide / longest : 1;
        Picture = new(Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
        var canvasWidth = Even(Math.Max(Picture.Width, MinSide));
        PictureLeft = (canvasWidth - Picture.Width) / 2;

        Font = FontFor(canvasWidth);
        Margin = Math.Round(Font * 0.8);
        ClockWidth = Font * 6;
        Header = AssText.Wrap(AssText.Clean(sentence), Font, canvasWidth - (2 * Margin) - ClockWidth - Font, 2);
        HeaderTop = Even(Picture.Height) + Margin;
        LabelWidth = Math.Round(canvasWidth * 0.3) - Margin;
        PlotLeft = Margin + LabelWidth + Font;
        PlotRight = Math.Round(canvasWidth - Margin - (Font * 2.6));
        LaneHeight = Math.Round(Font * 0.5);
        RowHeight = Math.Round(Font * 1.9);
        LanesTop = Math.Round(HeaderTop + (Header.Count * Font * 1.15) + (Font * 0.6));
        RowsTop = lanes == 0 ? LanesTop : LanesTop + (lanes * LaneHeight) + Math.Round(Font * 0.5);
        AxisTop = RowsTop + (rows * RowHeight);
        Canvas = new(canvasWidth, Even(Picture.Height));
    }

    /// <summary>The whole; both sides even, as H.264 wants it.</summary>
    public FrameSize Canvas { get; }

    /// <summary>The picture, at the top.</summary>
    public FrameSize Picture { get; }

    /// <summary>Left edge of the picture; above 0 only where it is narrower than the canvas.</summary>
    public int PictureLeft { get; }

    /// <summary>Height of a line of text.</summary>
    public double Font { get; }

    /// <summary>Space at the edges of the strip.</summary>
    public double Margin { get; }

    /// <summary>Lines of the sentence.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Top of the sentence.</summary>
    public double HeaderTop { get; }

    /// <summary>Room kept for the time at the right of the sentence.</summary>
    public double ClockWidth { get; }

    /// <summary>Width of the rows' labels.</summary>
    public double LabelWidth { get; }

    /// <summary>Where the first frame is on the time axis.</summary>
    public double PlotLeft { get; }

    /// <summary>Where the last frame is.</summary>
    public double PlotRight { get; }

    /// <summary>Top of the first tube's lane.</summary>
    public double LanesTop { get; }

    /// <summary>Height of a tube's lane.</summary>
    public double LaneHeight { get; }

    /// <summary>Top of the first row.</summary>
    public double RowsTop { get; }

    /// <summary>Height of a row, the space above its curve included.</summary>
    public double RowHeight { get; }

    /// <summary>The time axis, below the rows.</summary>
    public double AxisTop { get; }

    /// <summary>Thickness of a box's outline.</summary>
    public double BoxLine => LineFor(Font);

    /// <summary>Where boxes are drawn.</summary>
    public PictureArea Area => new(PictureLeft, Picture.Width, Picture.Height, Font, BoxLine);

    /// <summary>A font size that people can read on a canvas of some width.</summary>
    public static double FontFor(int canvasWidth) => Math.Clamp(6 + (canvasWidth / 72.0), 11, 30);

    /// <summary>Thickness of an outline that goes with a font.</summary>
    public static double LineFor(double font) => Math.Max(2.5, font * 0.16);

    /// <summary>Horizontal place of a time.</summary>
    public double X(double time, double last) => last <= 0 ? PlotLeft : PlotLeft + ((PlotRight - PlotLeft) * Math.Clamp(time / last, 0, 1));

    /// <summary>A box of the original frame on the canvas, the part inside the picture.</summary>
    public (double Left, double Top, double Right, double Bottom) Place(Box box)
    {
        var inside = box.ClipTo(_info.Size.Width, _info.Size.Height);
        var (x, y) = ((double)Picture.Width / _info.Size.Width, (double)Picture.Height / _info.Size.Height);
        return (PictureLeft + (inside.X * x), inside.Y * y, PictureLeft + (inside.Right * x), inside.Bottom * y);
    }

    /// <summary>FFmpeg's filters that put the picture on the canvas and draw a script over it.</summary>
    /// <remarks>Drawn in RGB: in the camera's own colour format the overlay's colours would depend on how each file is marked.</remarks>
    public string Draw(string script) =>
        $"scale={Picture.Width}:{Picture.Height}:flags=bicubic,format=bgr0," +
        $"pad={Canvas.Width}:{Canvas.Height}:{PictureLeft}:0:{Palette.Ground},setsar=1,ass={script}";

    private static int Even(int value) => value + (value & 1);
}
