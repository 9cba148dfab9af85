using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Tests.Tracking;

public sealed class CameraPathTests
{
    private static readonly FrameSize s_size = new(640, 480);
    private static readonly CameraStep s_right = CameraStep.Moved(new Similarity(1, 0, -10, 0), 1);

    [Fact]
    public void As_long_as_a_camera_stands_picture_and_scene_are_one()
    {
        var path = new CameraPath(s_size);
        for (var frame = 0; frame < 5; frame++) path.Add(frame, CameraStep.Still);
        Assert.False(path.HasMoved);
        Assert.True(path.Between(0, 4).IsIdentity);
        Assert.True(path.ToScene(4).IsIdentity);
        Assert.Equal(0, path.Places);
    }

    [Fact]
    public void Steps_add_up_to_where_it_looks()
    {
        var path = new CameraPath(s_size);
        path.Add(0, CameraStep.Still);
        path.Add(1, s_right);
        path.Add(2, CameraStep.Still);
        path.Add(5, s_right);
        Assert.Equal((20, 0), path.ToScene(5).Map(0, 0));
        Assert.Equal((10, 0), path.ToScene(3).Map(0, 0));
        Assert.Equal((-10, 0), path.Between(2, 5).Map(0, 0));
        Assert.Equal((10, 0), path.Between(5, 2).Map(0, 0));
        Assert.True(path.IsStill(1, 4));
        Assert.False(path.IsStill(4, 5));
    }

    [Fact]
    public void A_large_move_shows_another_place_and_a_small_one_does_not()
    {
        var path = new CameraPath(s_size);
        for (var frame = 0; frame < 7; frame++) path.Add(frame, frame == 0 ? CameraStep.Still : s_right); // 60 of a diagonal of 800
        Assert.Equal(0, path.Places);
        path.Add(7, s_right);
        Assert.Equal(1, path.Places);
        path.Add(8, CameraStep.Lost);
        Assert.Equal(2, path.Places);
        Assert.Equal((70, 0), path.ToScene(8).Map(0, 0)); // for want of better knowledge
    }

    [Fact]
    public void An_old_past_is_given_up_and_the_newest_views_stay_right()
    {
        var path = new CameraPath(s_size, historyFrames: 20);
        path.Add(0, CameraStep.Still);
        for (var frame = 1; frame <= 1000; frame++) path.Add(frame, s_right);
        Assert.Equal(10_000, path.ToScene(1000).Map(0, 0).X, 1e-6);
        Assert.Equal(-200, path.Between(980, 1000).Map(0, 0).X, 1e-6);
        Assert.InRange(path.ToScene(0).Map(0, 0).X, 9_000, 9_900); // the oldest that is known
    }

    [Fact]
    public void Frames_only_go_on()
    {
        var path = new CameraPath(s_size);
        path.Add(3, CameraStep.Still);
        Assert.Contains("frame 3 after frame 3", Assert.Throws<StvgException>(() => path.Add(3, CameraStep.Still)).Message, StringComparison.Ordinal);
    }
}
