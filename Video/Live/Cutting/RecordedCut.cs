using System.Globalization;
using System.Text;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Probing;
using Stvg.Video.Processes;
using Stvg.Video.Rendering;

namespace Stvg.Video.Live.Cutting;

/// <summary>
/// A stretch of a recording that FFmpeg reads as one video, from any number of files. A list says when each file begins, counted from the
/// first one's beginning, so that a time of the video is a capture time whatever is missing between the files.
/// </summary>
internal sealed class RecordedCut : IDisposable
{
    private const string ListName = "cut.ffconcat";
    private readonly MediaReport _report;
    private readonly DateTimeOffset _zero;

    private RecordedCut(PrivateFolder folder, CutSource first, MediaReport report, IReadOnlyList<double> times)
    {
        (Folder, FirstPath, _report, _zero) = (folder, first.Path, report, first.BeginAt);
        (Times, Size) = (times, report.Size);
    }

    /// <summary>A private folder for this and the script.</summary>
    public PrivateFolder Folder { get; }

    /// <summary>The first file.</summary>
    public string FirstPath { get; }

    /// <summary>Size of the pictures in it.</summary>
    public FrameSize Size { get; }

    /// <summary>The times of the stretch's frames, in seconds of the video; at least one.</summary>
    public IReadOnlyList<double> Times { get; }

    /// <summary>Frames per second, on average.</summary>
    public double Fps => _report.AverageFps ?? 25;

    /// <summary>FFmpeg's input options; its times are then those of <see cref="Times"/>.</summary>
    public string[] Input => ["-copyts", .. InputOf(Folder)];

    /// <summary>Finds the files and frames between two moments.</summary>
    /// <exception cref="StvgException">There are none.</exception>
    public static async Task<RecordedCut> OpenAsync(
        IReadOnlyList<CutSource> segments, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var files = segments.Where(s => s.EndAt >= from && s.BeginAt <= to && File.Exists(s.Path)).OrderBy(s => s.BeginAt).ToList();
        if (files.Count == 0) throw Nothing(from, to);
        var report = await VideoProbe.ReportAsync(files[0].Path, ct).ConfigureAwait(false);
        var folder = new PrivateFolder();
        try
        {
            WriteList(folder, files);
            var zero = files[0].BeginAt;
            var times = await TimesAsync(folder, (from - zero).TotalSeconds, (to - zero).TotalSeconds, ct).ConfigureAwait(false);
            return times.Count > 0 ? new(folder, files[0], report, times) : throw Nothing(from, to);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The capture time of a time of the video.</summary>
    public DateTimeOffset CapturedAt(double time) => _zero + TimeSpan.FromSeconds(time);

    /// <summary>The frame nearest to a moment.</summary>
    public int Nearest(DateTimeOffset at)
    {
        var time = (at - _zero).TotalSeconds;
        return Enumerable.Range(0, Times.Count).MinBy(k => Math.Abs(Times[k] - time));
    }

    /// <summary>Where things are in the pictures.</summary>
    /// <param name="size">Size of the frames that boxes are in the pixels of.</param>
    /// <param name="maxSide">Longest side to draw.</param>
    public OverlayLayout Layout(FrameSize size, int maxSide) =>
        new(new VideoInfo { Path = FirstPath, Size = size, Fps = Fps, Codec = _report.Codec, PixelAspect = _report.PixelAspect }, maxSide);

    /// <summary>A log for a run of FFmpeg over it.</summary>
    public FfmpegLog Log() => new(Folder.File(ListName));

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();

    private static string[] InputOf(PrivateFolder folder) =>
    [
        "-protocol_whitelist", FfmpegPrograms.Protocols, "-f", "concat", "-safe", "0", "-i", FfmpegPrograms.FileUrl(folder.File(ListName)),
    ];

    private static void WriteList(PrivateFolder folder, List<CutSource> files)
    {
        var list = new StringBuilder("ffconcat version 1.0\n");
        var begin = files[0].BeginAt;
        foreach (var (k, file) in files.Index())
        {
            list.Append("file '").Append(FfmpegPrograms.FileUrl(file.Path).Replace("'", @"'\''", StringComparison.Ordinal)).Append("'\n");
            if (k == files.Count - 1) break;
            // Files that overlap a little, because the clock was set right between them, follow each other.
            var end = begin + (file.EndAt - file.BeginAt);
            var next = files[k + 1].BeginAt > end ? files[k + 1].BeginAt : end;
            list.Append(CultureInfo.InvariantCulture, $"duration {(next - begin).TotalSeconds:0.######}\n");
            begin = next;
        }
        try
        {
            File.WriteAllText(folder.File(ListName), list.ToString());
        }
        catch (IOException e)
        {
            throw folder.Unwritable(e);
        }
    }

    private static async Task<List<double>> TimesAsync(PrivateFolder folder, double from, double to, CancellationToken ct)
    {
        var log = new FfmpegLog(folder.File(ListName));
        var times = await ProbeRun.TimesAsync(InputOf(folder), log, ct).ConfigureAwait(false);
        if (times.Count == 0) throw new StvgException($"the recording cannot be read: {log.FirstError ?? "there is no picture in it"}");
        return [.. times.Where(time => time >= from && time <= to).Order()];
    }

    private static StvgException Nothing(DateTimeOffset from, DateTimeOffset to) =>
        new(FormattableString.Invariant($"there is no recording from {from.UtcDateTime:u} to {to.UtcDateTime:u}, or it is deleted by now"));
}
