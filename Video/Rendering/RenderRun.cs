using System.Globalization;
using Stvg.Core;
using Stvg.Video.Processes;

namespace Stvg.Video.Rendering;

/// <summary>Runs FFmpeg from a video and a script to a file.</summary>
internal static class RenderRun
{
    /// <summary>Runs it to the end.</summary>
    /// <param name="input">FFmpeg's options for the video, "-i" included.</param>
    /// <param name="folder">Where the script is.</param>
    /// <param name="log">Takes the complaints.</param>
    /// <param name="graph">Filter graph with the pad [out].</param>
    /// <param name="encoding">Arguments for the output.</param>
    /// <param name="output">Where FFmpeg writes.</param>
    /// <param name="name">What to call the output in messages.</param>
    /// <param name="frames">Frames to expect.</param>
    /// <param name="progress">Told the finished share.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <exception cref="StvgException">It failed.</exception>
    public static async Task RunAsync(
        string[] input, string folder, FfmpegLog log, string graph, string[] encoding, OutputFile output, string name, int frames,
        IProgress<double>? progress, CancellationToken ct)
    {
        string[] arguments =
        [
            "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+error", "-progress", "pipe:1",
            .. input, "-max_error_rate", "1", "-filter_complex", graph, "-map", "[out]", "-fps_mode", "passthrough", .. encoding,
            "-y", FfmpegPrograms.FileUrl(output.Temporary),
        ];
        var written = 0;
        int status;
        await using (var child = ChildProcess.Start(FfmpegPrograms.Ffmpeg, arguments, log.Add, folder))
        {
            await using var cancelling = ct.Register(child.Kill);
            using var report = new StreamReader(child.Output);
            while (await report.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
            {
                if (!line.StartsWith("frame=", StringComparison.Ordinal)) continue;
                if (int.TryParse(line.AsSpan(6), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var n)) written = n;
                progress?.Report(Math.Min(1, (double)written / frames));
            }
            status = await child.WaitAsync().ConfigureAwait(false);
        }
        if (ChildProcess.WasStopped(status)) await ChildProcess.LetCancellationArriveAsync(ct).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        // FFmpeg 5 ends with status 0 although the end of a file could not be written.
        if (status == 0 && written > 0 && !log.Says("No space left") && !log.Says("Error writing trailer")) return;
        throw new StvgException($"cannot render '{name}': {Reason(log, status)}");
    }

    /// <summary>H.264 in MP4 for browsers and players, every frame at its own time.</summary>
    public static readonly string[] FilmEncoding =
    [
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "20",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
        // Fine enough for any camera; FFmpeg would otherwise round times to the average frame rate.
        "-enc_time_base", "1/90000", "-video_track_timescale", "90000", "-movflags", "+faststart", "-f", "mp4",
    ];

    /// <summary>What FFmpeg failed for, in words.</summary>
    public static string Reason(FfmpegLog log, int status)
    {
        if (log.Says("No space left")) return "no space is left on its disk; free some or name a file elsewhere";
        if (log.Says("filter: 'ass'") || log.Says("filter not found"))
            return "this ffmpeg cannot draw text (built without libass); install the Debian package 'ffmpeg'";
        if (log.Says("libx264")) return "this ffmpeg cannot write H.264 (built without libx264); install the Debian package 'ffmpeg'";
        if (ChildProcess.WasStopped(status)) return "ffmpeg was stopped from outside; run the command again";
        return log.LastError ?? log.FirstError ?? $"ffmpeg ended with status {status}";
    }
}
