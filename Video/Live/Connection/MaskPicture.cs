using System.Collections.Immutable;
using Stvg.Core.Frames;
using Stvg.Video.Processes;

namespace Stvg.Video.Live.Connection;

/// <summary>
/// The picture that is laid over a camera's to hide what its masks cover: black and opaque there, transparent elsewhere. Stored in the
/// layout of video (yuva420p) with a luminance of 0, which is black in full-range and in limited-range pictures alike.
/// </summary>
internal static class MaskPicture
{
    /// <summary>FFmpeg's input options for the file.</summary>
    public static string[] Arguments(string path, FrameSize size) =>
    [
        "-f", "rawvideo", "-pixel_format", "yuva420p", "-video_size", size.ToString(), "-framerate", "1",
        "-protocol_whitelist", FfmpegPrograms.Protocols, "-i", FfmpegPrograms.FileUrl(path),
    ];

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, FrameSize size, ImmutableArray<Polygon> masks)
    {
        var luma = new byte[size.Width * size.Height];
        var chroma = new byte[(size.Width + 1) / 2 * ((size.Height + 1) / 2)];
        Array.Fill(chroma, (byte)128);
        var alpha = new byte[luma.Length];
        Paint(alpha, size, masks);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        foreach (var plane in new[] { luma, chroma, chroma, alpha }) file.Write(plane);
    }

    /// <summary>
    /// Sets the bytes of all pixels to hide to 255: those whose centre is in a polygon (even-odd), and their neighbours in squares of two
    /// by two, which share one colour in video.
    /// </summary>
    internal static void Paint(Span<byte> alpha, FrameSize size, ImmutableArray<Polygon> masks)
    {
        var crossings = new List<double>();
        foreach (var mask in masks)
        {
            for (var y = 0; y < size.Height; y++)
            {
                Cross(mask.Points.AsSpan(), (y + 0.5) / size.Height, size.Width, crossings);
                var rows = alpha[((y & ~1) * size.Width)..(Math.Min((y | 1) + 1, size.Height) * size.Width)];
                for (var i = 0; i + 1 < crossings.Count; i += 2)
                {
                    // Pixel x is in when its centre, x + 0.5, lies between the two.
                    var first = (int)Math.Ceiling(crossings[i] - 0.5);
                    var end = (int)Math.Ceiling(crossings[i + 1] - 0.5);
                    if (first >= end) continue;
                    var columns = (first & ~1)..Math.Min((end + 1) & ~1, size.Width);
                    for (var row = rows; !row.IsEmpty; row = row[size.Width..]) row[columns].Fill(255);
                }
            }
        }
    }

    private static void Cross(ReadOnlySpan<PicturePoint> points, double y, int width, List<double> crossings)
    {
        crossings.Clear();
        for (int i = 0, j = points.Length - 1; i < points.Length; j = i++)
        {
            var (a, b) = (points[i], points[j]);
            if (a.Y > y != b.Y > y) crossings.Add(width * (((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X));
        }
        crossings.Sort();
    }
}
