using System.Globalization;
using System.Text.Json;
using Stvg.Video.Processes;

namespace Stvg.Video.Probing;

/// <summary>One run of FFmpeg's probe.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Answer">What it found; null where it failed.</param>
internal sealed record ProbeRun(int Status, JsonDocument? Answer) : IDisposable
{
    /// <summary>All that <see cref="MediaReport"/> wants to know.</summary>
    private const string Headers =
        "format=format_name,duration:" +
        "stream=codec_type,codec_name,width,height,avg_frame_rate,r_frame_rate,nb_frames,start_time,duration,sample_aspect_ratio:" +
        "stream_disposition=attached_pic,timed_thumbnails:stream_tags=rotate,DURATION:stream_side_data=rotation";

    /// <summary>Reads the headers of an input.</summary>
    /// <param name="input">The input with its options, "-i" included.</param>
    /// <param name="log">Takes the complaints.</param>
    /// <param name="ct">Ends the probe at once.</param>
    public static Task<ProbeRun> RunAsync(string[] input, FfmpegLog log, CancellationToken ct) => RunAsync(Headers, input, log, ct);

    /// <summary>Reads the times of all pictures, in seconds, in the order of the file; none where it cannot be read.</summary>
    /// <param name="input">The input with its options, "-i" included.</param>
    /// <param name="log">Takes the complaints.</param>
    /// <param name="ct">Ends the probe at once.</param>
    public static async Task<List<double>> TimesAsync(string[] input, FfmpegLog log, CancellationToken ct)
    {
        using var probe = await RunAsync("packet=pts_time", ["-select_streams", "V:0", .. input], log, ct).ConfigureAwait(false);
        if (probe.Answer is not { } answer) return [];
        var times = new List<double>();
        foreach (var packet in answer.RootElement.GetProperty("packets").EnumerateArray())
        {
            if (!packet.TryGetProperty("pts_time", out var time)) continue;
            if (double.TryParse(time.GetString(), CultureInfo.InvariantCulture, out var seconds)) times.Add(seconds);
        }
        return times;
    }

    private static async Task<ProbeRun> RunAsync(string entries, string[] input, FfmpegLog log, CancellationToken ct)
    {
        string[] arguments = ["-hide_banner", "-loglevel", "level+error", "-show_entries", entries, "-of", "json=compact=1", .. input];
        string json;
        int status;
        await using (var child = ChildProcess.Start(FfmpegPrograms.Ffprobe, arguments, log.Add))
        {
            await using var cancelling = ct.Register(child.Kill);
            using var output = new StreamReader(child.Output);
            json = await output.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
            status = await child.WaitAsync().ConfigureAwait(false);
        }
        ct.ThrowIfCancellationRequested();
        return new(status, status == 0 ? JsonDocument.Parse(json) : null);
    }

    /// <inheritdoc/>
    public void Dispose() => Answer?.Dispose();
}
