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
    private Decoder? _decoder;
    private int _started;
    private int _framesRead;

    private VideoReader(VideoInfo info, VideoReadOptions options)
    {
        (_info, _options, _layout) = (info, options, FrameLayout.For(info, options));
        Pool = new FrameBufferPool(_layout.Bytes);
        Summary = new ReadSummary(0, false, null);
    }

    /// <summary>How reading went; complete once <see cref="ReadAsync"/> has delivered its last frame.</summary>
    public ReadSummary Summary { get; private set; }

    /// <summary>The frames' buffers.</summary>
    internal FrameBufferPool Pool { get; }

    /// <summary>Process id of FFmpeg, while it runs.</summary>
    internal int? ProcessId => _decoder?.ProcessId;

    /// <summary>Presentation time of the first frame in seconds, from the stream's own zero.</summary>
    internal double FirstTime => _decoder?.FirstTime ?? 0;

    /// <summary>Makes a reader; FFmpeg starts with <see cref="ReadAsync"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size or count in the options is not positive.</exception>
    public static VideoReader Open(VideoInfo info, VideoReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxImageSide);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BufferedFrames);
        ArgumentOutOfRangeException.ThrowIfNegative(options.DecoderThreads);
        if (options.DetectorInput is { } detector)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Math.Min(detector.Width, detector.Height), nameof(options));
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
        await using var decoder = _decoder = new Decoder(_info, _options, Pool, _layout);
        await using var cancelling = ct.Register(decoder.Stop);
        while (await decoder.NextAsync(ct).ConfigureAwait(false) is { } frame)
        {
            Summary = Summary with { FramesRead = ++_framesRead };
            yield return frame;
        }
        ct.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(decoder.Stopped, this);
        var status = await decoder.ExitAsync().ConfigureAwait(false);
        if (ChildProcess.WasStopped(status)) await ChildProcess.LetCancellationArriveAsync(ct).ConfigureAwait(false);
        Summary = ReadJudge.Judge(_info, _framesRead, decoder.LastTime, status, decoder.Log);
    }

    /// <summary>Ends FFmpeg if it still runs. Frames that the consumer holds stay valid until it disposes them.</summary>
    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _started, 1);
        return _decoder?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
