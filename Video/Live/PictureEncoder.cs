using System.Text;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Processes;
using Stvg.Video.Rendering;

namespace Stvg.Video.Live;

/// <summary>Something in a picture that is pointed out.</summary>
/// <param name="Box">Where, in pixels of the original frame.</param>
/// <param name="Label">A number or a few words. Any text is safe.</param>
public sealed record PictureMark(Box Box, string Label);

/// <summary>Makes JPEGs of frames.</summary>
public static class PictureEncoder
{
    private const string ScriptName = "marks.ass";
    private static readonly AssScript.Span s_always = new(0, 10);

    /// <summary>Encodes a picture, with an outline and a label for each mark.</summary>
    /// <param name="image">The picture, such as <see cref="Frame.Image"/>; it must stay valid until the task is done.</param>
    /// <param name="scale">Pixels of the picture per pixel of the original frame (<see cref="Frame.ImageScale"/>).</param>
    /// <param name="marks">In the order in which they are drawn: later ones lie over earlier ones.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <exception cref="StvgException">FFmpeg is missing or fails.</exception>
    public static async Task<byte[]> EncodeJpegAsync(ImageView image, float scale, IReadOnlyList<PictureMark> marks, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        string[] input =
        [
            "-f", "rawvideo", "-pixel_format", "bgr24", "-video_size", new FrameSize(image.Width, image.Height).ToString(),
            "-framerate", "1", "-i", "pipe:0",
        ];
        using var folder = marks.Count == 0 ? null : new PrivateFolder();
        if (folder is not null) Write(folder, image, scale, marks);
        var graph = folder is null ? "[0:V:0]null[out]" : $"[0:V:0]format=bgr0,ass={ScriptName}[out]";
        var log = new FfmpegLog("pipe:0", text => text);
        return await PictureRun.RunAsync(input, graph, folder?.Path, log, stream => SendAsync(image, stream, ct), ct).ConfigureAwait(false);
    }

    /// <summary>Encodes pictures of one size as they are, with one FFmpeg for all.</summary>
    /// <param name="images">The pictures; they must stay valid until the task is done.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <exception cref="StvgException">FFmpeg is missing or fails.</exception>
    public static async Task<IReadOnlyList<byte[]>> EncodeJpegsAsync(IReadOnlyList<ImageView> images, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0) return [];
        var all = await EncodeAsync(images, "null", images.Count, ct).ConfigureAwait(false);
        var pictures = Split(all);
        return pictures.Count == images.Count ? pictures
            : throw new StvgException($"cannot make pictures: ffmpeg wrote {pictures.Count} of {images.Count}");
    }

    /// <summary>Lays pictures of one size out on one sheet, row after row, in one JPEG.</summary>
    /// <param name="images">The pictures; they must stay valid until the task is done.</param>
    /// <param name="columns">Pictures in a row.</param>
    /// <param name="cellWidth">Width of a picture on the sheet, pixels; none is scaled up.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <exception cref="StvgException">FFmpeg is missing or fails.</exception>
    public static Task<byte[]> EncodeSheetAsync(IReadOnlyList<ImageView> images, int columns, int cellWidth, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfZero(images.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cellWidth);
        var rows = (images.Count + columns - 1) / columns;
        var width = Math.Min(cellWidth, images[0].Width);
        return EncodeAsync(images, $"scale={width}:-2:flags=area,tile={Math.Min(columns, images.Count)}x{rows}:margin=4:padding=4", 1, ct);
    }

    private static Task<byte[]> EncodeAsync(IReadOnlyList<ImageView> images, string filter, int pictures, CancellationToken ct)
    {
        var (width, height) = (images[0].Width, images[0].Height);
        if (images.Any(i => i.Width != width || i.Height != height))
            throw new ArgumentException("pictures of several sizes", nameof(images));
        string[] input =
        [
            "-f", "rawvideo", "-pixel_format", "bgr24", "-video_size", new FrameSize(width, height).ToString(), "-framerate", "1", "-i",
                "pipe:0",
        ];
        return PictureRun.RunAsync(input, $"[0:V:0]{filter}[out]", null, new FfmpegLog("pipe:0", text => text), async stream =>
        {
            foreach (var image in images) await SendAsync(image, stream, ct).ConfigureAwait(false);
        }, ct, pictures);
    }

    /// <summary>Pictures one after the other: in a JPEG's data the marker of its end cannot occur.</summary>
    private static List<byte[]> Split(byte[] jpegs)
    {
        var pictures = new List<byte[]>();
        for (var rest = jpegs.AsSpan(); rest.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) is >= 0 and var end; rest = rest[(end + 2)..])
            pictures.Add(rest[..(end + 2)].ToArray());
        return pictures;
    }

    private static async Task SendAsync(ImageView image, Stream stream, CancellationToken ct)
    {
        // Without the gap that another view may lie in.
        for (var y = 0; y < image.Height; y++)
            await stream.WriteAsync(image.Pixels.Slice(y * image.Stride, image.Width * 3), ct).ConfigureAwait(false);
    }

    private static void Write(PrivateFolder folder, ImageView image, float scale, IReadOnlyList<PictureMark> marks)
    {
        try
        {
            var font = OverlayLayout.FontFor(image.Width);
            using var writer = new StreamWriter(folder.File(ScriptName), append: false, new UTF8Encoding(false));
            using var script = new AssScript(writer, image.Width, image.Height, font);
            var painter = new BoxPainter(script, new(0, image.Width, image.Height, font, OverlayLayout.LineFor(font)));
            foreach (var (k, mark) in marks.Index())
            {
                var (x, y, width, height) = (mark.Box.X * scale, mark.Box.Y * scale, mark.Box.Width * scale, mark.Box.Height * scale);
                if (!float.IsFinite(x + y + width + height)) continue;
                var inside = new Box(x, y, width, height).ClipTo(image.Width, image.Height);
                var edges = ((double)inside.X, (double)inside.Y, (double)inside.Right, (double)inside.Bottom);
                painter.Draw(edges, s_always, painter.Label(mark.Label, ""), Palette.Tube(k), 2 * k);
            }
        }
        catch (IOException e)
        {
            throw folder.Unwritable(e);
        }
    }
}
