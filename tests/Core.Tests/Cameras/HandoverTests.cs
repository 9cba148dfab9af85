using System.Buffers;
using Stvg.Core.Cameras;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tests.Tracking;
using Stvg.Core.Tubelets;

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

    /// <summary>
    /// A real street and real detections, handed over every second: who is found again, and is it the same person? By motion alone, and
    /// by looks, too, as a camera's memory keeps them.
    /// </summary>
    [Theory, InlineData(1.5f, 0.9, 0.05), InlineData(3f, 0.8, 0.05), InlineData(4.5f, 0.6, 0.1)]
    public void On_a_real_street_most_people_keep_their_ids_and_few_get_anothers(float gapSeconds, double least, double most)
    {
        var street = Sequence.PetsNanoDet;
        using var video = ClipPixels.Open("video/pets09-s2l1.avi", street.Size);
        List<Handover> open = [], done = [];
        for (var number = 0; number < street.Length; number++)
        {
            if (number % 35 == 30 && number + 100 + (int)(gapSeconds * street.FramesPerSecond) + 30 < street.Length) open.Add(new Handover(street, number, gapSeconds));
            var picture = video.Next();
            foreach (var handover in open) handover.Watch(picture, number);
            done.AddRange(open.Where(h => h.IsOver(number)));
            open.RemoveAll(h => h.IsOver(number));
        }

        var truth = street.Truth.ToLookup(r => r.Frame - 1);
        var (there, blindKept, blindWrong) = Count(done, truth, h => h.ByMotion);
        var (_, kept, wrong) = Count(done, truth, h => h.ByLooks);
        var bytes = done.SelectMany(h => h.Before!.Live).Where(o => o.Tubelet.Appearance.Count > 0).Select(o => AppearanceCodec.Encode(o.Tubelet.Appearance).Length).ToList();
        TestContext.Current.SendDiagnosticMessage(
            $"handover of {gapSeconds} s: of {there} people {kept} keep their ids, {wrong} get another's; by motion alone {blindKept} and {blindWrong}; "
            + $"{bytes.Average():F0} bytes of looks for each, {done.Max(h => h.Before!.Live.Count)} people at the most");
        Assert.True(there > 50, $"{there} people to go by");
        Assert.True(kept >= least * there, $"of {there} people {kept} keep their ids");
        Assert.True(wrong <= most * there, $"of {there} people {wrong} get somebody else's id");
        // Across a second and a half motion says nearly everything.
        if (gapSeconds > 2) Assert.True(kept > blindKept && wrong < blindWrong, "looks help");
    }

    private static (int There, int Kept, int Wrong) Count(List<Handover> handovers, ILookup<int, MotRow> truth, Func<Handover, CameraUpdate> after)
    {
        int kept = 0, wrong = 0, there = 0;
        foreach (var handover in handovers)
        {
            var (before, now) = (handover.Before!, after(handover));
            foreach (var seen in before.Live)
            {
                if (PersonAt(truth[before.Frame], seen.Tubelet.Boxes[^1]) is not { } person) continue;
                if (now.Live.FirstOrDefault(o => PersonAt(truth[now.Frame], o.Tubelet.Boxes[^1]) == person) is not { } again) continue;
                there++;
                if (again.Tubelet.ObjectId == seen.Tubelet.ObjectId) kept++;
                else if (again.Tubelet.ObjectId < FirstId) wrong++;
            }
        }

        return (there, kept, wrong);
    }

    private static int? PersonAt(IEnumerable<MotRow> truth, Box box) =>
        truth.MaxBy(r => r.Box.IoU(box)) is { } best && best.Box.IoU(box) > 0.4f ? best.Id : null;

    /// <summary>One owner for a hundred frames, then nobody for a while, then another one for 25 frames: twice, with and without looks.</summary>
    private sealed class Handover(Sequence street, int first, float gapSeconds)
    {
        private readonly CameraMachine _owner = Machine(street, 1), _byMotion = Machine(street, FirstId), _byLooks = Machine(street, FirstId);
        private readonly int _cut = first + 100, _again = first + 100 + (int)(gapSeconds * street.FramesPerSecond);

        public CameraUpdate? Before { get; private set; }

        public CameraUpdate ByMotion { get; private set; } = null!;

        public CameraUpdate ByLooks { get; private set; } = null!;

        public bool IsOver(int number) => number >= _again + 24;

        public void Watch(ImageView picture, int number)
        {
            if (number <= _cut) Before = Watch(_owner, picture, number);
            if (number == _cut)
            {
                _byMotion.Adopt(Before! with { Live = [.. Before.Live.Select(o => Looking(o, _ => []))], Recent = [.. Before.Recent.Select(o => Looking(o, _ => []))] });
                _byLooks.Adopt(Before with { Live = [.. Before.Live.Select(o => Looking(o, Kept))], Recent = [.. Before.Recent.Select(o => Looking(o, Kept))] });
            }

            if (number < _again) return;
            ByMotion = Watch(_byMotion, picture, number);
            ByLooks = Watch(_byLooks, picture, number);
        }

        private static SceneObject Looking(SceneObject seen, Func<IReadOnlyList<float>, IReadOnlyList<float>> look) =>
            seen with { Tubelet = seen.Tubelet with { Appearance = look(seen.Tubelet.Appearance) } };

        /// <summary>As it comes out of a camera's memory.</summary>
        private static IReadOnlyList<float> Kept(IReadOnlyList<float> look)
        {
            if (look.Count == 0) return [];
            var bytes = AppearanceCodec.Encode(look);
            var vector = new float[AppearanceCodec.Length(bytes)];
            AppearanceCodec.Decode(bytes, vector);
            return vector;
        }

        private CameraUpdate Watch(CameraMachine machine, ImageView picture, int number)
        {
            using var frame = new Frame("street", number, TimeSpan.FromSeconds(number / street.FramesPerSecond), street.Size, picture, null, new Nothing());
            Assert.True(machine.Consider(frame).Detect);
            return machine.Observe(frame, [.. street.Detections[number + 1].OrderByDescending(d => d.Score)], null);
        }

        private static CameraMachine Machine(Sequence street, int firstId) => new(new CameraMachineOptions
        {
            CameraId = "street", Timeline = new CameraTimeline(Footage.Timeline.Epoch, street.FramesPerSecond), Size = street.Size,
            FirstTubeletId = firstId, Sparsification = SparsificationOptions.EveryFrame,
        });
    }

    private sealed class Nothing : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => default;

        public void Dispose()
        {
        }
    }
}
