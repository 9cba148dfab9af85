using Stvg.Core.Cameras;
using Stvg.Core.Sparsification;
using Stvg.Core.Tests.Cameras;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Sparsification;

public sealed class ClipObserverTests
{
    [Fact]
    public void A_sparse_clip_has_a_box_on_every_frame_to_its_last()
    {
        var scene = Watch(new Footage().Walker(20, 100, 2), 100, new SparsificationOptions(), out var frames);
        var tubelet = Assert.Single(scene.Objects).Tubelet;
        Assert.Equal((0, 99, 100), (tubelet.Begin, tubelet.End, scene.Timestamps.Count));
        for (var frame = 5; frame < 95; frame++) Assert.Equal(20 + (2 * frame), tubelet.BoxAt(frame).X, 2f);
        Assert.Equal(100, frames.Decoded);
        Assert.InRange(frames.Looks, 15, 25);
        Assert.Equal(100, frames.Looks + frames.Skipped);
        Assert.Equal(100, frames.Reasons.Values.Sum());
        Assert.Equal(1, frames.Reasons[FrameReason.Last]);
    }

    [Fact]
    public void Otherwise_every_frame_is_looked_at()
    {
        Watch(new Footage().Walker(20, 100, 2), 40, null, out var frames);
        Assert.Equal((40, 0), (frames.Looks, frames.Skipped));
        Assert.Equal([FrameReason.Every], frames.Reasons.Keys);
    }

    [Fact]
    public void Who_rests_between_rare_looks_stays_one()
    {
        // Walks to the middle, stands there for half a minute, walks on.
        var footage = new Footage().Add(f => new(20 + (2 * Math.Min(f, 50)) + (2 * Math.Max(0, f - 350)), 100, 24, 60));
        var tubelet = Assert.Single(Watch(footage, 400, new SparsificationOptions(), out _).Objects).Tubelet;
        Assert.Equal((0, 399), (tubelet.Begin, tubelet.End));
    }

    private static Scene Watch(Footage footage, int count, SparsificationOptions? sparsification, out FrameTally frames)
    {
        var observer = new ClipObserver("clip", Footage.Size, Footage.Fps, sparsification);
        for (var number = 0; number < count; number++)
        {
            using var frame = footage.Frame(number);
            if (observer.Consider(frame, last: number == count - 1).Detect) observer.Observe(frame, footage.Detections(number), null);
            else observer.Skip(frame);
        }
        frames = observer.Frames;
        return observer.Finish();
    }
}
