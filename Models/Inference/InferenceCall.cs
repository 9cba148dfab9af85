using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Stvg.Core.Frames;

namespace Stvg.Models.Inference;

/// <summary>
/// One frame on its way through a worker. Used again for later frames, so that waiting costs no allocation; and itself the work item with
/// which the caller continues on the thread pool, since the device's thread has better to do.
/// </summary>
internal sealed class InferenceCall(InferenceWorker worker) : DeviceCall, IValueTaskSource<InferenceResult?>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<InferenceResult?> _source;
    private CancellationTokenRegistration _registration;
    private InferenceResult? _result;
    private Exception? _error;

    public InferenceClient Client { get; private set; } = null!;

    public Frame Frame { get; private set; } = null!;

    public override CancellationToken Token => _registration.Token;

    public ValueTask<InferenceResult?> Task => new(this, _source.Version);

    public void Begin(InferenceClient client, Frame frame, CancellationToken token)
    {
        (Client, Frame, Seat, Since, IsCancelled) = (client, frame, client.Seat, Stopwatch.GetTimestamp(), false);
        if (token.CanBeCanceled) _registration = token.UnsafeRegister(static call => ((InferenceCall)call!).Cancel(), this);
    }

    public override void GiveUp(Exception? error) => Complete(null, error);

    /// <summary>Ends the call; null when it gave way. Only once.</summary>
    public void Complete(InferenceResult? result, Exception? error = null)
    {
        (_result, _error) = (result, error);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>The caller goes on.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        // Waits for a cancellation that is under way: it must not meet this object when it is another frame's.
        _registration.Dispose();
        var (result, error) = (_result, _error);
        (_registration, _result, _error) = (default, null, null);
        if (error is null) _source.SetResult(result);
        else _source.SetException(error);
    }

    ValueTaskSourceStatus IValueTaskSource<InferenceResult?>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<InferenceResult?>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    InferenceResult? IValueTaskSource<InferenceResult?>.GetResult(short token)
    {
        // A task that is awaited twice gets its error from the source, and does not give this object back again.
        var isCurrent = token == _source.Version;
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            if (isCurrent) Recycle();
        }
    }

    private void Cancel() => worker.Cancel(this);

    private void Recycle()
    {
        (Client, Frame, Seat) = (null!, null!, null!);
        _source.Reset();
        worker.Recycle(this);
    }
}
