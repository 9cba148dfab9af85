using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Tests.Tracking;

public sealed class TrackerTests
{
    private const int Car = 2, Truck = 7, Boat = 8;

    [Fact]
    public void One_walker_is_one_tubelet_from_the_first_detection_to_the_last()
    {
        var tubelet = Assert.Single(new Stage().Walker(100, 200, 5, from: 3, to: 60).Track(70));
        Assert.Equal((3, 60), (tubelet.Begin, tubelet.End));
        Assert.Equal(58, tubelet.Boxes.Count);
        Assert.Equal(58, tubelet.Scores.Count);
        Assert.Equal(CocoClasses.Person, tubelet.Class);
    }

    [Fact]
    public void Two_who_cross_keep_their_ids()
    {
        // They pass each other with their boxes on top of each other at frame 40.
        var stage = new Stage().Walker(100, 200, 8).Walker(740, 210, -8);
        var reports = stage.Play(new Tracker(new TrackerOptions { FrameSize = Stage.Size }), 80);
        Assert.Equal(Stage.IdNear(reports[20], 280, 250), Stage.IdNear(reports[79], 752, 250));
        Assert.Equal(Stage.IdNear(reports[20], 600, 260), Stage.IdNear(reports[79], 128, 260));
        Assert.Equal(2, reports.SelectMany(r => r).Select(o => o.Id).Distinct().Count());
    }

