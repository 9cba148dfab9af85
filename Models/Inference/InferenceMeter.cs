using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Stvg.Models.Inference;

/// <summary>
/// Counts what a worker does, for <see cref="InferenceStatistics"/> and for the meter <c>Stvg.Models</c>. Not for several threads at once,
/// except the gauge.
/// </summary>
internal sealed class InferenceMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Stvg.Models";

    private readonly Meter _meter = new(Name);
    private readonly KeyValuePair<string, object?> _device;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _run;
    private readonly Counter<long> _droppedCounter;
    private readonly RecentTimes _waits = new();
    private readonly RecentTimes _runs = new();
    private readonly long[] _batches;
    private long _frames, _dropped, _failed, _questions;
    private double _busy;

    public InferenceMeter(string device, int maxBatch, Func<int> queueLength)
    {
        _device = new("device", device);
        _batches = new long[maxBatch];
        _meter.CreateObservableGauge(
            "stvg.inference.queue.length", () => new Measurement<int>(queueLength(), _device), "{frame}",
            "Frames and questions that wait for the device");
        _batchSize = _meter.CreateHistogram<int>("stvg.inference.batch.size", "{frame}", "Frames of one run");
        _wait = _meter.CreateHistogram<double>("stvg.inference.wait.duration", "s", "From a call to its run");
        _run = _meter.CreateHistogram<double>("stvg.inference.run.duration", "s", "One run of a batch");
        _droppedCounter = _meter.CreateCounter<long>(
            "stvg.inference.dropped", "{frame}", "Frames that gave way to newer ones or to cameras that had waited longer");
    }

    public void Dropped()
    {
        _dropped++;
        _droppedCounter.Add(1, _device);
    }

    public void Waited(TimeSpan time)
    {
        _waits.Add(time.TotalMilliseconds);
        _wait.Record(time.TotalSeconds, _device);
    }

    public void Ran(int frames, TimeSpan time, bool failed)
    {
        _batches[frames - 1]++;
        _busy += time.TotalSeconds;
        if (failed) _failed += frames;
        else _frames += frames;
        _runs.Add(time.TotalMilliseconds);
        _batchSize.Record(frames, _device);
        _run.Record(time.TotalSeconds, _device);
    }

    public void Answered(TimeSpan waited, TimeSpan time)
    {
        _questions++;
        _busy += time.TotalSeconds;
        Waited(waited);
    }

    public InferenceStatistics Read(int queueLength, int cameras, int detectors)
    {
        var (meanWait, p95Wait) = _waits.Read();
        var (meanRun, p95Run) = _runs.Read();
        return new()
        {
            QueueLength = queueLength, Cameras = cameras, Detectors = detectors,
            BatchesBySize = ImmutableArray.Create(_batches), Frames = _frames, Dropped = _dropped, Failed = _failed,
            Questions = _questions, BusySeconds = _busy,
            MeanWaitMilliseconds = meanWait, P95WaitMilliseconds = p95Wait, MeanRunMilliseconds = meanRun, P95RunMilliseconds = p95Run,
        };
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>The last thousand values.</summary>
    private sealed class RecentTimes
    {
        private readonly double[] _values = new double[1000];
        private long _added;

        public void Add(double value) => _values[_added++ % _values.Length] = value;

        public (double Mean, double P95) Read()
        {
            var sorted = _values[..(int)Math.Min(_added, _values.Length)];
            if (sorted.Length == 0) return (0, 0);
            Array.Sort(sorted);
            return (sorted.Average(), sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1]);
        }
    }
}
