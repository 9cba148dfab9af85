using System.Runtime.CompilerServices;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Live.Connection;
using Stvg.Video.Reading;

namespace Stvg.Video.Live;

/// <summary>
/// One connection to a camera, or one pass over a file that stands for one: frames with numbers on the camera's timeline, and beside them a
/// recording. Who connects again after an error makes a new reader.
/// </summary>
/// <example><code>
/// var info = await SourceProbe.ProbeAsync(SourceAddress.Parse("rtsp://10.0.0.7/stream1"), TimeSpan.FromSeconds(20), ct);
/// await using var reader = LiveReader.Open(info, new() { CameraId = "gate", Timeline = new(addedAt, 15) });
/// await foreach (var frame in reader.ReadAsync(ct))
///     using (frame) Console.WriteLine($"{frame.Number} {frame.CapturedAt:O}");
/// </code></example>
public sealed class LiveReader : IAsyncDisposable
{
    private readonly LiveInfo _info;
    private readonly LiveReadOptions _options;
    private readonly FrameLayout _layout;
    private volatile LiveRun? _run;
    private int _started;

    private LiveReader(LiveInfo info, LiveReadOptions options)
    {
        (_info, _options) = (info, options);
        _layout = FrameLayout.For(info.Size, info.PixelAspect, options.DetectorInput, options.MaxImageSide);
        Pool = new FrameBufferPool(_layout.Bytes);
    }

    /// <summary>Frames that were decoded and got a number, those dropped included. Safe from any thread.</summary>
    public long FramesDecoded => _run?.Frames ?? 0;

    /// <summary>Frames that the consumer was too slow for. Safe from any thread.</summary>
    public long FramesDropped => _run?.Dropped ?? 0;

    /// <summary>The frames' buffers.</summary>
    internal FrameBufferPool Pool { get; }

    /// <summary>Process id of FFmpeg, while it runs.</summary>
    internal int? ProcessId => _run?.ProcessId;

    /// <summary>Makes a reader; the connection is made with <see cref="ReadAsync"/>.</summary>
    /// <exception cref="ArgumentException">A size, count or time in the options makes no sense.</exception>
    public static LiveReader Open(LiveInfo info, LiveReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.CameraId, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BufferedFrames);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.StallTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Timeline.FramesPerSecond);
        ArgumentOutOfRangeException.ThrowIfEqual(options.Masks.IsDefault, true, nameof(options));
        if (options.Recording is { } recording)
        {
            ArgumentException.ThrowIfNullOrEmpty(recording.Folder, nameof(options));
            ArgumentOutOfRangeException.ThrowIfLessThan(recording.SegmentLength, TimeSpan.FromSeconds(0.1));
        }
        return new LiveReader(info, options);
    }

    /// <summary>
    /// The frames, numbers growing. The consumer disposes each of them, when it likes and from any thread. It ends by itself only where the
    /// source does (<see cref="LiveInfo.Ends"/>). Leaving the loop early or cancelling ends FFmpeg within a second, after what it records.
    /// </summary>
    /// <exception cref="StvgException">
    /// The source refuses, is lost, or sends nothing for <see cref="LiveReadOptions.StallTimeout"/>; or the recording cannot be written.
    /// One line, without a password; a <see cref="SourceLostException"/> where it is worth trying again.
    /// </exception>
    /// <exception cref="InvalidOperationException">The source was read before: one reader, one connection.</exception>
    public async IAsyncEnumerable<Frame> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0) throw new InvalidOperationException("a LiveReader connects once");
        ct.ThrowIfCancellationRequested();
        await using var run = _run = new LiveRun(_info, _options, _layout, Pool);
        await using var cancelling = ct.Register(run.Stop);
        while (await run.NextAsync(ct).ConfigureAwait(false) is { } frame) yield return frame;
        ct.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(run.Stopped, this);
        await run.JudgeEndAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Ends FFmpeg if it still runs. Frames that the consumer holds stay valid until it disposes them.</summary>
    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _started, 1);
        return _run?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
