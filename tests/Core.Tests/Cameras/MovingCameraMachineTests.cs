using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Cameras;

/// <summary>A live camera that turns: stands for three seconds, pans by 120 pixels within two, stands again.</summary>
public sealed class MovingCameraMachineTests
{
    /// <summary>Body lengths per second below which something rests.</summary>
    private const float Still = 0.12f;

    [Fact]
    public void Who_stands_stands_while_the_camera_turns_and_keeps_his_id()
    {
        var updates = Play(out _);
        var seen = updates.SelectMany(u => u.Live).GroupBy(o => o.Tubelet.Id).ToList();
        Assert.Equal(2, seen.Count);
        var last = updates[^1].Live;
        var standing = last.MaxBy(o => o.Tubelet.Boxes[^1].Y)!;
        Assert.True(standing.Tubelet.Boxes[^1].X < standing.Tubelet.Boxes[0].X - 100, "in the picture he goes to the left");
        for (var i = 0; i < standing.Motion.Length; i++) Assert.InRange(standing.Motion.Speed(i), 0, Still);
        var walking = last.MinBy(o => o.Tubelet.Boxes[^1].Y)!;
        for (var i = 10; i < walking.Motion.Length - 10; i++) Assert.InRange(walking.Motion.VelocityX(i), 0.3f, 0.7f); // 3 pixels a frame of 60
    }

    [Fact]
    public void What_is_archived_and_what_is_sent_knows_it_too()
    {
        var updates = Play(out var end);
        var writer = new UpdateWriter("gate", 1);
        var reader = new UpdateReader();
        foreach (var update in updates) reader.Read(writer.Write(update), out _);
        foreach (var (before, after) in updates[^1].Live.Zip(reader.Latest!.Live))
        {
            Assert.Equal(before.Tubelet.Boxes.Count, after.Tubelet.Steady!.Count);
            for (var i = 0; i < before.Motion.Length; i++) Assert.Equal(before.Motion.VelocityX(i), after.Motion.VelocityX(i), 0.02f);
        }

        var ended = Assert.Single(end.Ended, o => o.Tubelet.Boxes[0].Y > 120);
        Assert.NotNull(ended.Tubelet.Steady);
        var stored = TubeletCodec.Decode(TubeletCodec.Encode(ended), "gate", Footage.Fps);
        for (var i = 0; i < stored.Motion.Length; i++) Assert.InRange(stored.Motion.Speed(i), 0, Still);
        Assert.Equal(ended.Tubelet.Steady!.Count, stored.Tubelet.Steady!.Count);
    }

    [Fact]
    public void While_it_turns_only_looking_tells_who_is_there_and_then_all_is_as_before()
    {
        var machine = Machine(new KnownMotion(View));
        var verdicts = new List<FrameVerdict>();
        var footage = new Footage();
        for (var number = 0; number < 100; number++)
        {
            using var frame = footage.Frame(number);
            verdicts.Add(machine.Consider(frame));
            if (verdicts[^1].Detect) machine.Observe(frame, [], null);
            else machine.Skip(frame);
        }

        Assert.InRange(verdicts[30..51].Count(v => v.Reason == FrameReason.Camera), 8, 11); // every second one
        Assert.DoesNotContain(verdicts[51..], v => v.Reason is FrameReason.Camera or FrameReason.Motion);
        Assert.InRange(verdicts[51..].Count(v => v.Detect), 4, 6);
    }

    [Fact]
    public void An_interruption_is_told_to_whoever_follows_the_camera()
    {
        var motion = new KnownMotion(View);
        var machine = Machine(motion);
        new Footage().Play(machine, 0, 20);
        machine.Interrupt(21);
        Assert.Equal(1, motion.Restarts);
    }

    private static Similarity View(int frame) => new(1, 0, -6 * Math.Clamp(frame - 30, 0, 20), 0);

    private static CameraMachine Machine(KnownMotion motion) =>
        new(new CameraMachineOptions { CameraId = "gate", Timeline = Footage.Timeline, Size = Footage.Size, Motion = motion });

    private static List<CameraUpdate> Play(out CameraUpdate end)
    {
        var machine = Machine(new KnownMotion(View));
        var footage = new Footage().Add(f => View(f).Map(new Box(220, 150, 24, 60))).Add(f => View(f).Map(new Box(20 + (3 * f), 60, 24, 60)), (30, 30, 200));
        var updates = footage.Play(machine, 0, 79);
        end = machine.Interrupt(80);
        return updates;
    }
}
