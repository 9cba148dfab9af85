using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Cameras;

public sealed class CameraMachineTests
{
    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Who_walks_through_is_live_then_recent_and_archived_once(bool sparse)
    {
        var footage = new Footage().Walker(20, 100, 3, from: 5, to: 60);
        var updates = footage.Play(Machine(sparse), 0, 130);
        var shown = updates.Where(u => u.Live.Count > 0).ToList();
        Assert.All(shown, u => Assert.Equal(1, Assert.Single(u.Live).Tubelet.Id));
        Assert.InRange(shown[^1].Live[0].Tubelet.Begin, 5, 6);
        Assert.Contains(updates, u => u.Recent.Count == 1 && u.Live.Count == 0);

        var ended = Assert.Single(updates.SelectMany(u => u.Ended)).Tubelet;
        Assert.Equal((1, 1, "gate"), (ended.Id, ended.ObjectId, ended.CameraId));
        Assert.InRange(ended.Begin, 5, 6);
        Assert.InRange(ended.End, 57, 60);
        Assert.Equal(20 + (3 * 30), ended.BoxAt(35).X, 2f);
    }

    [Fact]
    public void Updates_come_in_order_and_live_boxes_reach_the_newest_frame()
    {
        var updates = new Footage().Walker(20, 100, 3).Walker(200, 150, -2).Play(Machine(), 0, 60);
        Assert.True(updates.Zip(updates.Skip(1)).All(pair => pair.First.Frame < pair.Second.Frame));
        Assert.All(updates.SelectMany(u => u.Live.Select(o => (Update: u, o.Tubelet))), l => Assert.Equal(l.Update.Frame, l.Tubelet.End));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_same_frames_and_detections_give_the_same_updates(bool sparse)
    {
        var first = Crowd().Play(Machine(sparse), 0, 150).SelectMany(Key);
        var second = Crowd().Play(Machine(sparse), 0, 150).SelectMany(Key);
        Assert.Equal(first, second);

        static Footage Crowd() => new Footage().Walker(10, 30, 2).Walker(290, 40, -2, from: 20).Walker(100, 150, 1, missed: f => f % 5 == 0).Walker(250, 160, -1, to: 70);

        static IEnumerable<(int, int, int, int, float, float)> Key(CameraUpdate u) => u.Live.Concat(u.Recent).Concat(u.Ended).Select(
            o => (u.Frame, o.Tubelet.Id, o.Tubelet.Begin, o.Tubelet.End, o.Tubelet.Boxes[^1].X, o.Motion.VelocityX(0)));
    }

    [Fact]
    public void Live_boxes_and_motion_are_those_of_the_whole_life_but_for_the_newest_seconds()
    {
        var random = new Random(4);
        float[] jitter = [.. Enumerable.Range(0, 400).Select(_ => 3 * (random.NextSingle() - 0.5f))];
        var footage = new Footage().Add(f => f > 200 ? null : new Box(20 + (1.2f * f) + jitter[f], 100 + jitter[399 - f], 24, 60));
        var updates = footage.Play(Machine(), 0, 280);
        var live = updates.Single(u => u.Frame == 180).Live[0];
        var ended = updates.SelectMany(u => u.Ended).Single();
        for (var frame = 20; frame < 150; frame++)
        {
            Assert.Equal(ended.Tubelet.BoxAt(frame).X, live.Tubelet.BoxAt(frame).X, 0.3f);
            Assert.Equal(ended.Motion.VelocityX(frame - ended.Tubelet.Begin), live.Motion.VelocityX(frame - live.Tubelet.Begin), 0.02f);
        }
        var measured = MotionTrace.Of(live.Tubelet, Footage.Fps);
        Assert.Equal(measured.Length, live.Motion.Length);
        for (var i = 0; i < measured.Length; i++) Assert.Equal(measured.VelocityX(i), live.Motion.VelocityX(i), 0.02f);
    }

    [Fact]
    public void A_frame_that_nobody_looked_at_tells_nothing_until_somebody_is_over()
    {
        var machine = Machine();
        var footage = new Footage().Walker(150, 100, 0, to: 20);
        footage.Play(machine, 0, 40);
        var updates = Enumerable.Range(41, 50).Select(number =>
        {
            using var frame = footage.Frame(number);
            return machine.Skip(frame);
        }).OfType<CameraUpdate>().ToList();
        Assert.Equal(1, Assert.Single(Assert.Single(updates).Ended).Tubelet.Id);
    }

    [Fact]
    public void What_scores_far_below_the_usual_is_not_told_of()
    {
        var footage = new Footage().Walker(20, 30, 2, score: 0.9f).Walker(290, 120, -2, from: 30, to: 110, score: 0.5f);
        var updates = footage.Play(Machine(), 0, 200);
        Assert.Equal([1], updates.SelectMany(u => u.Live).Select(o => o.Tubelet.Id).Distinct());
        Assert.Single(updates.SelectMany(u => u.Ended));
    }

    [Fact]
    public void Marks_carry_the_ids_of_the_live_objects()
    {
        var machine = Machine(firstId: 7);
        var update = new Footage().Walker(20, 100, 2).Walker(280, 30, -2).Play(machine, 0, 40)[^1];
        Assert.Equal([7, 8], update.Live.Select(o => o.Tubelet.Id));
        Assert.Equal([7, 8], machine.Objects.ToArray().Select(o => o.Id));
        Assert.Equal(9, machine.NextTubeletId);
    }

    [Fact]
    public void Frames_out_of_order_and_options_without_sense_are_refused()
    {
        var footage = new Footage();
        var machine = Machine();
        footage.Play(machine, 0, 3);
        using var frame = footage.Frame(3);
        Assert.Contains("frame 3 after frame 3", Assert.Throws<StvgException>(() => machine.Consider(frame)).Message, StringComparison.Ordinal);
        Assert.Contains("HistorySeconds", Assert.Throws<StvgException>(() => Machine(change: o => o with { HistorySeconds = 0 })).Message, StringComparison.Ordinal);
    }

    internal static CameraMachine Machine(bool sparse = false, int firstId = 1, Func<CameraMachineOptions, CameraMachineOptions>? change = null)
    {
        var options = new CameraMachineOptions
        {
            CameraId = "gate",
            Timeline = Footage.Timeline,
            Size = Footage.Size,
            FirstTubeletId = firstId,
            Sparsification = sparse ? new SparsificationOptions() : SparsificationOptions.EveryFrame,
        };
        return new CameraMachine(change?.Invoke(options) ?? options);
    }
}
