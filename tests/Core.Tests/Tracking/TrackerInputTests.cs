using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Tests.Tracking;

/// <summary>What a tracker does with input that cannot be right.</summary>
public sealed class TrackerInputTests
{
    public static TheoryData<Detection, string> Impossible => new()
    {
        { new(new Box(float.NaN, 0, 10, 10), 0, 0.9f), nameof(DetectionRejections.NotFinite) },
        { new(new Box(0, float.PositiveInfinity, 10, 10), 0, 0.9f), nameof(DetectionRejections.NotFinite) },
        { new(new Box(0, 0, float.PositiveInfinity, 10), 0, 0.9f), nameof(DetectionRejections.NotFinite) },
        { new(new Box(0, 0, 10, 10), 0, float.NaN), nameof(DetectionRejections.NotFinite) },
        { new(new Box(0, 0, -10, 10), 0, 0.9f), nameof(DetectionRejections.Empty) },
        { new(new Box(0, 0, 10, 0), 0, 0.9f), nameof(DetectionRejections.Empty) },
        { new(new Box(0, 0, 1e30f, 10), 0, 0.9f), nameof(DetectionRejections.Huge) },
        { new(new Box(-1e8f, 0, 10, 10), 0, 0.9f), nameof(DetectionRejections.Huge) },
        { new(new Box(0, 0, 10, 10), -2, 0.9f), nameof(DetectionRejections.BadClass) },
        { new(new Box(0, 0, 10, 10), int.MaxValue, 0.9f), nameof(DetectionRejections.BadClass) },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void An_impossible_detection_is_ignored_and_its_reason_counted(Detection detection, string reason)
    {
        var stage = new Stage().Walker(300, 200, 2).Add(_ => detection);
        var tracker = new Tracker(new TrackerOptions());
        stage.Play(tracker, 30);
        Assert.Single(tracker.Finish());
        Assert.Equal(30, tracker.Rejections.Total);
        Assert.Equal(30L, typeof(DetectionRejections).GetProperty(reason)!.GetValue(tracker.Rejections));
        Assert.Contains("30 detections ignored", tracker.Rejections.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Detections_without_a_class_are_tracked()
    {
        var tubelet = Assert.Single(new Stage().Add(f => new Detection(new Box(100 + f, 100, 40, 90), -1, 0.8f)).Track(20));
        Assert.Equal(-1, tubelet.Class);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(-1)]
    public void Frame_numbers_have_to_increase(int next)
    {
        var tracker = new Tracker(new TrackerOptions());
        tracker.Update(5, []);
        var error = Assert.Throws<StvgException>(() => { tracker.Update(next, []); });
        Assert.Contains($"frame {next} after frame 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Appearance_has_to_fit_the_detections()
    {
        Detection[] one = [new(new Box(0, 0, 10, 20), 0, 0.9f)];
        var tracker = new Tracker(new TrackerOptions { AppearanceLength = 4 });
        Assert.Throws<StvgException>(() => { tracker.Update(0, one, new float[5]); });
        tracker.Update(0, one, new float[4]);
        Assert.Throws<StvgException>(() => { new Tracker(new TrackerOptions()).Update(0, one, new float[4]); });
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_by_name()
    {
        Refused(new TrackerOptions { FramesPerSecond = 0 }, "FramesPerSecond");
        Refused(new TrackerOptions { FramesPerSecond = float.NaN }, "FramesPerSecond");
        Refused(new TrackerOptions { LowScore = 0.9f }, "LowScore");
        Refused(new TrackerOptions { MaximumDistance = -1 }, "MaximumDistance");
        Refused(new TrackerOptions { AppearanceLength = -1 }, "AppearanceLength");
        Refused(new TrackerOptions { HistorySeconds = 0 }, "HistorySeconds");
        Refused(new TrackerOptions { Motion = new MotionOptions { CentreNoise = 0 } }, "motion options");

        static void Refused(TrackerOptions options, string name) =>
            Assert.Contains(name, Assert.Throws<StvgException>(() => new Tracker(options)).Message, StringComparison.Ordinal);
    }
}
