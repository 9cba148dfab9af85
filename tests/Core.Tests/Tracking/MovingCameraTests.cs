using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Tracking;

/// <summary>People before a camera that pans, zooms and shakes by known amounts, 10 frames per second.</summary>
public sealed class MovingCameraTests
{
    /// <summary>Body lengths per second below which something rests.</summary>
    private const float Still = 0.12f;

    private const double Fps = 10;

    [Fact]
    public void A_camera_that_stands_changes_nothing_to_the_bit()
    {
        var stage = new PannedStage(Crowd(), static _ => Similarity.Identity);
        foreach (var (one, other) in stage.Track(120, known: true).Zip(stage.Track(120, known: false), (a, b) => (a, b)))
        {
            Assert.Equal(one.Boxes, other.Boxes);
            Assert.Equal(one.Scores, other.Scores);
            Assert.Null(one.Steady);
        }
    }

    [Fact]
    public void Who_walks_to_the_left_does_so_while_the_camera_overtakes_him()
    {
        // He goes 5 pixels a frame to the left, the camera 9: in the picture he goes to the right.
        var stage = new PannedStage(new Stage().Walker(700, 200, -5).Walker(500, 300, 0), Pan(-9));
        var tubelets = stage.Track(40, known: true);
        var walker = tubelets.MinBy(t => t.Boxes[0].Y)!;
        Assert.True(walker.Boxes[^1].X > walker.Boxes[0].X + 100, "in the picture he goes to the right");
        Assert.Equal(40, walker.Boxes.Count);
        var motion = MotionTrace.Of(walker, Fps);
        for (var i = 5; i < 35; i++) Assert.InRange(motion.VelocityX(i), -0.6f, -0.4f); // of a body of 100 pixels

        var other = tubelets.MaxBy(t => t.Boxes[0].Y)!;
        var rest = MotionTrace.Of(other, Fps);
        for (var i = 0; i < rest.Length; i++) Assert.InRange(rest.Speed(i), 0, Still);
        Assert.InRange(Travel.OwnLengths(other), 0, 0.2f);
    }

    [Fact]
    public void Nobody_comes_nearer_because_the_camera_zooms()
    {
        var stage = new PannedStage(new Stage().Walker(480, 250, 0), frame => Zoom(1 + (0.015 * frame)));
        var tubelet = Assert.Single(stage.Track(40, known: true));
        Assert.True(tubelet.Boxes[^1].Height > 1.4f * tubelet.Boxes[0].Height, "in the picture he grows");
        var motion = MotionTrace.Of(tubelet, Fps);
        for (var i = 0; i < motion.Length; i++) Assert.InRange(motion.Growth(i), -0.05f, 0.05f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Identities_survive_shaking_and_large_moves(int stride)
    {
        // By up to 35 pixels between frames, where people are 40 wide and stand 55 apart; and once to another view within a second.
        var random = new Random(7);
        var shifts = Enumerable.Range(0, 150).Select(_ => (X: random.Next(-35, 36), Y: random.Next(-20, 21))).ToArray();
        var stage = new PannedStage(Crowd(), frame => frame == 0 ? Similarity.Identity
            : new Similarity(1, 0, shifts[frame].X - (Math.Clamp(frame - 70, 0, 10) * 18), shifts[frame].Y));
        var known = stage.Track(150, known: true, stride);
        Assert.Equal(6, known.Count(t => t.Boxes.Count > 140));
        foreach (var tubelet in known)
        {
            var (from, to) = (tubelet.SteadyBoxes[0], tubelet.SteadyBoxes[^1]);
            Assert.InRange(MathF.Abs(to.CenterY - from.CenterY), 0, 12); // nobody changed places
        }

        Assert.NotEqual(6, stage.Track(150, known: false, stride).Count(t => t.Boxes.Count > 140));
    }

    [Fact]
    public void Gaps_are_filled_where_the_camera_looked_meanwhile()
    {
        // Unseen for a second, in which the camera turns away and back again.
        var stage = new PannedStage(
            new Stage().Walker(300, 200, 6, hidden: f => f is > 20 and < 32),
            frame => new Similarity(1, 0, frame is > 20 and < 32 ? 60 * Math.Sin((frame - 20) * Math.PI / 12) : 0, 0));
        var tubelet = Assert.Single(stage.Track(60, known: true));
        for (var frame = 21; frame < 32; frame++)
        {
            var shift = (float)(60 * Math.Sin((frame - 20) * Math.PI / 12));
            Assert.Equal(300 + (6 * frame) + shift, tubelet.BoxAt(frame).X, 6f);
            Assert.Equal(300 + (6 * frame), tubelet.Steady![frame - tubelet.Begin].X, 6f);
        }
    }

    [Fact]
    public void Who_is_cut_by_the_border_of_a_camera_that_pans_away_ends_there()
    {
        var stage = new PannedStage(new Stage().Walker(60, 200, 0).Walker(600, 300, 0), Pan(12));
        var path = new CameraPath(Stage.Size);
        var tracker = new Tracker(new TrackerOptions { FrameSize = Stage.Size, Camera = path });
        for (var frame = 0; frame < 20; frame++)
        {
            path.Add(frame, stage.Step(frame));
            Detection[] seen = [.. stage.At(frame).Select(d => d with { Box = d.Box.ClipTo(Stage.Size.Width, Stage.Size.Height) }).Where(d => d.Box.Width > 12)];
            tracker.Update(frame, seen);
        }

        // Nobody else went: one is left, and nobody takes him for the other.
        var left = Assert.Single(tracker.Finish(), t => t.End == 19);
        Assert.Equal(600 - (12 * 19), left.Boxes[^1].X, 3f);
    }

    private static Func<int, Similarity> Pan(double speed) => frame => new Similarity(1, 0, -speed * frame, 0);

    private static Similarity Zoom(double scale) =>
        new(scale, 0, Stage.Size.Width / 2.0 * (1 - scale), Stage.Size.Height / 2.0 * (1 - scale));

    /// <summary>Six people who stand in a row.</summary>
    private static Stage Crowd()
    {
        var stage = new Stage();
        for (var i = 0; i < 6; i++) stage.Walker(350 + (55 * i), 200 + (12 * i), 0.3f * (i % 2));
        return stage;
    }
}
