using Stvg.Core;
using Stvg.Video.Processes;
using Stvg.Video.Rendering;

namespace Stvg.Video;

/// <summary>
/// Draws answers into a video: around each tube's object a box with its label and score, and below the picture a strip that shows why, the
/// score of every sub-query over time. A second pass of FFmpeg alone; no picture comes into this process.
/// </summary>
public static class TubeRenderer
{
    /// <summary>Rows that are drawn at most.</summary>
    public const int MaxRows = 8;

    /// <summary>Renders the whole video as H.264 in MP4, without sound, every frame at its own time.</summary>
    /// <remarks>The picture is made up to 320 or down to 1920 pixels on its longest side where it is outside that range.</remarks>
    /// <param name="info">The video.</param>
    /// <param name="timestamps">The time of every frame, as <see cref="VideoReader"/> gave them.</param>
    /// <param name="tubes">Best first; may be empty.</param>
    /// <param name="outputPath">File to make; one that is there is replaced once the new one is complete.</param>
    /// <param name="progress">Told the finished share, 0 to 1.</param>
    /// <param name="ct">Ends FFmpeg at once; nothing is left of the file.</param>
    /// <exception cref="StvgException">The file cannot be written, the disk is full, the output is the input, or FFmpeg fails.</exception>
    public static async Task RenderAsync(
        VideoInfo info, IReadOnlyList<TimeSpan> timestamps, IReadOnlyList<RenderedTube> tubes, string outputPath,
        IProgress<double>? progress = null, CancellationToken ct = default)
    {
        Check(info, timestamps, tubes);
        using var output = OutputFile.Create(outputPath, info.Path);
        using var overlay = await Overlay.CreateAsync(info, timestamps, tubes, ct).ConfigureAwait(false);
        await RenderRun.RunAsync(Input(info), overlay.Folder, new FfmpegLog(info.Path), overlay.FilmGraph(), RenderRun.FilmEncoding,
            output, outputPath, timestamps.Count, progress, ct).ConfigureAwait(false);
        output.Commit();
        progress?.Report(1);
    }

    /// <summary>Renders one frame of what <see cref="RenderAsync"/> would make, as a picture.</summary>
    /// <param name="info">The video.</param>
    /// <param name="timestamps">The time of every frame.</param>
    /// <param name="tubes">Best first; may be empty.</param>
    /// <param name="frame">Frame number, from 0.</param>
    /// <param name="outputPath">A file whose name ends in .png, .jpg or .jpeg.</param>
    /// <param name="ct">Ends FFmpeg at once; nothing is left of the file.</param>
    /// <exception cref="StvgException">As <see cref="RenderAsync"/>, or another kind of picture is asked for.</exception>
    public static async Task SnapshotAsync(
        VideoInfo info, IReadOnlyList<TimeSpan> timestamps, IReadOnlyList<RenderedTube> tubes, int frame, string outputPath,
        CancellationToken ct = default)
    {
        Check(info, timestamps, tubes);
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, timestamps.Count);
        string[] codec = Path.GetExtension(outputPath).ToUpperInvariant() switch
        {
            ".PNG" => ["-c:v", "png", "-pix_fmt", "rgb24"],
            ".JPG" or ".JPEG" => ["-c:v", "mjpeg", "-pix_fmt", "yuvj444p", "-q:v", "2"],
            _ => throw new StvgException($"cannot write '{outputPath}': a picture's name ends in .png or .jpg"),
        };
        using var output = OutputFile.Create(outputPath, info.Path);
        using var overlay = await Overlay.CreateAsync(info, timestamps, tubes, ct).ConfigureAwait(false);
        await RenderRun.RunAsync(Input(info), overlay.Folder, new FfmpegLog(info.Path), overlay.FrameGraph(frame),
            [.. codec, "-frames:v", "1", "-f", "image2pipe"], output, outputPath, 1, null, ct).ConfigureAwait(false);
        output.Commit();
    }

    private static string[] Input(VideoInfo info) =>
        ["-protocol_whitelist", FfmpegPrograms.Protocols, "-i", FfmpegPrograms.FileUrl(info.Path)];

    private static void Check(VideoInfo info, IReadOnlyList<TimeSpan> timestamps, IReadOnlyList<RenderedTube> tubes)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(timestamps);
        ArgumentNullException.ThrowIfNull(tubes);
        ArgumentOutOfRangeException.ThrowIfZero(timestamps.Count, nameof(timestamps));
    }
}
