using Stvg.Core;
using Stvg.Video.Probing;
using Stvg.Video.Processes;

namespace Stvg.Video;

/// <summary>Asks FFmpeg what a file is.</summary>
public static class VideoProbe
{
    /// <summary>Reads the headers of a video file.</summary>
    /// <param name="path">A plain file, whatever its name looks like; never a URL.</param>
    /// <param name="ct">Ends FFmpeg's probe at once.</param>
    /// <exception cref="StvgException">Missing, empty, a folder, not readable, not a video, or sound only.</exception>
    public static async Task<VideoInfo> ProbeAsync(string path, CancellationToken ct = default)
    {
        var report = await ReportAsync(path, ct).ConfigureAwait(false);
        return new VideoInfo
        {
            Path = Path.GetFullPath(path),
            Size = report.Size,
            Fps = report.AverageFps ?? report.BaseFps ?? 25,
            FrameCount = report.FrameCount,
            Duration = report.Duration,
            DurationIsOfVideo = report.DurationIsOfVideo,
            Codec = report.Codec,
            Rotation = report.Rotation,
            PixelAspect = report.PixelAspect,
        };
    }

    /// <summary>As <see cref="ProbeAsync"/>, in the probe's own words.</summary>
    internal static async Task<MediaReport> ReportAsync(string path, CancellationToken ct)
    {
        CheckFile(path);
        var log = new FfmpegLog(path);
        string[] input = ["-protocol_whitelist", FfmpegPrograms.Protocols, "-i", FfmpegPrograms.FileUrl(path)];
        using var probe = await ProbeRun.RunAsync(input, log, ct).ConfigureAwait(false);
        if (probe.Answer is not { } answer)
        {
            var cause = log.FirstError ?? $"ffprobe ended with status {probe.Status}";
            throw new StvgException($"'{path}' is not a video that FFmpeg can read ({cause}): give a complete video file");
        }
        return MediaReport.Read(path, answer.RootElement);
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
}
