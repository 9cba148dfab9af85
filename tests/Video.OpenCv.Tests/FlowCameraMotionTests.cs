using OpenCvSharp;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Video.OpenCv.Tests;

public sealed class FlowCameraMotionTests : IDisposable
{
    private readonly Pictures _pictures = new();
    private readonly FlowCameraMotion _motion = new();

    public static TheoryData<string, double, double, double, double> Moves() => new()
    {
        { "pan", 6.3, 0, 1, 0 }, { "fast pan", 24, -9, 1, 0 }, { "tilt", 0, 3.7, 1, 0 }, { "zoom in", 0, 0, 1.02, 0 }, { "zoom out", 0, 0, 0.985, 0 },
        { "roll", 0, 0, 1, 0.8 }, { "all of it", -4, 2.5, 1.01, -0.5 },
    };

    public void Dispose()
    {
        _pictures.Dispose();
        _motion.Dispose();
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_known_move_is_found_to_a_fraction_of_a_pixel(string name, double x, double y, double scale, double degrees)
    {
        var (step, view, found) = (Step(x, y, scale, degrees), Similarity.Identity, Similarity.Identity);
        Assert.Equal(CameraStepKind.Still, See(view).Kind);
        for (var i = 0; i < 12; i++)
        {
            view = view.Then(step);
            var seen = See(view);
            Assert.Equal(CameraStepKind.Moved, seen.Kind);
            Assert.InRange(seen.Confidence, 0.5f, 1);
            found = found.Then(seen.FromPrevious);
            Assert.InRange(seen.FromPrevious.Then(step.Inverse).LargestShift(Pictures.Size), 0, 0.7);
        }

        Assert.True(found.Then(view.Inverse).LargestShift(Pictures.Size) < 2, $"{name}: errors must not add up");
    }

    [Fact]
    public void A_camera_that_stands_stands_whatever_noise_light_and_people_do()
    {
        for (var i = 0; i < 60; i++)
        {
            var at = i;
            var seen = See(Similarity.Identity, picture =>
            {
                picture.ConvertTo(picture, -1, 1, at / 2.0); // it gets lighter
                Cv2.Rectangle(picture, new Rect((at * 7) - 80, 60, 90, 200), new Scalar(40, 60, 160), -1);
            });
            Assert.Equal(CameraStep.Still, seen);
        }
    }

    [Fact]
    public void What_moves_by_itself_does_not_turn_the_camera()
    {
        // A truck that fills a third of the picture goes against a slow pan: masked, and outvoted where nobody knows of it yet.
        foreach (var known in (bool[])[true, false])
        {
            _motion.Restart();
            var view = Similarity.Identity;
            See(view);
            for (var i = 1; i < 12; i++)
            {
                view = new Similarity(1, 0, -3 * i, 0);
                var truck = new Rect(20 + (9 * i), 90, 190, 210);
                var seen = See(view, picture => Truck(picture, truck), known ? [new Box(truck.X, truck.Y, truck.Width, truck.Height)] : []);
                Assert.Equal(CameraStepKind.Moved, seen.Kind);
                Assert.Equal(-3, seen.FromPrevious.Map(208, 156).X - 208, 0.5);
            }
        }
    }

    [Fact]
    public void A_pan_too_slow_to_see_from_frame_to_frame_is_noticed_in_the_end()
    {
        var found = Similarity.Identity;
        for (var i = 0; i < 120; i++) found = found.Then(See(new Similarity(1, 0, -0.1 * i, 0)).FromPrevious);
        Assert.Equal(-11.9, found.Map(208, 156).X - 208, 1.5);
    }

    [Fact]
    public void After_a_move_it_rests_again()
    {
        for (var i = 0; i < 5; i++) See(new Similarity(1, 0, -8 * i, 0));
        var rest = Enumerable.Range(0, 10).Select(_ => See(new Similarity(1, 0, -32, 0))).ToList();
        Assert.All(rest[3..], seen => Assert.Equal(CameraStep.Still, seen));
    }

    [Fact]
    public void Another_place_is_no_move()
    {
        See(Similarity.Identity);
        See(new Similarity(1, 0, -5, 0));
        Assert.Equal(CameraStepKind.Lost, See(new Similarity(1, 0, 380, -290)).Kind);
        Assert.Equal(CameraStepKind.Still, See(new Similarity(1, 0, 380, -290)).Kind);
    }

    [Fact]
    public void A_blank_wall_tells_nothing()
    {
        for (var i = 0; i < 5; i++)
        {
            using var frame = Pictures.FrameOf(new byte[Pictures.Width * Pictures.Height * 3], i);
            Assert.Equal(CameraStep.Still, _motion.Observe(frame, []));
        }
    }

    [Fact]
    public void The_same_frames_give_the_same_answers()
    {
        using var other = new FlowCameraMotion();
        for (var i = 0; i < 20; i++)
        {
            using var frame = _pictures.Take(new Similarity(1, 0, -4 * i, 3 * (i % 3)));
            Assert.Equal(_motion.Observe(frame, []), other.Observe(frame, []));
        }
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused() =>
        Assert.Throws<StvgException>(() => new FlowCameraMotion(new CameraMotionOptions { Corners = 2 }));

    private static Similarity Step(double x, double y, double scale, double degrees)
    {
        double a = scale * Math.Cos(degrees * Math.PI / 180), b = scale * Math.Sin(degrees * Math.PI / 180);
        const double cx = Pictures.Width / 2.0, cy = Pictures.Height / 2.0;
        return new Similarity(a, b, cx - (a * cx) + (b * cy) + x, cy - (b * cx) - (a * cy) + y);
    }

    private static void Truck(Mat picture, Rect where)
    {
        Cv2.Rectangle(picture, where, new Scalar(200, 200, 200), -1);
        for (var i = 0; i < 5; i++) Cv2.Rectangle(picture, new Rect(where.X + 12 + (34 * i), where.Y + 20, 20, 60), new Scalar(30, 30, 90), -1);
    }

    private CameraStep See(Similarity view, Action<Mat>? paint = null, ReadOnlySpan<Box> moving = default)
    {
        using var frame = _pictures.Take(view, paint);
        return _motion.Observe(frame, moving);
    }
}
