using System.Globalization;
using System.Text.Json;
using Stvg.Core;
using Stvg.Core.Frames;

namespace Stvg.Video.Probing;

/// <summary>What FFmpeg's probe says of the first real video stream of a file or camera.</summary>
internal sealed record MediaReport
{
    // Demuxers that read other files than the one that was named, or draw text as pictures.
    private static readonly string[] s_playlists = ["hls", "concat", "dash", "imf", "sdp", "tty"];

    /// <summary>Names of the container, as FFmpeg lists them.</summary>
    public required string[] Formats { get; init; }

    /// <summary>See <see cref="VideoInfo.Size"/>.</summary>
    public required FrameSize Size { get; init; }

    /// <summary>Frames per second on average; null where nothing sensible is said.</summary>
    public double? AverageFps { get; init; }

    /// <summary>The lowest rate at which all frames have times; null where nothing sensible is said.</summary>
    public double? BaseFps { get; init; }

    /// <summary>See <see cref="VideoInfo.FrameCount"/>.</summary>
    public int? FrameCount { get; init; }

    /// <summary>See <see cref="VideoInfo.Duration"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>See <see cref="VideoInfo.DurationIsOfVideo"/>.</summary>
    public bool DurationIsOfVideo { get; init; }

    /// <summary>See <see cref="VideoInfo.Codec"/>.</summary>
    public required string Codec { get; init; }

    /// <summary>See <see cref="VideoInfo.Rotation"/>.</summary>
    public int Rotation { get; init; }

    /// <summary>See <see cref="VideoInfo.PixelAspect"/>.</summary>
    public double PixelAspect { get; init; } = 1;

    /// <summary>Reads the probe's answer.</summary>
    /// <param name="name">What to call the source in messages.</param>
    /// <param name="root">Its answer.</param>
    /// <param name="playlists">Whether the source may be a list of others.</param>
    /// <exception cref="StvgException">There is no video in it.</exception>
    public static MediaReport Read(string name, JsonElement root, bool playlists = false)
    {
        var format = root.TryGetProperty("format", out var f) ? f : default;
        var streams = root.TryGetProperty("streams", out var s) ? s.EnumerateArray().ToList() : [];
        var formats = (Text(format, "format_name") ?? "").Split(',');
        if (!playlists && formats.Any(s_playlists.Contains))
            throw new StvgException($"'{name}' is text or a playlist ({formats[0]}), not a video: give the video file itself");
        var video = streams.FirstOrDefault(IsVideo);
        if (video.ValueKind == JsonValueKind.Undefined)
        {
            var what = streams.Exists(stream => Text(stream, "codec_type") == "audio") ? "only sound" : "no video stream";
            throw new StvgException($"'{name}' has {what} in it: give a source with pictures");
        }
        var (width, height) = ((int)Number(video, "width"), (int)Number(video, "height"));
        if (width <= 0 || height <= 0)
            throw new StvgException($"'{name}' does not say how large its pictures are: it is cut or damaged");

        var rotation = Turned(video);
        var aspect = Ratio(video, "sample_aspect_ratio", ':') is var r and > 0.1 and < 10 ? r : 1;
        if (rotation is 90 or 270) (width, height, aspect) = (height, width, 1 / aspect);
        // Matroska states ends, not lengths: what comes before the first frame does not count.
        var start = formats.Contains("matroska") ? Seconds(Text(video, "start_time")) ?? TimeSpan.Zero : TimeSpan.Zero;
        var own = Seconds(Text(video, "duration")) ?? Clock(Tag(video, "DURATION")) - start;
        return new MediaReport
        {
            Formats = formats,
            Size = new FrameSize(width, height),
            AverageFps = Rate(video, "avg_frame_rate"),
            BaseFps = Rate(video, "r_frame_rate"),
            FrameCount = Number(video, "nb_frames") is var count and > 0 and < int.MaxValue ? (int)count : null,
            Duration = own ?? Seconds(Text(format, "duration")) - start,
            DurationIsOfVideo = own is not null || streams.Count == 1,
            Codec = Text(video, "codec_name") ?? "unknown",
            Rotation = rotation,
            PixelAspect = aspect,
        };
    }

    // The stream that FFmpeg calls 0:V:0, which the reader and the renderer take: cover pictures of songs are not videos.
    private static bool IsVideo(JsonElement stream) =>
        Text(stream, "codec_type") == "video" &&
        !(stream.TryGetProperty("disposition", out var d) && (Number(d, "attached_pic") != 0 || Number(d, "timed_thumbnails") != 0));

    // FFmpeg turns by right angles only when the angle is within a degree of one, and so swaps the sides only then.
    private static int Turned(JsonElement video)
    {
        var counterclockwise = 0.0;
        if (video.TryGetProperty("side_data_list", out var list))
        {
            foreach (var entry in list.EnumerateArray())
                if (entry.TryGetProperty("rotation", out _)) counterclockwise = Number(entry, "rotation");
        }
        var clockwise = ((-counterclockwise % 360) + 360) % 360;
        var nearest = (int)Math.Round(clockwise / 90) * 90;
        return Math.Abs(clockwise - nearest) < 1 ? nearest % 360 : 0;
    }

    private static double? Rate(JsonElement video, string name) =>
        Ratio(video, name, '/') is var rate and > 0.001 and < 100_000 ? rate : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    private static string? Tag(JsonElement stream, string name) => stream.TryGetProperty("tags", out var tags) ? Text(tags, name) : null;

    // ffprobe writes some numbers as numbers and some as text.
    private static double Number(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value)) return 0;
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        return double.TryParse(Text(element, name), CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static double Ratio(JsonElement element, string name, char separator)
    {
        var parts = Text(element, name)?.Split(separator);
        return parts is [var a, var b] && double.TryParse(a, CultureInfo.InvariantCulture, out var x)
            && double.TryParse(b, CultureInfo.InvariantCulture, out var y) && y > 0 ? x / y : 0;
    }

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e8
            ? TimeSpan.FromSeconds(seconds) : null;

    // Matroska's tag: "00:00:03.000000000".
    private static TimeSpan? Clock(string? text)
    {
        var parts = text?.Split(':');
        return parts is [var h, var m, var s] && double.TryParse(h, CultureInfo.InvariantCulture, out var hours)
            && double.TryParse(m, CultureInfo.InvariantCulture, out var minutes) && Seconds(s) is { } seconds
            ? TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(minutes) + seconds : null;
    }
}
