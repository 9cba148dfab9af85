using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;

namespace Stvg.Models.Inference;

/// <summary>
/// Runs the networks of all cameras, and learned grounders between them, on one device: one thread of its own behind a bounded queue, so
/// that native code never holds up the thread pool, on which everything else lives.
/// </summary>
/// <example>
/// <code>
/// await using var worker = new InferenceWorker(new InferenceOptions());
/// using var client = worker.Register("door", ModelCatalogue.BuiltIn.Get("nanodet"), new FrameSize(1920, 1080), QueuePolicy.LatestOnly);
/// // ... ask the video source for frames with a detector input of client.InputSize ...
/// using var result = await client.DetectAsync(frame, cancellation);
/// if (result is not null) tracker.Update(frame.Number, result.Detections);
/// </code>
/// </example>
public sealed partial class InferenceWorker : IDetectorLines, IAsyncDisposable
{
    // Guards everything below but the batch; never held while a network runs or is opened.
    private readonly object _gate = new();
    private readonly FairQueue<DeviceCall> _queue;
    private readonly HashSet<DeviceSeat> _seats = [];
    private readonly Stack<InferenceCall> _idle = [];
    private readonly Stack<IDisposable> _unused = [];
    private readonly List<DeviceCall> _left = [];
    private readonly InferenceMeter _meter;
    private readonly DetectorTable _detectors;
    private readonly ResultPool _results = new();
    private readonly InferenceBatch _batch;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DetectorOptions _networks;
    private readonly int _mostQuestions;
    private int _cameras;
    private bool _stopping;

    /// <summary>Starts the device's thread.</summary>
    /// <exception cref="StvgException">The device is not known, or a number is out of range.</exception>
    public InferenceWorker(InferenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_networks, _mostQuestions) = (options.DetectorOptions(), options.QueueLength);
        _detectors = new(options.Store ?? new(), _networks);
        _queue = new(options.QueueLength);
        _meter = new(options.Device, options.MaxBatch, () => QueueLength);
        _batch = new(options.MaxBatch, _results);
        new Thread(Run) { IsBackground = true, Name = $"inference {options.Device}" }.Start();
    }

    /// <summary>What has been done so far.</summary>
    public InferenceStatistics Statistics
    {
        get
        {
            lock (_gate) return _meter.Read(_queue.Count, _cameras, _detectors.Count);
        }
    }

    private int QueueLength
    {
        get
        {
            lock (_gate) return _queue.Count;
        }
    }

    /// <summary>
    /// Lets a camera in. The first one with a model and an input size opens the session, which takes some tenths of a second on the
    /// caller's thread; the device goes on with the other cameras meanwhile. The session is closed when its last camera is gone.
    /// </summary>
    /// <param name="cameraId">The camera, for messages.</param>
    /// <param name="model">A detector of the catalogue.</param>
    /// <param name="videoSize">Size of the camera's original frames, pixels.</param>
    /// <param name="policy">What becomes of a frame that waits while the next one comes.</param>
    /// <exception cref="StvgException">The model cannot be used: not installed, no detector, a file that does not fit its
    /// description.</exception>
    /// <exception cref="ObjectDisposedException">The worker has been disposed.</exception>
    public InferenceClient Register(string cameraId, ModelEntry model, FrameSize videoSize, QueuePolicy policy)
    {
        ArgumentException.ThrowIfNullOrEmpty(cameraId);
        ArgumentNullException.ThrowIfNull(model);
        lock (_gate) ObjectDisposedException.ThrowIf(_stopping, this);
        var detector = _detectors.Acquire(model, videoSize);
        lock (_gate)
        {
            if (_stopping)
            {
                _detectors.Release(detector)?.Dispose();
                throw new ObjectDisposedException(nameof(InferenceWorker));
            }
            var lane = _queue.Open(policy, detector, detector.Detector.MaxBatch);
            var seat = new DeviceSeat(lane, () => _detectors.Release(detector)) { IsCamera = true };
            _seats.Add(seat);
            _results.Cameras = ++_cameras;
            return new InferenceClient(this, cameraId, detector, seat);
        }
    }

    // Opening a session takes some tenths of a second, which the camera's own task can wait for.
    Task<IDetectorLine> IDetectorLines.OpenAsync(string cameraId, ModelEntry model, FrameSize videoSize, QueuePolicy policy, CancellationToken ct) =>
        Task.Run<IDetectorLine>(() => Register(cameraId, model, videoSize, policy), ct);

    /// <summary>Ends the run under way, gives null to all calls that have not come to an end, and closes the sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            foreach (var seat in _seats.ToArray()) Close(seat);
            Monitor.Pulse(_gate);
        }
        await _ended.Task.ConfigureAwait(false);
        _meter.Dispose();
    }

    internal ValueTask<InferenceResult?> Submit(InferenceClient client, Frame frame, CancellationToken token)
    {
        if (token.IsCancellationRequested) return ValueTask.FromCanceled<InferenceResult?>(token);
        var call = Rent();
        call.Begin(client, frame, token);
        var task = call.Task;
        lock (_gate)
        {
            Enqueue(call);
        }
        return task;
    }

    internal void Cancel(DeviceCall call)
    {
        lock (_gate)
        {
            call.IsCancelled = true;
            if (_queue.Remove(call.Seat.Lane, call)) call.GiveUp(new OperationCanceledException(call.Token));
        }
    }

    internal void Unregister(DeviceSeat seat)
    {
        lock (_gate)
        {
            if (seat.IsClosed) return;
            Close(seat);
            Monitor.Pulse(_gate);
        }
    }

    internal void Recycle(InferenceCall call)
    {
        lock (_gate)
            if (_idle.Count < 2 * _cameras) _idle.Push(call);
    }

    private InferenceCall Rent()
    {
        lock (_gate) return _idle.TryPop(out var call) ? call : new(this);
    }

    private void Enqueue(DeviceCall call)
    {
        if (call.IsCancelled)
        {
            call.GiveUp(new OperationCanceledException(call.Token));
            return;
        }
        if (call.Seat.IsClosed)
        {
            call.GiveUp(null);
            return;
        }
        if (_queue.Add(call.Seat.Lane, call) is { } gaveWay)
        {
            _meter.Dropped();
            gaveWay.GiveUp(null);
        }
        Monitor.Pulse(_gate);
    }

    private void Close(DeviceSeat seat)
    {
        seat.IsClosed = true;
        _seats.Remove(seat);
        if (seat.IsCamera) _results.Cameras = --_cameras;
        _queue.Close(seat.Lane, _left);
        foreach (var call in _left) call.GiveUp(null);
        _left.Clear();
        if (seat.Leave() is { } unused) _unused.Push(unused);
    }

    private void Run()
    {
        while (Next(out var unused))
        {
            if (unused is not null) unused.Dispose();
            else if (_batch.Question is { } question) Answer(question);
            else RunBatch();
        }
        _ended.SetResult();
    }

    // Waits for a batch or a session to close; false when there will be nothing more to do.
    private bool Next(out IDisposable? unused)
    {
        lock (_gate)
        {
            while (!_unused.TryPop(out unused))
            {
                if (_stopping) return false;
                if (_batch.Take(_queue)) return true;
                Monitor.Wait(_gate);
            }
            return true;
        }
    }

    private void RunBatch()
    {
        var failure = _batch.Run();
        lock (_gate)
        {
            _meter.Ran(_batch.Count, _batch.Took, failed: failure is not null);
            foreach (var waited in _batch.Waits) _meter.Waited(waited);
            _batch.Finish(failure);
        }
    }
}
