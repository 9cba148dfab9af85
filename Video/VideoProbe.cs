using System.Globalization;
using System.Text.Json;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Processes;

namespace Stvg.Video;

/// <summary>Asks FFmpeg what a file is.</summary>
public static class VideoProbe
{
    // Demuxers that read other files than the one that was named, or draw text as pictures.
    private static readonly string[] s_notVideos = ["hls", "concat", "dash", "imf", "sdp", "tty"];

    /// <summary>Reads the headers of a video file.</summary>
    /// <param name="path">A plain file, whatever its name looks like; never a URL.</param>
    /// <param name="ct">Ends FFmpeg's probe at once.</param>
    /// <exception cref="StvgException">Missing, empty, a folder, not readable, not a video, or sound only.</exception>
    public static async Task<VideoInfo> ProbeAsync(string path, CancellationToken ct = default)
    {
        CheckFile(path);
        var log = new FfmpegLog(path);
        string json;
        int status;
        await using (var child = ChildProcess.Start(FfmpegPrograms.Ffprobe, Arguments(path), log.Add))
        {
            await using var cancelling = ct.Register(child.Kill);
            using var output = new StreamReader(child.Output);
            json = await output.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
            status = await child.WaitAsync().ConfigureAwait(false);
        }
        ct.ThrowIfCancellationRequested();
        if (status != 0)
        {
            var cause = log.FirstError ?? $"ffprobe ended with status {status}";
            throw new StvgException($"'{path}' is not a video that FFmpeg can read ({cause}): give a complete video file");
        }
        using var document = JsonDocument.Parse(json);
        return Read(path, document.RootElement);
    }

    private static void CheckFile(string path)
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0')) throw new StvgException("no video file is named: give the path of one");
        if (Directory.Exists(path)) throw new StvgException($"'{path}' is a folder: name a video file in it");
        if (!File.Exists(path)) throw new StvgException($"no such file: '{path}'; check the path");
        try
        {
            // Devices and named pipes have no length either, and opening a pipe could wait for ever.
            var file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            if (file.Length == 0)
                throw new StvgException($"'{path}' is empty or not a plain file: give a complete video file");
            File.OpenHandle(path).Dispose();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StvgException($"cannot read '{path}': {e.Message}", e);
        }
    }

    private static string[] Arguments(string path) =>
    [
        "-hide_banner", "-loglevel", "level+error", "-protocol_whitelist", FfmpegPrograms.Protocols,
        "-show_entries", "format=format_name,duration:" +
        "stream=codec_type,codec_name,width,height,avg_frame_rate,r_frame_rate,nb_frames,start_time,duration,sample_aspect_ratio:" +
        "stream_disposition=attached_pic,timed_thumbnails:stream_tags=rotate,DURATION:stream_side_data=rotation",
        "-of", "json", "-i", FfmpegPrograms.FileUrl(path),
    ];

    private static VideoInfo Read(string path, JsonElement root)
    {
        var format = root.TryGetProperty("format", out var f) ? f : default;
        var streams = root.TryGetProperty("streams", out var s) ? s.EnumerateArray().ToList() : [];
        var formats = (Text(format, "format_name") ?? "").Split(',');
        if (formats.Any(s_notVideos.Contains))
            throw new StvgException($"'{path}' is text or a playlist ({formats[0]}), not a video: give the video file itself");
        var video = streams.FirstOrDefault(IsVideo);
        if (video.ValueKind == JsonValueKind.Undefined)
        {
            var what = streams.Exists(stream => Text(stream, "codec_type") == "audio") ? "only sound" : "no video stream";
            throw new StvgException($"'{path}' has {what} in it: give a file with pictures");
        }
        var (width, height) = ((int)Number(video, "width"), (int)Number(video, "height"));
        if (width <= 0 || height <= 0)
            throw new StvgException($"'{path}' does not say how large its pictures are: the file is cut or damaged");

        var rotation = Rotation(video);
        var aspect = Ratio(video, "sample_aspect_ratio", ':') is var r and > 0.1 and < 10 ? r : 1;
        if (rotation is 90 or 270) (width, height, aspect) = (height, width, 1 / aspect);
        // Matroska states ends, not lengths: what comes before the first frame does not count.
        var start = formats.Contains("matroska") ? Seconds(Text(video, "start_time")) ?? TimeSpan.Zero : TimeSpan.Zero;
        var own = Seconds(Text(video, "duration")) ?? Clock(Tag(video, "DURATION")) - start;
        return new VideoInfo
        {
            Path = Path.GetFullPath(path),
            Size = new FrameSize(width, height),
            Fps = Rate(video),
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
    private static int Rotation(JsonElement video)
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

    private static double Rate(JsonElement video)
    {
        foreach (var name in new[] { "avg_frame_rate", "r_frame_rate" })
            if (Ratio(video, name, '/') is var rate and > 0.001 and < 100_000) return rate;
        return 25;
    }

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
