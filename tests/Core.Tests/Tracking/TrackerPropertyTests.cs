using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Tracking;

/// <summary>What holds for any detections at all, sensible or not.</summary>
public sealed class TrackerPropertyTests
{
    [Fact]
    public void Reports_and_tubelets_are_sound_for_any_detections() =>
        Prop.ForAll(Clips().ToArbitrary(), clip =>
        {
            var tracker = new Tracker(new TrackerOptions { FrameSize = Stage.Size });
            foreach (var (frame, detections) in clip)
            {
                var report = tracker.Update(frame, detections);
                AssertDistinct(report, detections.Length);
            }
            var tubelets = tracker.Finish();
            Assert.All(tubelets, AssertSound);
            Assert.Equal(tubelets.Count, tubelets.Select(t => t.Id).Distinct().Count());
            var mended = Stage.Mend(tubelets);
            Assert.All(mended, AssertSound);
            Assert.Equal(Enumerable.Range(1, mended.Count), mended.Select(t => t.Id));
            // Mending invents nothing: each kept observation was one of the tracker's.
            Assert.True(mended.Sum(Observed) <= tubelets.Sum(Observed));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void Moving_the_whole_scene_moves_the_answer_and_nothing_else() =>
        Prop.ForAll(Clips().ToArbitrary(), clip =>
        {
            // A power of two and whole pixels, so that no rounding comes in.
            var here = Ids(clip, 0);
            var there = Ids(clip, 4096);
            Assert.Equal(here.Count, there.Count);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Any_order_of_a_frames_detections_gives_the_same_boxes() =>
        Prop.ForAll(Clips().ToArbitrary(), clip =>
        {
            var reversed = clip.Select(c => (c.Frame, c.Detections.Reverse().ToArray())).ToArray();
            var boxes = Ids(clip, 0).Select(t => (t.Begin, t.End, t.Boxes[0].X, t.Boxes[0].Y)).Order();
            Assert.Equal(boxes, Ids(reversed, 0).Select(t => (t.Begin, t.End, t.Boxes[0].X, t.Boxes[0].Y)).Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static IReadOnlyList<Tubelet> Ids((int Frame, Detection[] Detections)[] clip, float shift)
    {
        var tracker = new Tracker(new TrackerOptions());
        foreach (var (frame, detections) in clip)
            tracker.Update(frame, [.. detections.Select(d => d with { Box = d.Box with { X = d.Box.X + shift } })]);
        return tracker.Finish();
    }

    private static void AssertDistinct(ReadOnlySpan<TrackedObject> report, int detections)
    {
        for (var i = 0; i < report.Length; i++)
        {
            Assert.True(float.IsFinite(report[i].Box.X + report[i].Box.Y) && report[i].Box.Width > 0 && report[i].Box.Height > 0);
            Assert.InRange(report[i].DetectionIndex, -1, detections - 1);
            for (var j = 0; j < i; j++)
            {
                Assert.True(report[j].Id < report[i].Id);
                Assert.True(report[i].DetectionIndex < 0 || report[i].DetectionIndex != report[j].DetectionIndex);
            }
        }
    }

    private static void AssertSound(Tubelet tubelet)
    {
        Assert.Equal(tubelet.Boxes.Count, tubelet.Scores.Count);
        Assert.True(tubelet.Scores[0] > 0 && tubelet.Scores[^1] > 0, "a tubelet begins and ends with an observation");
        Assert.All(tubelet.Boxes, box => Assert.True(float.IsFinite(box.X + box.Y) && box.Width > 0 && box.Height > 0));
    }

    private static int Observed(Tubelet tubelet) => tubelet.Scores.Count(s => s > 0);

    /// <summary>Up to 40 frames, some left out, with walkers that come and go, junk, and now and then something impossible.</summary>
    private static Gen<(int Frame, Detection[] Detections)[]> Clips() =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from walkers in Gen.Choose(0, 6)
        from frames in Gen.Choose(1, 40)
        select Clip(new Random(seed), walkers, frames);

    private static (int Frame, Detection[] Detections)[] Clip(Random random, int walkers, int frames)
    {
        var paths = Enumerable.Range(0, walkers).Select(_ =>
            (X: random.Next(-50, 1000), Y: random.Next(-50, 600), SpeedX: random.Next(-15, 16), SpeedY: random.Next(-8, 9),
                Height: random.Next(2, 300), Class: random.Next(-1, 4), From: random.Next(0, 20))).ToArray();
        var clip = new List<(int, Detection[])>();
        for (var frame = 0; frame < frames; frame += random.Next(1, 4))
        {
            var detections = new List<Detection>();
            foreach (var p in paths)
            {
                if (frame < p.From || random.Next(5) == 0) continue;
                var box = new Box(p.X + (p.SpeedX * frame), p.Y + (p.SpeedY * frame), MathF.Ceiling(p.Height * 0.4f), p.Height);
                // Distinct scores: which of two equally good duplicates stays is up to their order.
                detections.Add(new Detection(box, p.Class, 0.2f + (0.8f * random.NextSingle())));
            }
            var (x, y) = (random.Next(1000), random.Next(600));
            if (random.Next(4) == 0) detections.Add(new Detection(new Box(x, y, random.Next(-5, 50), float.NaN), 0, 0.9f));
            var junk = new Box(x, y, random.Next(1, 90), random.Next(1, 90));
            if (random.Next(3) == 0) detections.Add(new Detection(junk, random.Next(80), random.NextSingle()));
            clip.Add((frame, [.. detections]));
        }
        return [.. clip];
    }
}
