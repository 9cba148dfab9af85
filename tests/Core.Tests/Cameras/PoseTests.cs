using System.Globalization;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tests.Tubelets;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Tests.Cameras;

/// <summary>Poses on a camera that never ends: so many a second, kept with the object, sent and archived.</summary>
public sealed class PoseTests
{
    private const float Budget = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void No_more_poses_are_looked_at_than_the_budget_allows_and_everybody_has_a_turn(int people)
    {
        var poses = new Upright();
        var updates = Play(poses, people);
        // One for each person in 0.4 s, as far as the budget goes; what was saved up counts for a second.
        Assert.InRange(poses.Calls, Math.Min(20, 10 * people), (int)(Budget * 11));
        Assert.All(updates[^1].Live, o => Assert.True(o.LooksForPoses && o.Body is not null && o.Bodies.Count > 0, $"{o.Tubelet.Id} was never looked at"));
        Assert.Equal(people, updates[^1].Live.Count);
    }

    [Fact]
    public void Without_poses_nothing_is_looked_for()
    {
        var updates = Play(null, 2);
        Assert.All(updates.SelectMany(u => u.Live), o => Assert.True(!o.LooksForPoses && o.Body is null && o.Bodies.Count == 0));
        Assert.Equal(1, new UpdateWriter("gate", 1).Write(updates[^1]).Content.Span[0]); // as an older program writes and reads it
        Assert.Equal(1, TubeletCodec.Encode(updates[^1].Live[0])[0]);
    }

    [Fact]
    public void What_poses_tell_comes_through_the_wire_and_the_archive()
    {
        var updates = Play(new Upright(), 3);
        var (writer, reader) = (new UpdateWriter("gate", 1), new UpdateReader());
        foreach (var update in updates)
        {
            Assert.Equal(UpdateReception.Taken, reader.Read(writer.Write(update), out _));
            Assert.Equal(Text(update.Live), Text(reader.Latest!.Live));
            var late = new UpdateReader();
            late.Read(writer.WriteWhole(), out _);
            Assert.Equal(Text(update.Live), Text(late.Latest!.Live));
        }

        foreach (var seen in updates[^1].Live)
        {
            var bytes = TubeletCodec.Encode(seen);
            Assert.Equal(2, bytes[0]);
            var read = TubeletCodec.Decode(bytes, "gate", Footage.Fps);
            Assert.Equal(Text([seen]), Text([read]));
            Assert.Equal(bytes, TubeletCodec.Encode(read));
        }
    }

    [Fact]
    public void Damaged_looks_are_refused_or_read_as_something_but_take_little_memory()
    {
        var bytes = TubeletCodec.Encode(Play(new Upright(), 2)[^1].Live[0]);
        var random = new Random(4);
        var refused = 0;
        for (var round = 0; round < 1000; round++)
        {
            var damaged = bytes[..(round % 3 == 0 ? random.Next(bytes.Length) : bytes.Length)];
            for (var i = 0; i <= round % 3 && damaged.Length > 0; i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                TubeletCodec.Decode(damaged, "", Footage.Fps);
            }
            catch (StvgException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000 + (2000L * damaged.Length));
        }

        Assert.True(refused > 200, $"only {refused} of 1000 were refused");
    }

    [Fact]
    public void What_only_a_pose_tells_does_not_hold_before_the_first_and_is_not_judged_without()
    {
        var plan = new QueryPlan
        {
            Text = "balding", Target = new Entity("person", ["person"]),
            SubQueries = [new SubQuery("a1", SubQueryKind.Attribute, "balding", new TraitPredicate(BodyTrait.Bald))],
        };
        var walker = Visitors.Walker(2);
        var bald = new BodyProfile { Crown = new CrownShares(0, 0.8f, 0.1f) };
        float? Score(SceneObject seen)
        {
            var scene = Scene.Window(new FrameSize(1920, 1080), Visitors.Fps, seen.Tubelet.Begin - 10, seen.Tubelet.End + 10, [seen]);
            return Grounder.GroundOne(plan, scene, seen, "gate")?.Evidence is [var only] ? only.Score : null;
        }

        Assert.Null(Score(walker));
        Assert.Equal(0, Score(walker with { LooksForPoses = true }));
        Assert.Equal(1, Score(walker with { LooksForPoses = true, Body = bald }));
    }

    private static List<CameraUpdate> Play(IPoseEstimator? poses, int people)
    {
        var footage = new Footage();
        for (var i = 0; i < people; i++) footage.Walker(10 + (45 * i), 40 + (30 * i), 0.5f, colour: ((byte)(40 * i), 90, 200));
        return footage.Play(CameraMachineTests.Machine(change: o => o with { Poses = poses, PosesPerSecond = Budget, HistorySeconds = 4 }), 0, 99);
    }

    private static string Text(IEnumerable<SceneObject> objects) => string.Join('\n', objects.Select(o =>
        $"{o.Tubelet.Id} {o.LooksForPoses} {Text(o.Body)} {string.Join(' ', o.Bodies.Select(Text))}"));

    private static string Text(BodyProfile? body) => body is null ? "none" : string.Create(
        CultureInfo.InvariantCulture, $"{Text(body.Crown)} {body.FairNape:0.00} {body.Hem:0.00} {body.Stripes:0.00} {body.UprightTorso:0.00}");

    private static string Text(BodySample look) => string.Create(
        CultureInfo.InvariantCulture,
        $"{look.Frame} {Text(look.Crown)} {(look.Nape is { } nape ? Text(nape) : "-")} {look.Hem:0.00} {look.Posture.Torso:0.00} {look.Posture.Thigh:0.00}");

    private static string Text(CrownShares crown) => string.Create(CultureInfo.InvariantCulture, $"{crown.Dark:0.00}/{crown.Skin:0.00}/{crown.Fair:0.00}");

    /// <summary>Sees everybody stand upright in the box.</summary>
    private sealed class Upright : IPoseEstimator
    {
        private static readonly (float X, float Y)[] s_joints =
        [
            (.5f, .08f), (.53f, .07f), (.47f, .07f), (.57f, .075f), (.43f, .075f), (.7f, .18f), (.3f, .18f), (.8f, .33f), (.2f, .33f), (.85f, .47f),
            (.15f, .47f), (.62f, .47f), (.38f, .47f), (.62f, .71f), (.38f, .71f), (.62f, .94f), (.38f, .94f),
        ];

        public int Calls { get; private set; }

        public void Estimate(Frame frame, in Box box, Span<JointPoint> joints)
        {
            Calls++;
            for (var i = 0; i < s_joints.Length; i++)
                joints[i] = new JointPoint(box.X + (s_joints[i].X * box.Width), box.Y + (s_joints[i].Y * box.Height), 0.9f);
        }
    }
}
