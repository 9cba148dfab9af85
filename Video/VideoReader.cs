using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Processes;
using Stvg.Video.Reading;

namespace Stvg.Video;

/// <summary>
/// Reads one video file once, from the first frame to the last, through an FFmpeg child process that decodes and scales beside the
/// consumer. Every frame of the file is delivered, none is dropped or doubled, with the time that the file gives it.
/// </summary>
/// <example><code>
/// var info = await VideoProbe.ProbeAsync("clip.mp4", ct);
/// await using var reader = VideoReader.Open(info, new() { DetectorInput = new(416, 320) });
/// await foreach (var frame in reader.ReadAsync(ct))
///     using (frame) Console.WriteLine($"{frame.Number} {frame.Timestamp} {frame.Image.Width}x{frame.Image.Height}");
/// </code></example>
public sealed class VideoReader : IAsyncDisposable
{
    private readonly VideoInfo _info;
    private readonly VideoReadOptions _options;
    private readonly FrameLayout _layout;
    private FramePipe? _pipe;
    private int _started;
    private int _framesRead;
    private long _framesMade;
    private TimeSpan _lastTime;

    private VideoReader(VideoInfo info, VideoReadOptions options)
    {
        (_info, _options) = (info, options);
        _layout = FrameLayout.For(info.Size, info.PixelAspect, options.DetectorInput, options.MaxImageSide);
        Pool = new FrameBufferPool(_layout.Bytes);
        Summary = new ReadSummary(0, false, null);
    }

    /// <summary>How reading went; complete once <see cref="ReadAsync"/> has delivered its last frame.</summary>
    public ReadSummary Summary { get; private set; }

    /// <summary>The frames' buffers.</summary>
    internal FrameBufferPool Pool { get; }

    /// <summary>Process id of FFmpeg, while it runs.</summary>
    internal int? ProcessId => _pipe?.ProcessId;

    /// <summary>Presentation time of the first frame in seconds, from the stream's own zero.</summary>
    internal double FirstTime { get; private set; }

    /// <summary>Makes a reader; FFmpeg starts with <see cref="ReadAsync"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size or count in the options is not positive.</exception>
    public static VideoReader Open(VideoInfo info, VideoReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BufferedFrames);
        ArgumentOutOfRangeException.ThrowIfNegative(options.DecoderThreads);
        return new VideoReader(info, options);
    }

    /// <summary>
    /// The frames, in order of presentation. The consumer disposes each of them, when it likes and from any thread. Leaving the loop
    /// early or cancelling ends FFmpeg at once.
    /// </summary>
    /// <exception cref="StvgException">FFmpeg is missing or stopped from outside, or not one frame can be decoded.</exception>
    /// <exception cref="InvalidOperationException">The file was read before: one reader, one pass.</exception>
    public async IAsyncEnumerable<Frame> ReadAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0) throw new InvalidOperationException("a VideoReader reads its file once");
        ct.ThrowIfCancellationRequested();
        await using var pipe = _pipe = Start();
        await using var cancelling = ct.Register(pipe.Stop);
        while (await pipe.NextAsync(ct).ConfigureAwait(false) is { } frame)
        {
            Summary = Summary with { FramesRead = ++_framesRead };
            yield return frame;
            if (_framesRead == _options.Frames?.Count) yield break;
        }
        ct.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(pipe.Stopped, this);
        var status = await pipe.ExitAsync().ConfigureAwait(false);
        if (ChildProcess.WasStopped(status)) await ChildProcess.LetCancellationArriveAsync(ct).ConfigureAwait(false);
        if (_options.Frames is null) Summary = ReadJudge.Judge(_info, _framesRead, _lastTime, status, pipe.Log);
    }

    /// <summary>Ends FFmpeg if it still runs. Frames that the consumer holds stay valid until it disposes them.</summary>
    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _started, 1);
        return _pipe?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private FramePipe Start()
    {
        // The reader waits with the consumer, so that FFmpeg waits too.
        var queue = new FrameQueue(_options.BufferedFrames, dropOldest: false);
        return new FramePipe(Arguments(), null, new FfmpegLog(_info.Path), _layout, Pool, queue, Make, TimeProvider.System);
    }

    private string[] Arguments()
    {
        var threads = _options.DecoderThreads > 0 ? _options.DecoderThreads : Math.Clamp(Environment.ProcessorCount / 2, 1, 4);
        return
        [
            "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info", "-protocol_whitelist", FfmpegPrograms.Protocols,
            "-threads", threads.ToString(CultureInfo.InvariantCulture), "-i", FfmpegPrograms.FileUrl(_info.Path),
            // What is readable is used, however much is damaged.
            "-max_error_rate", "1",
            "-filter_complex_threads", "1", "-filter_complex",
            _layout.Graph($"[0:V:0]{FrameLayout.ClockFilter(_info.Fps)},{Choice()}{FrameLayout.TellTimes}"),
            "-map", "[out]", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1",
        ];
    }

    // Sums of comparisons: a filter graph has no sets.
    private string Choice() => _options.Frames is not { Count: > 0 } frames ? ""
        : string.Create(CultureInfo.InvariantCulture, $"select='{string.Join('+', frames.Select(f => $"eq(n,{f})"))}',");

    private Frame Make(FrameTime time, ImageView image, DetectorInput? detector, IMemoryOwner<byte> buffer)
    {
        if (_framesMade == 0) FirstTime = time.Pts;
        var ticks = (long)((time.Pts - FirstTime) * TimeSpan.TicksPerSecond);
        _lastTime = TimeSpan.FromTicks(Math.Max(_lastTime.Ticks + Math.Min(_framesMade, 1), ticks));
        var number = _options.Frames is { Count: > 0 } only ? only[(int)_framesMade] : _framesMade;
        _framesMade++;
        return new Frame(_info.Path, number, _lastTime, _info.Size, image, detector, buffer)
        {
            CapturedAt = DateTimeOffset.UnixEpoch + _lastTime,
        };
    }
}