    [Fact]
    public void An_occlusion_is_bridged_and_filled()
    {
        var tubelet = Assert.Single(new Stage().Walker(100, 200, 5, hidden: f => f is >= 30 and < 38).Track(70));
        Assert.All(Enumerable.Range(30, 8), frame =>
        {
            Assert.Equal(0, tubelet.Scores[frame]);
            Assert.Equal(100 + (5 * frame), tubelet.BoxAt(frame).X, 0.5f);
        });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Frames_may_be_skipped(int stride)
    {
        var stage = new Stage().Walker(100, 150, 4).Walker(700, 350, -4);
        var tubelets = stage.Track(120, stride);
        Assert.Equal(2, tubelets.Count);
        // Frames that nobody looked at have a box all the same.
        Assert.All(tubelets, t => Assert.Equal((119 / stride * stride) + 1, t.Boxes.Count));
        Assert.Equal(100 + (4 * 61), tubelets[0].BoxAt(61).X, 0.5f);
    }

    [Fact]
    public void Predictions_advance_over_skipped_frames()
    {
        var stage = new Stage().Walker(100, 200, 10);
        var tracker = new Tracker(new TrackerOptions { FrameSize = Stage.Size });
        stage.Play(tracker, 30);
        // The next frame looked at is 8 frames later and 80 pixels on: twice the box's width.
        var report = tracker.Update(37, stage.At(37)).ToArray();
        Assert.Equal(0, Assert.Single(report).DetectionIndex);
        Assert.Single(tracker.Finish());
    }

    [Fact]
    public void Who_leaves_the_picture_and_returns_is_somebody_new()
    {
        // Out at the right border by frame 30, back in from there a second later.
        var stage = new Stage()
            .Add(f => Clip(new Box(700 + (10 * f), 200, 40, 100), f, 0, 29))
            .Add(f => Clip(new Box(990 - (10 * (f - 40)), 200, 40, 100), f, 40, 80));
        var tubelets = stage.Track(80);
        Assert.Equal(2, tubelets.Count);
        Assert.Equal(2, Stage.Mend(tubelets).Count);
    }

    [Fact]
    public void One_false_detection_is_suppressed()
    {
        var stage = new Stage().Walker(100, 200, 5).Add(f => f == 20 ? new Detection(new Box(600, 300, 50, 110), 0, 0.95f) : null);
        var tracker = new Tracker(new TrackerOptions());
        Assert.All(stage.Play(tracker, 40), report => Assert.True(report.Length <= 1));
        Assert.Single(tracker.Finish());
    }

    [Fact]
    public void A_weak_detection_continues_a_track_but_opens_none()
    {
        var stage = new Stage()
            .Add(f => new Detection(new Box(100 + (5 * f), 200, 40, 100), 0, f < 20 ? 0.8f : 0.35f))
            .Walker(600, 400, 0, score: 0.35f);
        var tubelet = Assert.Single(stage.Track(50));
        Assert.Equal((0, 49), (tubelet.Begin, tubelet.End));
        Assert.DoesNotContain(0f, tubelet.Scores);
    }

    [Fact]
    public void Weak_detections_before_the_first_strong_one_are_found_again()
    {
        // Detected ever better as it comes nearer: strong from frame 10 on, weak before.
        var stage = new Stage().Add(f => new Detection(new Box(100 + (5 * f), 200, 40, 100), 0, f < 10 ? 0.35f : 0.8f));
        Assert.Equal(0, Assert.Single(stage.Track(40)).Begin);
        Assert.Equal(10, Assert.Single(stage.Track(40, options: new TrackerOptions { RetraceSeconds = 0 })).Begin);
    }

    [Fact]
    public void Classes_of_one_family_may_flip_on_an_object()
    {
        var stage = new Stage().Add(f => new Detection(new Box(100 + (6 * f), 200, 120, 60), (f % 3) switch { 0 => Car, 1 => Truck, _ => Car }, 0.7f));
        var tubelet = Assert.Single(stage.Track(60));
        Assert.Equal(Car, tubelet.Class);
        Assert.True(tubelet.ClassVotes[Truck] > 0);
        Assert.DoesNotContain(0f, tubelet.Scores);
    }

    [Fact]
    public void A_car_that_looks_like_a_boat_for_a_while_stays_one_object()
    {
        var stage = new Stage().Add(f => new Detection(new Box(100 + (6 * f), 200, 120, 60), f is > 20 and < 27 ? Boat : Car, 0.7f));
        Assert.Equal(Car, Assert.Single(stage.Track(60)).Class);
    }

    [Fact]
    public void A_person_never_becomes_a_car()
    {
        // At the very place where the person was last seen, a car appears.
        var stage = new Stage()
            .Add(f => f < 30 ? new Detection(new Box(300, 200, 60, 100), CocoClasses.Person, 0.8f) : null)
            .Add(f => f >= 30 ? new Detection(new Box(300, 200, 60, 100), Car, 0.8f) : null);
        var tubelets = stage.Track(60);
        Assert.Equal([CocoClasses.Person, Car], tubelets.Select(t => t.Class));
        Assert.Equal(2, Stage.Mend(tubelets).Count);
    }

    [Fact]
    public void One_object_under_two_classes_is_one_track()
    {
        var stage = new Stage()
            .Add(f => new Detection(new Box(100 + (6 * f), 200, 120, 60), Car, 0.7f))
            .Add(f => new Detection(new Box(102 + (6 * f), 201, 118, 60), Truck, 0.6f));
        Assert.Equal(Car, Assert.Single(stage.Track(60)).Class);
    }

    [Fact]
    public void Frames_without_detections_are_fine()
    {
        var tracker = new Tracker(new TrackerOptions());
        for (var frame = 0; frame < 20; frame++) Assert.True(tracker.Update(frame, []).IsEmpty);
        Assert.Empty(tracker.Finish());
        Assert.Empty(tracker.TakeFinished());
    }

    [Fact]
    public void An_unseen_object_is_reported_as_predicted_and_then_no_more()
    {
        var stage = new Stage().Walker(100, 200, 5, to: 20);
        var reports = stage.Play(new Tracker(new TrackerOptions()), 40);
        Assert.Equal(0, Assert.Single(reports[20]).DetectionIndex);
        var predicted = Assert.Single(reports[21]);
        Assert.Equal(-1, predicted.DetectionIndex);
        Assert.Equal(205, predicted.Box.X, 3f);
        Assert.Empty(reports[30]);
    }

    [Fact]
    public void Finished_tubelets_are_handed_out_once_and_forgotten()
    {
        var stage = new Stage().Walker(100, 200, 3, to: 20).Walker(600, 200, 3);
        var tracker = new Tracker(new TrackerOptions());
        stage.Play(tracker, 60);
        var ended = Assert.Single(tracker.TakeFinished());
        Assert.Equal(20, ended.End);
        Assert.Empty(tracker.TakeFinished());
        Assert.NotEqual(ended.Id, Assert.Single(tracker.Finish()).Id);
    }

    [Fact]
    public void A_limited_history_keeps_the_newest_part()
    {
        var stage = new Stage().Walker(100, 200, 0);
        var tracker = new Tracker(new TrackerOptions { HistorySeconds = 20 });
        stage.Play(tracker, 2000);
        var tubelet = Assert.Single(tracker.Finish());
        Assert.Equal(1999, tubelet.End);
        Assert.InRange(tubelet.Boxes.Count, 200, 200 + 64);
    }

    [Fact]
    public void The_distance_can_be_replaced()
    {
        // A jump of three widths: too far for the motion model, near enough for a distance that only asks for the same row.
        var stage = new Stage().Add(f => new Detection(new Box(f < 20 ? 100 : 260, 200, 40, 100), 0, 0.8f));
        var options = new TrackerOptions
        {
            Distance = (in TrackPrediction track, in Detection detection) => MathF.Abs(track.Box.CenterY - detection.Box.CenterY),
            MaximumDistance = 5,
        };
        Assert.Equal(2, stage.Track(40).Count);
        Assert.Single(stage.Track(40, options: options));
    }

    [Fact]
    public void A_camera_that_shakes_loses_nobody()
    {
        // Every third frame the whole picture jumps by more than half a person's width.
        var jump = (int f) => f % 3 == 2 ? 24f : 0f;
        var stage = new Stage();
        for (var i = 0; i < 5; i++)
        {
            var x = 60 + (180 * i);
            stage.Add(f => new Detection(new Box(x + (1.5f * f) + jump(f), 100 + (60 * (i % 2)), 40, 100), 0, 0.8f));
        }
        Assert.Equal(5, stage.Track(90).Count);
    }

    [Fact]
    public void The_same_input_gives_the_same_output()
    {
        var stage = Crowd(30);
        var first = stage.Play(new Tracker(new TrackerOptions()), 60);
        var second = stage.Play(new Tracker(new TrackerOptions()), 60);
        Assert.Equal(first.SelectMany(r => r), second.SelectMany(r => r));
    }

    [Fact]
    public void Five_hundred_objects_on_a_frame_are_five_hundred_tracks()
    {
        var stage = new Stage();
        for (var i = 0; i < 500; i++) stage.Walker(60 * (i % 25), 120 * (i / 25), 1);
        Assert.Equal(500, stage.Track(12, options: new TrackerOptions()).Count);
    }

    private static Stage Crowd(int people)
    {
        var random = new Random(11);
        var stage = new Stage();
        for (var i = 0; i < people; i++)
            stage.Walker(random.Next(0, 900), random.Next(0, 450), random.Next(-6, 7), random.Next(-3, 4), hidden: f => (f + (7 * people)) % 13 == 5);
        return stage;
    }

    private static Detection? Clip(Box box, int frame, int from, int to) =>
        frame < from || frame > to ? null : new Detection(box.ClipTo(Stage.Size.Width, Stage.Size.Height), CocoClasses.Person, 0.8f);
}
