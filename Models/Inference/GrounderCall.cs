using System.Diagnostics;
using Stvg.Core.Learning.Export;
using Stvg.Models.Learning;

namespace Stvg.Models.Inference;

/// <summary>One question on its way through a worker. They are as rare as what people type, so that nothing of it is pooled.</summary>
internal sealed class GrounderCall : DeviceCall
{
    // The caller continues on the thread pool: the device's thread has better to do.
    private readonly TaskCompletionSource<GrounderOutput> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OnnxGrounder _network;
    private readonly GrounderInput _input;
    private readonly CancellationTokenRegistration _registration;
    private GrounderOutput? _output;
    private Exception? _error;

    public GrounderCall(InferenceWorker worker, OnnxGrounder network, DeviceSeat seat, GrounderInput input, CancellationToken token)
    {
        (_network, _input, Token, Seat, Since) = (network, input, token, seat, Stopwatch.GetTimestamp());
        _registration = token.UnsafeRegister(_ => worker.Cancel(this), null);
    }

    public override CancellationToken Token { get; }

    public Task<GrounderOutput> Task => _answered.Task;

    /// <summary>From the call to its run.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>How long the run took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Runs the network; whatever fails is the caller's.</summary>
    public void Run()
    {
        var begin = Stopwatch.GetTimestamp();
        Waited = Stopwatch.GetElapsedTime(Since, begin);
        try
        {
            _output = _network.Run(_input);
        }
        catch (Exception e)
        {
            _error = e;
        }

        Took = Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>Answers the caller after a run.</summary>
    public void Finish()
    {
        _registration.Unregister();
        if (_error is null) _answered.SetResult(_output!);
        else _answered.SetException(_error);
    }

    public override void GiveUp(Exception? error)
    {
        // Not disposed: that waits for a cancellation under way, which may be waiting for the lock that is held here.
        _registration.Unregister();
        if (error is OperationCanceledException) _answered.SetCanceled(Token);
        else _answered.SetException(error ?? new ObjectDisposedException(nameof(GrounderClient)));
    }
}
