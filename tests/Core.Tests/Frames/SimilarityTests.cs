using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Frames;

public sealed class SimilarityTests
{
    private static readonly Similarity s_one = new(1.1, 0.2, 30, -12), s_other = new(0.9, -0.4, -7, 55);

    [Fact]
    public void The_way_there_and_back_ends_where_it_began()
    {
        var there = s_one.Then(s_one.Inverse);
        Assert.Equal(1, there.A, 1e-12);
        Assert.Equal(0, there.B, 1e-12);
        Assert.Equal(0, there.X, 1e-9);
        Assert.Equal(0, there.Y, 1e-9);
    }

    [Fact]
    public void One_after_the_other_is_as_both_in_turn()
    {
        var (x, y) = s_one.Map(17, 4);
        Assert.Equal(s_other.Map(x, y).X, s_one.Then(s_other).Map(17, 4).X, 1e-9);
        Assert.Equal(s_other.Map(x, y).Y, s_one.Then(s_other).Map(17, 4).Y, 1e-9);
        Assert.Equal(s_one.Scale * s_other.Scale, s_one.Then(s_other).Scale, 1e-12);
    }

    [Fact]
    public void A_box_stays_upright_and_its_middle_goes_where_the_point_goes()
    {
        var box = new Box(10, 20, 30, 60);
        var moved = s_one.Map(box);
        Assert.Equal(s_one.Map(box.CenterX, box.CenterY).X, moved.CenterX, 1e-3);
        Assert.Equal(box.Height * s_one.Scale, moved.Height, 1e-3);
        Assert.Equal(box.Width / box.Height, moved.Width / moved.Height, 1e-5);
    }

    [Fact]
    public void Nothing_changes_by_the_identity_to_the_bit()
    {
        var box = new Box(0.1f, 0.7f, 1 / 3f, 1e-7f);
        Assert.Equal(box, Similarity.Identity.Map(box));
        Assert.Equal(s_one, s_one.Then(Similarity.Identity));
        Assert.Equal(s_one, Similarity.Identity.Then(s_one));
    }

    [Fact]
    public void The_largest_shift_is_that_of_a_corner()
    {
        Assert.Equal(5, new Similarity(1, 0, 3, 4).LargestShift(new FrameSize(100, 50)), 1e-9);
        Assert.Equal(Math.Sqrt((10 * 10) + (5 * 5)), new Similarity(1.1, 0, 0, 0).LargestShift(new FrameSize(100, 50)), 1e-9);
    }
}
