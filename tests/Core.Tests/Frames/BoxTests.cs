using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Frames;

public sealed class BoxTests
{
    [Fact]
    public void IoU_of_half_overlapping_boxes_is_a_third() =>
        Assert.Equal(1f / 3, new Box(0, 0, 10, 10).IoU(new Box(5, 0, 10, 10)), 5);

    [Theory]
    [InlineData(10, 0)]
    [InlineData(0, 10)]
    [InlineData(-10, 0)]
    public void IoU_of_touching_boxes_is_zero(float x, float y) =>
        Assert.Equal(0, new Box(0, 0, 10, 10).IoU(new Box(x, y, 10, 10)));

    [Fact]
    public void IoU_of_empty_boxes_is_zero_and_not_NaN() => Assert.Equal(0, default(Box).IoU(default));

    [Fact]
    public void ClipTo_keeps_the_part_inside() =>
        Assert.Equal(new Box(0, 5, 8, 5), new Box(-2, 5, 10, 20).ClipTo(100, 10));

    [Fact]
    public void ClipTo_of_a_box_outside_is_empty() => Assert.Equal(0, new Box(200, 200, 10, 10).ClipTo(100, 100).Area);

    [Fact]
    public void Lerp_interpolates_every_coordinate() =>
        Assert.Equal(new Box(5, 10, 15, 20), Box.Lerp(new Box(0, 0, 10, 10), new Box(10, 20, 20, 30), 0.5f));
}
