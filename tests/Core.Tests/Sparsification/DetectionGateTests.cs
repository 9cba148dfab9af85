using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tests.Cameras;

namespace Stvg.Core.Tests.Sparsification;

/// <summary>Which frames of made-up footage are worth a look: 10 frames per second, a detector that finds what is painted.</summary>
public sealed class DetectionGateTests
{
    [Fact]
    public void Nobody_there_is_looked_at_once_a_second_whatever_the_noise()
    {
        var verdicts = Watch(new Footage(), 100);
        Assert.Equal(FrameReason.First, verdicts[0].Reason);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => 10 * i), Looks(verdicts));
        Assert.All(verdicts.Skip(1), v => Assert.Equal(v.Detect ? FrameReason.LongestGap : FrameReason.Quiet, v.Reason));
    }

    [Fact]
    public void Lamps_and_clouds_are_no_motion()
    {
        // A lamp goes on at frame 30, a cloud comes slowly from frame 60 on.
        var verdicts = Watch(new Footage { Light = f => (f >= 30 ? 40 : 0) - Math.Clamp((f - 60) / 2, 0, 30) }, 150);
        Assert.Equal(15, Looks(verdicts).Count);
    }

    [Fact]
    public void Who_comes_in_is_looked_at_within_a_moment()
    {
        var verdicts = Watch(new Footage().Walker(-22, 100, 3, from: 33), 60);
        var first = Looks(verdicts).First(frame => frame > 30);
        Assert.InRange(first, 33, 36);
        Assert.Equal(FrameReason.Border, verdicts[first].Reason);
    }

    [Fact]
    public void Who_appears_in_the_middle_is_looked_at_within_a_moment()
    {
        var verdicts = Watch(new Footage().Walker(150, 100, 3, from: 33), 60);
        Assert.Equal(new FrameVerdict(true, FrameReason.Motion), verdicts[33]);
    }

    [Fact]
    public void Who_walks_on_as_expected_is_looked_at_twice_a_second()
    {
        var verdicts = Watch(new Footage().Walker(30, 100, 1.5f), 160);
        var looks = Looks(verdicts).Where(frame => frame >= 30).ToList();
        Assert.InRange(looks.Count, 26, 29);
        Assert.All(looks, frame => Assert.Equal(FrameReason.LongestGap, verdicts[frame].Reason));
        Assert.Contains(verdicts, v => v.Reason == FrameReason.Predictable);
    }

    [Fact]
    public void Who_is_new_is_looked_at_again_before_others_would_be()
    {
        var verdicts = Watch(new Footage().Walker(150, 100, 3, from: 33), 60);
        var second = Looks(verdicts).First(frame => frame > 33);
        Assert.InRange(second, 34, 36);
        Assert.Equal(FrameReason.Uncertain, verdicts[second].Reason);
    }

    [Fact]
    public void Who_stands_still_is_looked_at_as_rarely_as_nobody()
    {
        var verdicts = Watch(new Footage().Walker(150, 100, 0), 130);
        var looks = Looks(verdicts).Where(frame => frame >= 30).ToList();
        Assert.InRange(looks.Count, 9, 11);
    }

    [Fact]
    public void Who_goes_out_is_looked_at_on_the_way()
    {
        var verdicts = Watch(new Footage().Walker(200, 100, 3), 60);
        // The border cuts him from frame 33 on, and he is gone on frame 40.
        Assert.Contains(Looks(verdicts), frame => frame is >= 33 and <= 42 && verdicts[frame].Reason == FrameReason.Border);
    }

    [Fact]
    public void What_moves_and_has_no_name_is_looked_at_more_and_more_rarely()
    {
        // A flag in the wind that no detector knows.
        var footage = new Footage().Add(f => new Box(100 + (12 * (f % 2)), 100, 30, 30), missed: _ => true);
        var looks = Looks(Watch(footage, 600));
        int first = looks.Count(f => f < 100), last = looks.Count(f => f >= 500);
        Assert.True(last <= 14, $"{last} looks in the last ten seconds, {first} in the first");
        Assert.True(last <= first);
    }

    [Fact]
    public void Frames_may_be_missing()
    {
        var footage = new Footage().Walker(30, 100, 1);
        var machine = CameraMachineTests.Machine(sparse: true);
        for (var number = 0; number < 200; number += 7)
        {
            using var frame = footage.Frame(number);
            // More than half a second after the last look, nobody knows.
            Assert.True(machine.Consider(frame).Detect);
            machine.Observe(frame, footage.Detections(number), null);
        }
    }

    [Fact]
    public void The_same_frames_get_the_same_verdicts()
    {
        static Footage Busy() => new Footage().Walker(10, 30, 2).Walker(290, 40, -2, from: 20).Walker(100, 150, 1, missed: f => f % 5 == 0);
        Assert.Equal(Watch(Busy(), 150), Watch(Busy(), 150));
    }

    [Fact]
    public void A_verdict_allocates_nothing()
    {
        var footage = new Footage().Walker(30, 100, 1).Walker(200, 30, -1);
        var machine = CameraMachineTests.Machine(sparse: true);
        footage.Play(machine, 0, 60);
        var allocated = new List<long>();
        for (var number = 61; number < 90; number++)
        {
            using var frame = footage.Frame(number);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var look = machine.Consider(frame).Detect;
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            if (look) machine.Observe(frame, footage.Detections(number), null);
            else machine.Skip(frame);
        }

        // The shared pool of arrays may be empty now and then, because of tests that run at the same time.
        Assert.Equal(0, allocated.Order().ElementAt(allocated.Count * 3 / 4));
    }

    [Fact]
    public void Options_without_sense_are_refused() => Assert.Contains(
        "-1", Assert.Throws<StvgException>(
            () => CameraMachineTests.Machine(change: o => o with { Sparsification = new SparsificationOptions { LongestBusyGap = -1 } })).Message,
        StringComparison.Ordinal);

    private static List<FrameVerdict> Watch(Footage footage, int frames)
    {
        var machine = CameraMachineTests.Machine(sparse: true);
        var verdicts = new List<FrameVerdict>();
        for (var number = 0; number < frames; number++)
        {
            using var frame = footage.Frame(number);
            verdicts.Add(machine.Consider(frame));
            if (verdicts[^1].Detect) machine.Observe(frame, footage.Detections(number), null);
            else machine.Skip(frame);
        }
        return verdicts;
    }

    private static List<int> Looks(List<FrameVerdict> verdicts) => [.. Enumerable.Range(0, verdicts.Count).Where(i => verdicts[i].Detect)];
}
