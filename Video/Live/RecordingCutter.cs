using System.Globalization;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Live.Cutting;
using Stvg.Video.Reading;
using Stvg.Video.Rendering;

namespace Stvg.Video.Live;

/// <summary>A file of a recording.</summary>
/// <param name="Path">Where it is. One that is there no more is passed over.</param>
/// <param name="BeginAt">Capture time of its first frame, as <see cref="RecordedFile"/> has it.</param>
/// <param name="EndAt">Capture time of its end.</param>
public sealed record CutSource(string Path, DateTimeOffset BeginAt, DateTimeOffset EndAt);

/// <summary>What is drawn into a clip.</summary>
/// <param name="Label">Short name at the box. Any text is safe.</param>
/// <param name="Score">Written after the label.</param>
/// <param name="Size">Size of the camera's picture when the boxes were found; boxes are in its pixels.</param>
/// <param name="BoxAt">The box at a capture time; null where there is none.</param>
public sealed record CutTube(string Label, float Score, FrameSize Size, Func<DateTimeOffset, Box?> BoxAt);

/// <summary>Cuts answers out of recordings, for people to look at.</summary>
public static class RecordingCutter
{
    /// <summary>What a clip shows before and after.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private const int ThumbnailSide = 640;

    /// <summary>
    /// Writes a clip: H.264 in MP4 without sound that browsers play while they load it, every frame at its own time, with the tube's box
    /// and score on the frames that have one and the capture time in a corner. It begins and ends <see cref="Margin"/> outside the
    /// interval, or where the recording does; where there is a gap in the recording, the picture stands still.
    /// </summary>
    /// <param name="segments">Files of one camera; those outside the interval are passed over.</param>
    /// <param name="from">Begin of the interval.</param>
    /// <param name="to">End of the interval.</param>
    /// <param name="tube">What to draw.</param>
    /// <param name="outputPath">File to make; one that is there is replaced once the new one is complete.</param>
    /// <param name="ct">Ends FFmpeg at once; nothing is left of the file.</param>
    /// <exception cref="StvgException">
    /// Nothing was recorded then, or it is deleted by now; the file cannot be written; FFmpeg fails.
    /// </exception>
    public static async Task RenderClipAsync(
        IReadOnlyList<CutSource> segments, DateTimeOffset from, DateTimeOffset to, CutTube tube, string outputPath, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(tube);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        using var cut = await RecordedCut.OpenAsync(segments, from - Margin, to + Margin, ct).ConfigureAwait(false);
        using var output = OutputFile.Create(outputPath, cut.FirstPath);
        var layout = cut.Layout(tube.Size, OverlayLayout.MaxSide);
        var script = new CutScript(layout, cut);
        script.Write(tube);
        await RenderRun.RunAsync(cut.Input, cut.Folder.Path, cut.Log(), script.FilmGraph(), RenderRun.FilmEncoding,
            output, outputPath, cut.Times.Count, null, ct).ConfigureAwait(false);
        output.Commit();
    }

    /// <summary>Makes a small picture of one moment, a JPEG of at most 640 pixels on its longest side, with a box.</summary>
    /// <param name="segments">Files of one camera.</param>
    /// <param name="at">The moment; the nearest frame is taken.</param>
    /// <param name="box">Pixels of the camera's picture.</param>
    /// <param name="label">Short name at the box. Any text is safe.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <exception cref="StvgException">Nothing was recorded around that moment, or it is deleted by now; FFmpeg fails.</exception>
    public static async Task<byte[]> ThumbnailAsync(
        IReadOnlyList<CutSource> segments, DateTimeOffset at, Box box, string label, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(label);
        using var cut = await RecordedCut.OpenAsync(segments, at - Margin, at + Margin, ct).ConfigureAwait(false);
        var layout = cut.Layout(cut.Size, ThumbnailSide);
        var script = new CutScript(layout, cut);
        script.Write(box, label);
        var frame = cut.Nearest(at);
        return await PictureRun.RunAsync(cut.Input, script.FrameGraph(frame), cut.Folder.Path, cut.Log(), null, ct).ConfigureAwait(false);
    }

    /// <summary>The pictures nearest to some moments, without anything drawn into them.</summary>
    /// <param name="segments">Files of one camera.</param>
    /// <param name="moments">The moments, ascending.</param>
    /// <param name="side">Longest side, pixels; none is scaled up.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <returns>One picture for each moment, all of one size.</returns>
    /// <exception cref="StvgException">Nothing was recorded around those moments, or it is deleted by now; FFmpeg fails.</exception>
    public static async Task<IReadOnlyList<ImageView>> PicturesAsync(
        IReadOnlyList<CutSource> segments, IReadOnlyList<DateTimeOffset> moments, int side, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(moments);
        ArgumentOutOfRangeException.ThrowIfZero(moments.Count, nameof(moments));
        using var cut = await RecordedCut.OpenAsync(segments, moments[0] - Margin, moments[^1] + Margin, ct).ConfigureAwait(false);
        int[] frames = [.. moments.Select(cut.Nearest)];
        int[] wanted = [.. frames.Distinct().Order()];
        var scale = Math.Min(1.0, (double)side / Math.Max(cut.Size.Width, cut.Size.Height));
        int width = Math.Max(1, (int)Math.Round(cut.Size.Width * scale)), height = Math.Max(1, (int)Math.Round(cut.Size.Height * scale));
        var choice = string.Join('+', wanted.Select(f => string.Create(
            CultureInfo.InvariantCulture, $"between(t,{cut.Times[f] - 5e-4:0.######},{cut.Times[f] + 5e-4:0.######})")));
        var scaling = $"scale={width}:{height}:flags={FrameLayout.Scaler},format=bgr24";
        var graph = $"[0:V:0]{FrameLayout.ClockFilter(cut.Fps)},select='{choice}',{scaling}[out]";
        var bytes = await PictureRun.RunAsync(
            cut.Input, graph, cut.Folder.Path, cut.Log(), null, ct, wanted.Length, ["-f", "rawvideo", "pipe:1"]).ConfigureAwait(false);
        var each = width * height * 3;
        if (bytes.Length < wanted.Length * each)
            throw new StvgException($"the recording gave {bytes.Length / each} of {wanted.Length} pictures");
        return [.. frames.Select(f => new ImageView(bytes.AsMemory(Array.IndexOf(wanted, f) * each, each), width, height, width * 3))];
    }
}
