using System.Globalization;
using System.Text;
using Stvg.Core;
using Stvg.Video.Probing;
using Stvg.Video.Processes;

namespace Stvg.Video.Live.Connection;

/// <summary>
/// FFmpeg's second output: the stream in files of some seconds. FFmpeg lists each file that it closes with the stream's times at its two
/// ends; the frames that were seen with those times say when that was.
/// </summary>
internal sealed class SegmentRecorder : IDisposable
{
    private static readonly string[] s_signs =
    [
        "av_interleaved_write_frame", "Could not write header", "Error writing trailer", "Failure occurred when ending segment",
        "Failed to open segment",
    ];

    // Frames of one file that its times are taken from; only files of many minutes have more.
    private const int MostMoments = 8192;
    private readonly RecordingOptions _options;
    private readonly string _list;
    private readonly string _names;
    private readonly StringBuilder _line = new();
    private readonly Queue<Moment> _moments = new();
    private FileStream? _listed;
    private Moment? _last;
    private double? _firstPts;
    private int _reported;

    /// <exception cref="StvgException">The folder cannot be made.</exception>
    public SegmentRecorder(RecordingOptions options, DateTimeOffset now, string list)
    {
        (_options, _list) = (options, list);
        // Sorted by time; the end keeps apart what two cameras, or a restart in the same millisecond, begin at once.
        _names = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + $"-{Guid.NewGuid().ToString("N")[..8]}-";
        try
        {
            Directory.CreateDirectory(options.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot record to '{options.Folder}': {e.Message}", e);
        }
    }

    /// <summary>FFmpeg's options for the output, which is named relative to the recording's folder.</summary>
    /// <param name="encode">Whether the pad [rec] is encoded; else the stream is kept as it comes.</param>
    public string[] Arguments(bool encode)
    {
        var length = _options.SegmentLength.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        string[] content = encode
            ?
            [
                "-map", "[rec]", "-fps_mode", "passthrough", "-enc_time_base", "1/90000", "-c:v", "libx264", "-preset", "veryfast",
                "-crf", "23", "-force_key_frames", $"expr:gte(t,n_forced*{length})",
            ]
            : ["-map", "0:V:0", "-c", "copy"];
        return
        [
            .. content,
            // Times stay what they are, so that they mean the same as those of the frames.
            "-avoid_negative_ts", "disabled", "-f", "segment", "-segment_format", "matroska", "-segment_time", length,
            // What is a second old is on disk, readable even if the end is never written.
            "-segment_format_options", "avoid_negative_ts=disabled:cluster_time_limit=1000:flush_packets=1",
            "-segment_list", FfmpegPrograms.FileUrl(_list), "-segment_list_type", "csv", _names + "%07d.mkv",
        ];
    }

    /// <summary>Takes note of a frame, and looks for files that were closed. Called on the thread that reads the frames.</summary>
    /// <param name="pts">The frame's time.</param>
    /// <param name="capturedAt">Its capture time.</param>
    public void Add(double pts, DateTimeOffset capturedAt)
    {
        if (_moments.Count == MostMoments) _moments.Dequeue();
        _last = new(pts, capturedAt);
        _moments.Enqueue(_last.Value);
        _firstPts ??= pts;
        Poll();
    }

    private void Poll()
    {
        if (_listed is null && !File.Exists(_list)) return;
        _listed ??= new FileStream(_list, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> bytes = stackalloc byte[1024];
        for (int n; (n = _listed.Read(bytes)) > 0;)
        {
            foreach (var b in bytes[..n])
            {
                if (b != '\n') _line.Append((char)b);
                else Take();
            }
        }
    }

    /// <summary>Tells of what is left once FFmpeg has ended, in whatever way.</summary>
    public async Task FinishAsync()
    {
        // Nobody could tell when that was.
        if (_last is null) File.Delete(Next);
        else Poll();
        if (!File.Exists(Next)) return;
        // FFmpeg was killed over it: nobody listed it.
        var times = await ProbeRun.TimesAsync(["-i", FfmpegPrograms.FileUrl(Next)], new FfmpegLog(Next), default).ConfigureAwait(false);
        if (times.Count > 0) Report(times.Min(), times.Max());
        else File.Delete(Next);
    }

    /// <summary>Why recording failed, if it did.</summary>
    public StvgException? Fault(FfmpegLog log)
    {
        if (log.Says("No space left"))
            return new($"cannot record to '{_options.Folder}': no space is left on its disk; free some, or keep less of the recordings");
        if (log.Says("libx264"))
            return new("cannot record masked pictures: this ffmpeg is built without libx264; install the Debian package 'ffmpeg'");
        return !Array.Exists(s_signs, log.Says) ? null : new($"cannot record to '{_options.Folder}': {log.FirstError}");
    }

    /// <inheritdoc/>
    public void Dispose() => _listed?.Dispose();

    private string Next => Path.Combine(_options.Folder, string.Create(CultureInfo.InvariantCulture, $"{_names}{_reported:0000000}.mkv"));

    // "name,begin,end"
    private void Take()
    {
        var parts = _line.ToString().Split(',');
        _line.Clear();
        if (parts is [_, var begin, var end]) Report(Number(begin), Number(end));
    }

    private void Report(double begin, double end)
    {
        // The list has 0 for the beginning of the first file, whenever that was.
        if (_reported == 0) begin = Math.Max(begin, _firstPts!.Value);
        var clock = Clock(end);
        var path = Next;
        _reported++;
        var bytes = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        if (bytes == 0) File.Delete(path);
        else _options.Finished(new(Path.GetFileName(path), clock.Of(begin), clock.Of(Math.Max(begin, end)), bytes));
    }

    // The clock may have been set right while the file was written, most of all while the connection was new: what most frames say holds.
    private Moment Clock(double end)
    {
        var inside = new List<Moment>();
        while (_moments.TryPeek(out var moment) && moment.Pts < end - 1e-3) inside.Add(_moments.Dequeue());
        if (inside.Count == 0) return _moments.TryPeek(out var next) ? next : _last!.Value;
        inside.Sort((a, b) => a.Of(0).CompareTo(b.Of(0)));
        return inside[inside.Count / 2];
    }

    /// <summary>A time of the stream and what it is on the clock.</summary>
    private readonly record struct Moment(double Pts, DateTimeOffset At)
    {
        /// <summary>A time of the stream not far from it.</summary>
        public DateTimeOffset Of(double pts) => At + TimeSpan.FromSeconds(pts - Pts);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
