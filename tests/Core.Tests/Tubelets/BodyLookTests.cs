using System.Buffers;
using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Tests.Tubelets;

/// <summary>Looks at painted people whose joints are known.</summary>
public sealed class BodyLookTests
{
    private const int Width = 200, Height = 260;
    private static readonly Box s_box = new(70, 30, 60, 200);

    [Fact]
    public void Parts_are_looked_at_where_the_joints_are()
    {
        using var frame = Paint(hair: (30, 20, 20), upper: (200, 20, 20), lower: (40, 60, 160), hem: 130);
        var sampler = new ColourSampler(10, new BodySampler(new Standing(), 10));
        sampler.Observe(frame, [new TrackedObject(8, s_box, 0, 0.9f, 0)]);
        var sample = Assert.Single(sampler.Samples);
        Assert.True(sample.Share(BodyPart.Upper, Colour.Red) > 0.9f);
        Assert.True(sample.Share(BodyPart.Lower, Colour.Blue) > 0.9f);
        Assert.True(sample.Share(BodyPart.Head, Colour.Dark) > 0.9f);
    }

    [Theory]
    [InlineData(130, 0.1f)] // a jacket ends at the hips
    [InlineData(168, 0.9f)] // a coat just above the knees
    public void Where_a_coat_ends_is_measured_down_the_thighs(int hem, float expected)
    {
        using var frame = Paint((30, 20, 20), (20, 20, 20), (60, 90, 200), hem);
        var bodies = new BodySampler(new Standing(), 10);
        Assert.NotNull(bodies.Look(frame, s_box, 1));
        Assert.InRange(Assert.Single(bodies.Samples).Hem!.Value, expected - 0.15f, expected + 0.15f);
    }

    [Fact]
    public void A_coat_as_dark_as_the_trousers_has_no_hem()
    {
        using var frame = Paint((30, 20, 20), (20, 20, 20), (20, 20, 20), 168);
        var bodies = new BodySampler(new Standing(), 10);
        bodies.Look(frame, s_box, 1);
        Assert.Null(Assert.Single(bodies.Samples).Hem);
    }

    [Fact]
    public void White_in_a_hand_is_carried_and_neither_cloth_nor_ground_is()
    {
        using var without = Paint((30, 20, 20), (200, 20, 20), (40, 60, 160), 130);
        using var with = Paint((30, 20, 20), (200, 20, 20), (40, 60, 160), 130, paper: new Box(118, 132, 14, 16));
        Assert.Equal(0, Carried(without), 2);
        Assert.True(Carried(with) > 0.1f);

        static float Carried(Frame frame)
        {
            var sampler = new ColourSampler(10, new BodySampler(new Standing(), 10));
            sampler.Observe(frame, [new TrackedObject(8, s_box, 0, 0.9f, 0)]);
            return Assert.Single(sampler.Samples).Share(BodyPart.Carried, Colour.White);
        }
    }

    [Fact]
    public void Nobody_is_looked_at_more_than_about_once_a_second()
    {
        var poses = new Standing();
        var sampler = new ColourSampler(10, new BodySampler(poses, 10));
        for (var i = 0; i < 100; i++)
        {
            using var frame = Paint((30, 20, 20), (200, 20, 20), (40, 60, 160), 130, number: i);
            sampler.Observe(frame, [new TrackedObject(3, s_box, 0, 0.9f, 0)]);
        }

        Assert.InRange(poses.Calls, 11, 14);
    }

    [Fact]
    public void A_body_that_is_hidden_is_not_looked_at()
    {
        using var frame = Paint((30, 20, 20), (200, 20, 20), (40, 60, 160), 130);
        var bodies = new BodySampler(new Standing { Score = 0.1f }, 10);
        Assert.Null(bodies.Look(frame, s_box, 1));
        Assert.Empty(bodies.Samples);
    }

    /// <summary>A person on grey ground: hair, upper body down to the hem, legs.</summary>
    private static Frame Paint((int R, int G, int B) hair, (int R, int G, int B) upper, (int R, int G, int B) lower, int hem, Box? paper = null, int number = 0)
    {
        var pixels = new byte[Width * Height * 3];
        Fill(new Box(0, 0, Width, Height), (120, 120, 120));
        Fill(new Box(88, 30, 24, 26), hair);
        Fill(new Box(78, 110, 44, 120), lower);
        Fill(new Box(72, 58, 56, hem - 58), upper);
        if (paper is { } thing) Fill(thing, (250, 250, 250));
        var view = new ImageView(pixels, Width, Height, Width * 3);
        return new Frame("", number, TimeSpan.FromSeconds(number / 10.0), new FrameSize(Width, Height), view, null, MemoryPool<byte>.Shared.Rent(1));

        void Fill(in Box box, (int R, int G, int B) colour)
        {
            for (var y = (int)box.Y; y < box.Bottom; y++)
            for (var x = (int)box.X; x < box.Right; x++)
                (pixels[((y * Width) + x) * 3], pixels[(((y * Width) + x) * 3) + 1], pixels[(((y * Width) + x) * 3) + 2]) = ((byte)colour.B, (byte)colour.G, (byte)colour.R);
        }
    }

    /// <summary>Knows where the joints of the painted person are.</summary>
    private sealed class Standing : IPoseEstimator
    {
        private static readonly (float X, float Y)[] s_joints =
        [
            (100, 46), (103, 44), (97, 44), (107, 45), (93, 45), (116, 66), (84, 66), (122, 96), (78, 96), (124, 124), (76, 124),
            (110, 124), (90, 124), (110, 172), (90, 172), (110, 218), (90, 218),
        ];

        public float Score { get; init; } = 0.8f;

        public int Calls { get; private set; }

        public void Estimate(Frame frame, in Box box, Span<JointPoint> joints)
        {
            Calls++;
            for (var i = 0; i < s_joints.Length; i++) joints[i] = new JointPoint(s_joints[i].X, s_joints[i].Y, Score);
        }
    }
}
