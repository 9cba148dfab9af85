using System.Buffers;
using Stvg.Core.Cameras;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tests.Tracking;

namespace Stvg.Core.Tests.Cameras;

/// <summary>Somebody else watches the camera from some moment on, and is told who was in the picture.</summary>
public sealed class HandoverTests
{
    private const int FirstId = 10_001;

    [Theory, InlineData(10), InlineData(25), InlineData(40)]
    public void Who_is_still_there_goes_on_under_his_id(int gap)
    {
        var footage = new Footage().Walker(20, 40, 2).Walker(150, 150, 0, colour: (20, 40, 220));
        var before = footage.Play(CameraMachineTests.Machine(), 0, 60)[^1];
        var next = CameraMachineTests.Machine(firstId: FirstId);
        next.Adopt(before);
        var updates = footage.Play(next, 60 + gap, 60 + gap + 40);
        Assert.Equal([1, 2], updates[^1].Live.Select(o => o.Tubelet.ObjectId));
        Assert.All(updates[^1].Live, o => Assert.Equal(0, o.Tubelet.FirstSeen));
        Assert.Equal(20 + (2 * 50), updates[^1].Live[0].Tubelet.BoxAt(50).X, 3f);
        Assert.Contains(updates, u => u.Live.Count == 0 && u.Recent.Count == 2);

        // What was seen before is archived by who saw it; what follows is a further piece of the object.
        var ended = next.Interrupt(60 + gap + 41).Ended;
        Assert.All(ended, o => Assert.True(o.Tubelet is { Begin: 61, Id: >= FirstId, ObjectId: 1 or 2 }));
        Assert.Equal(2, ended.Select(o => o.Tubelet.Id).Distinct().Count());
    }

    [Fact]
    public void Who_left_meanwhile_is_over_and_who_came_is_somebody_new()
    {
        var footage = new Footage().Walker(20, 40, 2, to: 62).Walker(150, 150, 0, from: 70);
        var before = footage.Play(CameraMachineTests.Machine(), 0, 60)[^1];
        var next = CameraMachineTests.Machine(firstId: FirstId);
        next.Adopt(before);
        var updates = footage.Play(next, 90, 220);
        Assert.Equal([FirstId], updates.SelectMany(u => u.Live).Select(o => o.Tubelet.ObjectId).Distinct());
        Assert.DoesNotContain(updates[^1].Recent, o => o.Tubelet.Id == 1);
        Assert.Empty(updates.SelectMany(u => u.Ended));
    }

    [Fact]
    public void A_handover_that_took_too_long_or_was_of_another_picture_is_none()
    {
        var footage = new Footage().Walker(150, 150, 0);
        var before = footage.Play(CameraMachineTests.Machine(), 0, 60)[^1];
        foreach (var (update, from) in new[] { (before, 150), (before with { Size = new FrameSize(640, 480) }, 70) })
        {
            var next = CameraMachineTests.Machine(firstId: FirstId);
            next.Adopt(update);
            Assert.Equal([FirstId], footage.Play(next, from, from + 30).SelectMany(u => u.Live).Select(o => o.Tubelet.ObjectId).Distinct());
        }

        Assert.Throws<StvgException>(() => CameraMachineTests.Machine().Adopt(before with { CameraId = "yard" }));
    }

    /// <summary>A real street and real detections, handed over every second: who is found again, and is it the same person?</summary>
    [Theory, InlineData(1.5f, 0.9, 0.05), InlineData(3f, 0.8, 0.05), InlineData(4.5f, 0.5, 0.15)]
    public void On_a_real_street_most_people_keep_their_ids_and_few_get_anothers(float gapSeconds, double least, double most)
    {
        var street = Sequence.PetsNanoDet;
        var truth = street.Truth.ToLookup(r => r.Frame - 1);
        var gap = (int)(gapSeconds * street.FramesPerSecond);
        int kept = 0, wrong = 0, there = 0;
        for (var cut = 100; cut + gap + 30 < street.Length; cut += 35)
        {
            var machine = Machine(street, 1);
            var before = Enumerable.Range(cut - 100, 101).Select(f => Watch(machine, street, f)).ToList()[^1];
            var next = Machine(street, FirstId);
            next.Adopt(before);
            var after = Enumerable.Range(cut + gap, 25).Select(f => Watch(next, street, f)).ToList()[^1];
            foreach (var seen in before.Live)
            {
                if (PersonAt(truth[cut], seen.Tubelet.Boxes[^1]) is not { } person) continue;
                if (after.Live.FirstOrDefault(o => PersonAt(truth[after.Frame], o.Tubelet.Boxes[^1]) == person) is not { } again) continue;
                there++;
                if (again.Tubelet.ObjectId == seen.Tubelet.ObjectId) kept++;
                else if (again.Tubelet.ObjectId < FirstId) wrong++;
            }
        }

        Assert.True(there > 50, $"{there} people to go by");
        TestContext.Current.SendDiagnosticMessage($"handover of {gapSeconds} s: of {there} people {kept} keep their ids, {wrong} get another's");
        Assert.True(kept >= least * there, $"of {there} people {kept} keep their ids");
        Assert.True(wrong <= most * there, $"of {there} people {wrong} get somebody else's id");
    }

    private static CameraMachine Machine(Sequence street, int firstId) => new(new CameraMachineOptions
    {
        CameraId = "street", Timeline = new CameraTimeline(Footage.Timeline.Epoch, street.FramesPerSecond), Size = street.Size,
        FirstTubeletId = firstId, Sparsification = SparsificationOptions.EveryFrame,
    });

    private static CameraUpdate Watch(CameraMachine machine, Sequence street, int number)
    {
        var pixels = new byte[96 * 72 * 3];
        using var frame = new Frame("street", number, TimeSpan.FromSeconds(number / street.FramesPerSecond), street.Size,
            new ImageView(pixels, 96, 72, 96 * 3), null, new Memory(pixels));
        Assert.True(machine.Consider(frame).Detect);
        return machine.Observe(frame, [.. street.Detections[number + 1].OrderByDescending(d => d.Score)], null);
    }

    private static int? PersonAt(IEnumerable<MotRow> truth, Box box) =>
        truth.MaxBy(r => r.Box.IoU(box)) is { } best && best.Box.IoU(box) > 0.4f ? best.Id : null;

    private sealed class Memory(byte[] pixels) : IMemoryOwner<byte>
    {
        Memory<byte> IMemoryOwner<byte>.Memory => pixels;

        public void Dispose()
        {
        }
    }
}
