using System.Globalization;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Cameras.Wire;

/// <summary>Updates through bytes and back, with nothing lost on the way.</summary>
public sealed class UpdateWireTests(ITestOutputHelper output)
{
    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_update_comes_out_as_it_went_in(bool sparse)
    {
        var updates = sparse ? Street.Sparse : Street.All;
        Assert.True(updates.Sum(u => u.Ended.Count) >= 15, "the street has to be busy");
        var (read, velocity, share) = (0, 0f, 0f);
        foreach (var (before, after) in updates.Zip(Read(updates)))
        {
            Assert.Equal(Street.Text(before), Street.Text(after));
            Assert.Equal(Street.Text(before.Ended), Street.Text(after.Ended));
            foreach (var (one, two) in All(before).Zip(All(after)))
            {
                Assert.Equal(one.Motion.Length, two.Motion.Length);
                for (var i = 0; i < one.Motion.Length; i++)
                    velocity = MathF.Max(velocity, MathF.Abs(one.Motion.VelocityX(i) - two.Motion.VelocityX(i)));
                Assert.Equal(one.Motion.Sizes[^1], two.Motion.Sizes[^1], 0.5f);
                float sum = one.Tubelet.ClassVotes.Sum(), told = two.Tubelet.ClassVotes.Sum();
                for (var i = 0; i < one.Tubelet.ClassVotes.Count; i++)
                    share = MathF.Max(share, MathF.Abs((one.Tubelet.ClassVotes[i] / sum) - (two.Tubelet.ClassVotes[i] / told)));
                Assert.InRange(told, 0.85f * sum, 1.15f * sum);
                read++;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{read} objects: velocity off by at most {velocity:F5} own lengths/s, shares of votes by {share:F4}"));
        Assert.InRange(velocity, 0, 0.002f);
        Assert.InRange(share, 0, 0.0011f);

        static IEnumerable<SceneObject> All(CameraUpdate u) => u.Live.Concat(u.Recent).Concat(u.Ended);
    }

    [Fact]
    public void Who_begins_with_a_whole_message_has_what_the_others_have()
    {
        var writer = new UpdateWriter("gate", 1);
        var reader = new UpdateReader();
        foreach (var update in Street.All)
        {
            Assert.Equal(UpdateReception.Taken, reader.Read(writer.Write(update), out _));
            if (update.Frame % 7 > 0) continue;
            var late = new UpdateReader();
            var whole = writer.WriteWhole();
            Assert.Equal((true, writer.Sequence, update.Frame), (whole.IsWhole, whole.Sequence, whole.Frame));
            Assert.Equal(UpdateReception.Taken, late.Read(whole, out var updates));
            Assert.Equal(UpdateReception.Known, reader.Read(whole, out var none));
            Assert.Empty(none);
            Assert.Equal(Street.Text(reader.Latest!), Street.Text(Assert.Single(updates)));
            foreach (var (one, two) in reader.Latest!.Live.Concat(reader.Latest.Recent).Zip(updates[0].Live.Concat(updates[0].Recent)))
                Assert.Equal(one.Tubelet.ClassVotes, two.Tubelet.ClassVotes);
        }
    }

    [Fact]
    public void What_was_handed_out_never_changes_and_what_did_not_change_is_the_same_object()
    {
        var read = new List<(CameraUpdate Update, string Text)>();
        var same = 0;
        foreach (var update in Read(Street.All))
        {
            if (read.Count > 0)
                same += update.Recent.Count(o => read[^1].Update.Recent.Contains(o, ReferenceEqualityComparer.Instance));
            read.Add((update, Street.Text(update) + Velocities(update)));
        }

        Assert.All(read, r => Assert.Equal(r.Text, Street.Text(r.Update) + Velocities(r.Update)));
        Assert.InRange(same, 0.9 * read.Sum(r => r.Update.Recent.Count), int.MaxValue);

        static string Velocities(CameraUpdate u) => string.Join(' ', u.Live.Select(
            o => string.Join(' ', Enumerable.Range(0, o.Motion.Length).Select(o.Motion.VelocityX))));
    }

    [Fact]
    public void Another_picture_or_timeline_is_told_whole()
    {
        var writer = new UpdateWriter("gate", 1);
        var first = Street.All[30];
        bool[] whole =
        [
            writer.Write(first).IsWhole,
            writer.Write(Street.All[31]).IsWhole,
            writer.Write(Street.All[32] with { Size = new FrameSize(640, 480) }).IsWhole,
            writer.Write(Street.All[33] with { Size = new FrameSize(640, 480) }).IsWhole,
            writer.Write(Street.All[34] with { Size = new FrameSize(640, 480), Timeline = first.Timeline with { FramesPerSecond = 12.5 } }).IsWhole,
        ];
        Assert.Equal([true, false, true, false, true], whole);
    }

    [Fact]
    public void Objects_that_are_no_arrays_lose_their_past_or_get_it_back_come_through()
    {
        // What a camera does rarely: no frame in common with what is known of an object, an older beginning, other samples, an earlier end.
        var some = Street.All.First(u => u.Frame == 60 && u.Live.Count >= 2);
        var tubelet = some.Live[0].Tubelet;
        SceneObject[] shapes =
        [
            Cut(20, 40), Cut(10, 40), Cut(30, 60), Cut(30, 45), Cut(0, 50), Cut(0, 10), Cut(45, 60) with { Samples = [] }, Cut(45, 60),
            Cut(45, 60) with { Tubelet = Cut(45, 60).Tubelet with { FirstSeen = -5, ObjectId = 77 } },
            Cut(45, 60) with { Tubelet = Cut(45, 60).Tubelet with { ClassVotes = [0.1f, 5, float.NaN] } },
            Cut(45, 60) with { Samples = [.. some.Live[1].Samples] },
        ];
        var updates = shapes.Select((o, i) => some with { Frame = 60 + i, Live = [.. some.Live.Skip(1), o], Recent = [o, o] }).ToList();
        foreach (var (before, after) in updates.Zip(Read(updates)))
        {
            Assert.Equal(Street.Text(before), Street.Text(after));
            Assert.Equal(before.Live[^1].Tubelet.Boxes.Count, after.Live[^1].Motion.Length);
        }

        SceneObject Cut(int from, int to)
        {
            var list = tubelet with
            {
                Begin = tubelet.Begin + from,
                Boxes = tubelet.Boxes.Skip(from).Take(to - from).ToList(),
                Scores = tubelet.Scores.Skip(from).Take(to - from).ToList(),
            };
            return some.Live[0] with { Tubelet = list, Motion = MotionTrace.Of(list, Footage.Fps) };
        }
    }

    [Fact]
    public void Votes_are_told_when_somebody_could_notice_and_not_before()
    {
        // Taken for a car, then ever more often for a truck.
        var some = Street.All.First(u => u.Frame == 60);
        var random = new Random(1);
        float[] votes = new float[10];
        var updates = Enumerable.Range(0, 400).Select(i =>
        {
            votes[random.NextDouble() < i / 300.0 ? 7 : 2] += 0.5f + (0.5f * random.NextSingle());
            return With(i, [.. votes]);
        }).ToList();
        foreach (var (before, after) in updates.Zip(Read(updates)))
        {
            IReadOnlyList<float> one = before.Live[0].Tubelet.ClassVotes, two = after.Live[0].Tubelet.ClassVotes;
            Assert.Equal(one[2] / one.Sum(), two[2] / two.Sum(), 0.0011f);
            Assert.Equal(before.Live[0].Tubelet.Class, after.Live[0].Tubelet.Class);
        }

        Assert.Equal(7, updates[^1].Live[0].Tubelet.Class);

        // Who is taken for the same again and again has the same shares.
        updates = [.. Enumerable.Range(0, 400).Select(i => With(i, [0.8f * (i + 1)]))];
        Assert.InRange(Read(updates).Select(u => u.Live[0].Tubelet.ClassVotes).Distinct(ReferenceEqualityComparer.Instance).Count(), 20, 60);

        CameraUpdate With(int i, float[] votes) =>
            some with { Frame = 60 + i, Live = [some.Live[0] with { Tubelet = some.Live[0].Tubelet with { ClassVotes = votes } }] };
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void A_difference_is_a_small_part_of_the_whole(int every)
    {
        var writer = new UpdateWriter("square", 1);
        List<double> wholes = [], differences = [];
        foreach (var update in new Crowd().Watch(40, every))
        {
            var message = writer.Write(update);
            if (update.Frame < 32 * Crowd.Fps) continue;
            Assert.InRange(update.Live.Count, 18, 22);
            differences.Add(message.ToBytes().Length);
            if (update.Frame % 15 == 0) wholes.Add(writer.WriteWhole().ToBytes().Length);
        }

        var ratio = differences.Average() / wholes.Average();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"20 objects with 30 s, {Crowd.Fps / every:F0} updates/s: whole {wholes.Average():F0} bytes, " +
            $"difference {differences.Average():F0} ({ratio:P1}), {differences.Average() * Crowd.Fps / every / 1024:F1} KiB/s"));
        Assert.InRange(ratio, 0, 0.1);
    }

    private static IEnumerable<CameraUpdate> Read(IEnumerable<CameraUpdate> updates)
    {
        var writer = new UpdateWriter("gate", 1);
        var reader = new UpdateReader();
        foreach (var update in updates)
        {
            Assert.Equal(UpdateReception.Taken, reader.Read(UpdateMessage.FromBytes(writer.Write(update).ToBytes()), out var read));
            yield return Assert.Single(read);
        }
    }
}
