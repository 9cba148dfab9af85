using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Frames;

public sealed class DetectionFusionTests
{
    private static readonly Box s_here = new(100, 100, 80, 60), s_there = new(300, 100, 80, 60);
    private static readonly int s_car = CocoClasses.IndexOf("car"), s_boat = CocoClasses.IndexOf("boat"), s_phone = CocoClasses.IndexOf("cell phone");

    [Fact]
    public void Weak_voices_for_one_place_make_one_stronger_detection()
    {
        var found = Join(new(s_here, s_phone, 0.3f), new(s_here with { X = 102 }, s_car, 0.4f), new(s_here with { Y = 103 }, s_boat, 0.2f));
        var one = Assert.Single(found);
        Assert.Equal(s_car, one.Class);
        Assert.Equal(1 - (0.6f * 0.7f * 0.8f), one.Score, 4);
        Assert.Equal(102, one.Box.X);
    }

    [Fact]
    public void A_whisper_is_not_counted() => Assert.Equal(0.4f, Assert.Single(Join(new(s_here, s_car, 0.4f), new(s_here, s_boat, 0.1f))).Score, 4);

    [Fact]
    public void People_are_left_alone()
    {
        var found = Join(new(s_here, CocoClasses.Person, 0.5f), new(s_here, s_car, 0.4f));
        Assert.Equal([0.5f, 0.4f], found.Select(d => d.Score));
    }

    [Fact]
    public void Two_of_one_class_stay_two() => Assert.Equal(2, Join(new(s_here, s_car, 0.5f), new(s_here with { X = 110 }, s_car, 0.4f)).Length);

    [Fact]
    public void Places_apart_are_not_joined() => Assert.Equal(2, Join(new(s_here, s_car, 0.5f), new(s_there, s_boat, 0.4f)).Length);

    [Fact]
    public void Nothing_stays_nothing() => Assert.Empty(Join());

    [Fact]
    public void The_result_is_sorted_again()
    {
        var found = Join(new(s_there, s_car, 0.5f), new(s_here, s_car, 0.45f), new(s_here, s_boat, 0.4f));
        Assert.Equal(s_here, found[0].Box);
    }

    private static Detection[] Join(params Detection[] detections)
    {
        var fusion = new DetectionFusion();
        fusion.Join(detections);
        fusion.Join(detections); // buffers are used again
        return fusion.Detections.ToArray();
    }
}
