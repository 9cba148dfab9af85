using System.Globalization;

namespace Stvg.Video.Rendering;

/// <summary>
/// Writes a subtitle script in Advanced SubStation Alpha, which FFmpeg's <c>ass</c> filter draws: coordinates are pixels of the canvas.
/// ASS counts hundredths of a second, too coarse for fast cameras, so the film runs <see cref="Stretch"/> times slower while it is drawn.
/// </summary>
internal sealed class AssScript : IDisposable
{
    /// <summary>Seconds of the script per second of the video; a unit of script time is then one millisecond.</summary>
    public const int Stretch = 10;

    private readonly TextWriter _writer;

    public AssScript(TextWriter writer, int width, int height, double fontSize)
    {
        _writer = writer;
        Write($"""
            [Script Info]
            ScriptType: v4.00+
            PlayResX: {width}
            PlayResY: {height}
            WrapStyle: 2
            ScaledBorderAndShadow: yes

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
            Style: text,DejaVu Sans,{fontSize:0.##},&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,7,0,0,0,1
            Style: chip,DejaVu Sans,{fontSize:0.##},&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,-1,0,0,0,100,100,0,0,3,0,0,1,0,0,0,1

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text

            """);
    }

    /// <summary>Adds one event.</summary>
    /// <param name="layer">Higher layers are drawn over lower ones.</param>
    /// <param name="when">From when to when, in seconds of the video.</param>
    /// <param name="codes">Override codes without braces (<c>\an7\pos(1,2)</c>).</param>
    /// <param name="text">Escaped text or drawing commands.</param>
    /// <param name="style">"text" or "chip".</param>
    public void Event(int layer, Span when, FormattableString codes, string text, string style = "text") =>
        Write($"Dialogue: {layer},{Time(when.Begin)},{Time(when.End)},{style},,0,0,0,,{{{FormattableString.Invariant(codes)}}}{text}\n");

    /// <summary>Fills an outline with a colour.</summary>
    public void Fill(int layer, Span when, AssPath path, Colour colour, string more = "")
    {
        if (!path.IsEmpty) Event(layer, when, $@"\an7\pos(0,0){more}{colour.Primary}\p4", path.ToString());
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void Write(FormattableString text) => _writer.Write(FormattableString.Invariant(text));

    private static string Time(double seconds)
    {
        var units = Math.Max(0, (long)Math.Round(seconds * 1000, MidpointRounding.AwayFromZero));
        var (hours, minutes, rest) = (units / 360_000, units / 6_000 % 60, units % 6_000);
        return string.Create(CultureInfo.InvariantCulture, $"{hours}:{minutes:00}:{rest / 100:00}.{rest % 100:00}");
    }

    /// <summary>A stretch of the video, in seconds.</summary>
    internal readonly record struct Span(double Begin, double End);
}

/// <summary>A colour and how transparent it is.</summary>
/// <param name="Rgb">0xRRGGBB.</param>
/// <param name="Transparency">0 opaque to 255 invisible.</param>
internal readonly record struct Colour(int Rgb, int Transparency = 0)
{
    /// <summary>Codes that set the fill.</summary>
    public string Primary => $"{Code(1)}\\1a&H{Transparency:X2}&";

    /// <summary>Codes that set the outline (and the ground of a chip).</summary>
    public string Outline => $"{Code(3)}\\3a&H{Transparency:X2}&";

    private string Code(int part) => $"\\{part}c&H{Rgb & 0xFF:X2}{(Rgb >> 8) & 0xFF:X2}{Rgb >> 16:X2}&";
}
