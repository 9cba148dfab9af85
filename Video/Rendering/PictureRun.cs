using System.Globalization;
using Stvg.Core;
using Stvg.Video.Processes;

namespace Stvg.Video.Rendering;

/// <summary>Runs FFmpeg for JPEGs that are kept in memory.</summary>
internal static class PictureRun
{
    private static readonly string[] s_jpeg =
        ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3", "-f", "image2pipe", "pipe:1"];

    /// <summary>Runs it to the end, for one JPEG or, one after the other, several.</summary>
    /// <param name="input">FFmpeg's options for the input, "-i" included.</param>
    /// <param name="graph">Filter graph from [0:V:0] to the pad [out].</param>
    /// <param name="folder">Where the script is; null where there is none.</param>
    /// <param name="log">Takes the complaints.</param>
    /// <param name="write">Writes the input, where it comes through standard input.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <param name="pictures">How many.</param>
    /// <param name="encoding">FFmpeg's options for something else than JPEG on standard output.</param>
    /// <exception cref="StvgException">It failed.</exception>
    public static async Task<byte[]> RunAsync(
        string[] input, string graph, string? folder, FfmpegLog log, Func<Stream, Task>? write, CancellationToken ct, int pictures = 1,
        string[]? encoding = null)
    {
        string[] arguments =
        [
            "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+error", .. input,
            "-filter_complex_threads", "1", "-filter_complex", graph, "-map", "[out]", "-fps_mode", "passthrough",
            "-frames:v", pictures.ToString(CultureInfo.InvariantCulture), .. encoding ?? s_jpeg,
        ];
        using var picture = new MemoryStream();
        int status;
        await using (var child = ChildProcess.Start(FfmpegPrograms.Ffmpeg, arguments, log.Add, folder, withInput: write is not null))
        {
            await using var cancelling = ct.Register(child.Kill);
            var reading = child.Output.CopyToAsync(picture, CancellationToken.None);
            if (write is not null) await FeedAsync(child.Input, write).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            status = await child.WaitAsync().ConfigureAwait(false);
        }
        if (ChildProcess.WasStopped(status)) await ChildProcess.LetCancellationArriveAsync(ct).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        if (status == 0 && picture.Length > 0) return picture.ToArray();
        throw new StvgException($"cannot make a picture: {RenderRun.Reason(log, status)}");
    }

    private static async Task FeedAsync(Stream input, Func<Stream, Task> write)
    {
        try
        {
            await using (input.ConfigureAwait(false)) await write(input).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // FFmpeg ended before it had read everything; its exit status says more.
        }
    }
}
