using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Core.Tracking;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>What is known of one camera now; written by its session, read by whoever asks.</summary>
internal sealed class CameraMonitor(CameraRecord record, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private CameraStatus _status = new() { Phase = CameraPhase.Connecting };
    private Frame? _newest;
    private TrackedObject[] _objects = [];
    private readonly LiveMotion _motion = new();
    private long _decodedBefore, _droppedBefore;

    public string Id => Record.Settings.Id;

    /// <summary>Settings and timeline as the archive has them.</summary>
    public CameraRecord Record { get; set; } = record;

    /// <summary>Ended or failed: nothing happens until somebody restarts it.</summary>
    public bool IsOver => Status.Phase is CameraPhase.Ended or CameraPhase.Failed;

    public CameraStatus Status
    {
        get
        {
            lock (_gate) return _status;
        }
    }

    public CameraView View => new(
        Record.Settings with { Source = SourceAddress.Parse(Record.Settings.Source).Safe }, Status, Record.AddedAt);

    public void Connecting() => Change(s => s with { Phase = CameraPhase.Connecting });

    public void Running(FrameSize size, double fps) =>
        Change(s => s with { Phase = CameraPhase.Running, Reason = null, Size = size, Fps = fps });

    public void Lost(string reason) =>
        Change(s => s with { Phase = CameraPhase.Connecting, Reason = reason, Reconnects = s.Reconnects + 1, LiveTubelets = 0 });

    public void Failed(string reason) => Change(s => s with { Phase = CameraPhase.Failed, Reason = reason, LiveTubelets = 0 });

    public void Ended() => Change(s => s with { Phase = CameraPhase.Ended, Reason = null, LiveTubelets = 0 });

    /// <summary>Begins anew; a file that had ended is played again.</summary>
    public void Reopen()
    {
        Record = Record with { Ended = false };
        Change(s => s with { Phase = CameraPhase.Connecting, Reason = null });
    }

    /// <summary>A file was played to its end: remembered, so that a restart of the program does not play it again.</summary>
    public async Task EndAsync(ICameraArchive store, CancellationToken ct)
    {
        Record = Record with { Ended = true };
        await store.UpdateCameraAsync(Record, ct).ConfigureAwait(false);
        Ended();
    }

    /// <summary>A session begins: what came before it, of a connection that was made ahead, does not count.</summary>
    public void Begin(LiveReader reader)
    {
        _decodedBefore -= reader.FramesDecoded;
        _droppedBefore -= reader.FramesDropped;
    }

    /// <summary>A session ends: its reader's counters are added to those of before.</summary>
    public void KeepCounters(LiveReader reader)
    {
        _decodedBefore += reader.FramesDecoded;
        _droppedBefore += reader.FramesDropped;
    }

    /// <summary>
    /// One frame is done with. The monitor owns it from now on, as the newest, until the next one comes: a snapshot costs a copy only when
    /// somebody asks for one.
    /// </summary>
    public void Done(Frame frame, ReadOnlySpan<TrackedObject> objects, bool detected, LiveReader reader)
    {
        lock (_gate)
        {
            _newest?.Dispose();
            _newest = frame;
            if (_objects.Length != objects.Length) _objects = new TrackedObject[objects.Length];
            objects.CopyTo(_objects);
            if (detected) _motion.Looked(frame.CapturedAt, _objects);
            _status = _status with
            {
                FramesDecoded = _decodedBefore + reader.FramesDecoded,
                FramesDropped = _droppedBefore + reader.FramesDropped,
                FramesDetected = _status.FramesDetected + (detected ? 1 : 0),
                FramesSkipped = _status.FramesSkipped + (detected ? 0 : 1),
                DelaySeconds = Math.Max(0, (time.GetUtcNow() - frame.CapturedAt).TotalSeconds),
                LastFrameAt = frame.CapturedAt,
                LiveTubelets = objects.Length,
            };
        }
    }

    /// <summary>A copy of the newest picture; null before the first frame.</summary>
    public (ImageView Image, float Scale, TrackedObject[] Objects)? Snapshot()
    {
        lock (_gate)
        {
            if (_newest is not { } frame) return null;
            return (frame.Image with { Pixels = frame.Image.Pixels.ToArray() }, frame.ImageScale, [.. _objects]);
        }
    }

    /// <summary>
    /// The newest frame, for the caller to dispose of; null before the first, and when it was not captured after the one that is named.
    /// </summary>
    public LiveView? Look(DateTimeOffset? after, bool picture)
    {
        lock (_gate)
        {
            if (_newest is not { } frame || frame.CapturedAt <= after) return null;
            return LiveView.Of(frame, _motion.At(frame.CapturedAt, _objects), picture);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _newest?.Dispose();
            _newest = null;
        }
    }

    private void Change(Func<CameraStatus, CameraStatus> change)
    {
        lock (_gate) _status = change(_status);
    }
}
