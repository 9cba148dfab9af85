using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Correspondences;
using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Correspondences;

public sealed class MarkPlacementTests
{
    private static readonly FrameSize s_size = new(768, 576);

    [Fact]
    public void A_large_object_is_marked_at_its_centre()
    {
        var mark = Assert.Single(MarkPlacement.Place([(7, 3, new Box(100, 100, 120, 300))], [], s_size, 36));
        Assert.Equal((7, 3, 160f, 250f, false), (mark.Number, mark.TubeletId, mark.X, mark.Y, mark.IsBeside));
    }

    [Fact]
    public void A_small_object_is_not_covered_but_pointed_at()
    {
        var box = new Box(300, 300, 30, 80);
        var mark = Assert.Single(MarkPlacement.Place([(1, 1, box)], [], s_size, 36));
        Assert.True(mark.IsBeside);
        Assert.Equal(0, mark.Circle.IntersectionArea(box));
        Assert.Equal((315, 300), (mark.AnchorX, mark.AnchorY)); // the nearest point of the box
    }

    [Fact]
    public void A_mark_keeps_off_other_objects_and_off_the_edge()
    {
        var above = new Box(290, 240, 50, 55);
        var mark = Assert.Single(MarkPlacement.Place([(1, 1, new Box(300, 300, 30, 80))], [above], s_size, 36));
        Assert.Equal(0, mark.Circle.IntersectionArea(above));
        var atTop = Assert.Single(MarkPlacement.Place([(1, 1, new Box(300, 0, 30, 80))], [], s_size, 36));
        Assert.Equal(0, atTop.Circle.IntersectionArea(atTop.Box));
    }

    [Fact]
    public void Every_circle_lies_in_the_picture_and_no_small_object_in_the_open_is_covered()
    {
        var box = from x in Gen.Choose(-40, 760)
                  from y in Gen.Choose(-40, 570)
                  from width in Gen.Choose(1, 200)
                  from height in Gen.Choose(1, 200)
                  select new Box(x, y, width, height);
        Prop.ForAll(box.ArrayOf().ToArbitrary(), boxes =>
        {
            var marks = MarkPlacement.Place([.. boxes.Select((b, i) => (i + 1, i, b))], [], s_size, 36);
            Assert.All(marks, m => Assert.True(m.X >= 18 && m.Y >= 18 && m.X <= 750 && m.Y <= 558));
            if (marks is [var only] && only.IsBeside) Assert.Equal(0, only.Circle.IntersectionArea(only.Box));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_outside_the_picture_gets_no_mark() =>
        Assert.Empty(MarkPlacement.Place([(1, 1, new Box(-50, 10, 40, 40)), (2, 2, new Box(10, 10, 0, 5))], [], s_size, 36));
}
