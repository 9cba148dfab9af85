using System.Diagnostics.Metrics;
using Stvg.Models.Inference;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Inference;

/// <summary>What others can watch.</summary>
public sealed class InferenceMeterTests : InferenceTest
{
    [Fact]
    public async Task Meter_tells_what_the_worker_does()
    {
        var sums = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "Stvg.Models") l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        await using (var worker = new InferenceWorker(new()))
        {
            using var live = worker.Register("live", Model, Video, QueuePolicy.LatestOnly);
            using var gate = new GatedPicture();
            var running = live.DetectAsync(gate.Frame, Ct).AsTask();
            await gate.Reached;
            var older = live.DetectAsync(Pictures.Grey(0), Ct).AsTask();
            var newer = live.DetectAsync(Pictures.Grey(0), Ct).AsTask();
            listener.RecordObservableInstruments();
            gate.Open();
            foreach (var call in new[] { running, older, newer }) (await call)?.Dispose();
        }
        lock (sums)
        {
            Assert.Equal(1, sums["stvg.inference.queue.length"]);
            Assert.Equal(2, sums["stvg.inference.batch.size"]);
            Assert.Equal(1, sums["stvg.inference.dropped"]);
            Assert.True(sums["stvg.inference.wait.duration"] > 0 && sums["stvg.inference.run.duration"] > 0);
        }

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Length != 1 || tags[0] is not { Key: "device", Value: "cpu" }) return;
            lock (sums) sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
        }
    }
}
