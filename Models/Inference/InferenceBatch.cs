using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Detectors;

namespace Stvg.Models.Inference;

/// <summary>The frames that the device runs together, and where their results go; one object for all batches of a worker.</summary>
internal sealed class InferenceBatch(int maxCount, ResultPool results)
{
    private readonly DeviceCall?[] _taken = new DeviceCall?[maxCount];
    private readonly InferenceCall?[] _calls = new InferenceCall?[maxCount];
    private readonly Frame[] _frames = new Frame[maxCount];
    private readonly ResultMemory[] _memory = new ResultMemory[maxCount];
    private readonly DetectionBuffer[] _found = new DetectionBuffer[maxCount];
    private readonly TimeSpan[] _waits = new TimeSpan[maxCount];

    public int Count { get; private set; }

    /// <summary>How long the run took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>How long each frame waited for it.</summary>
    public ReadOnlySpan<TimeSpan> Waits => _waits.AsSpan(0, Count);

    /// <summary>The question whose turn it is instead of frames.</summary>
    public GrounderCall? Question { get; private set; }

    /// <summary>Takes the next frames or the next question; false when none waits.</summary>
    public bool Take(FairQueue<DeviceCall> queue)
    {
        var taken = queue.Take(_taken);
        Question = taken > 0 ? _taken[0] as GrounderCall : null;
        Count = Question is null ? taken : 0;
        for (var i = 0; i < Count; i++) _calls[i] = (InferenceCall)_taken[i]!;
        Array.Clear(_taken);
        return taken > 0;
    }

    /// <summary>Runs the network on the frames.</summary>
    /// <returns>Why it failed, or null. The failure is every caller's of this batch, and nobody else's.</returns>
    public Exception? Run()
    {
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < Count; i++)
        {
            _frames[i] = _calls[i]!.Frame;
            _waits[i] = Stopwatch.GetElapsedTime(_calls[i]!.Since, begin);
            _memory[i] = results.Rent();
            _found[i] = _memory[i].Found;
        }
        try
        {
            _calls[0]!.Client.Detector.Detector.Detect(_frames.AsSpan(0, Count), _found);
            for (var i = 0; i < Count; i++) _memory[i].KeepFeatures();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            Took = Stopwatch.GetElapsedTime(begin);
        }
    }

    /// <summary>Answers the calls and forgets the frames.</summary>
    public void Finish(Exception? failure)
    {
        for (var i = 0; i < Count; i++)
        {
            var (call, memory) = (_calls[i]!, _memory[i]);
            (_calls[i], _frames[i], _memory[i], _found[i]) = (null, null!, null!, null!);
            if (failure is null && !call.Seat.IsClosed)
            {
                call.Complete(new(results, memory, Count, _waits[i], Took));
                continue;
            }
            results.Return(memory);
            call.Complete(null, failure is null ? null : Explain(failure, call.Client));
        }
    }

    // What ONNX Runtime refuses is the model's fault; anything else is ours and stays as it is.
    private static Exception Explain(Exception failure, InferenceClient client) => failure is not OnnxRuntimeException ? failure
        : new StvgException(
            $"the model '{client.Detector.Detector.Model.Name}' failed on a frame of camera '{client.CameraId}': "
            + failure.Message.ReplaceLineEndings(" ").Trim(), failure);
}
