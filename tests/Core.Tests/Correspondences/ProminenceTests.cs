using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Correspondences;

public sealed class ProminenceTests
{
    private static readonly FrameSize s_size = new(640, 480);

    [Theory]
    [InlineData(0, 794, 8, new[] { 0, 113, 227, 340, 454, 567, 681, 794 })]
    [InlineData(5, 7, 8, new[] { 5, 6, 7 })]
    [InlineData(10, 20, 1, new[] { 15 })]
    public void Frames_are_kept_evenly_with_both_ends(int first, int last, int count, int[] expected) =>
        Assert.Equal(expected, Prominence.KeptFrames(first, last, count));

    [Fact]
    public void Who_is_on_more_kept_frames_comes_first_and_only_then_the_larger_one()
    {
        Tubelet[] tubelets =
        [
            Still(1, 0, 9, 20), // twice, small
            Still(2, 0, 9, 90), // twice, large
            Still(3, 0, 99, 10), // on all, smallest
            Still(4, 31, 49, 200), // between kept frames
            Still(5, 50, 99, 300) with { Boxes = [.. Enumerable.Repeat(new Box(700, 10, 300, 300), 50)] }, // outside the picture
        ];
        var ranked = Prominence.Rank(tubelets, [0, 5, 60], s_size);
        Assert.Equal([3, 2, 1], ranked.Select(p => p.Tubelet.Id));
        Assert.Equal([(3, 300.0), (2, 2 * 8100.0), (2, 2 * 400.0)], ranked.Select(p => (p.Frequency, p.Area)));
    }

    [Fact]
    public void Only_the_part_inside_the_picture_counts()
    {
        Tubelet[] tubelets = [Still(1, 0, 0, 50), Still(2, 0, 0, 0) with { Boxes = [new Box(-90, 0, 100, 100)] }];
        Assert.Equal([1, 2], Prominence.Rank(tubelets, [0], s_size).Select(p => p.Tubelet.Id));
    }

    [Fact]
    public void A_tubelet_has_the_same_number_whatever_is_asked_for()
    {
        Tubelet[] tubelets = [.. Enumerable.Range(1, 9).Select(i => Still(i, 10 * i, 99, 20 + i))];
        var one = MarkedClip.Of(tubelets, s_size, 0, 99, new MarkOptions { Frames = 4, Top = 3 });
        var other = MarkedClip.Of(tubelets, s_size, [85, 95], [2, 7, 9], new MarkOptions());
        Assert.Equal([1, 2, 3], one.Marks.Select(m => m.Number));
        Assert.Equal([(2, 2), (7, 7), (9, 9)], other.Marks.Select(m => (m.Number, m.Tubelet.Id)));
        Assert.All(other.Frames, frame => Assert.All(frame.Marks, mark => Assert.Equal(mark.TubeletId, mark.Number)));
        Assert.Equal([0, 33, 66, 99], one.Frames.Select(f => f.Frame));
        Assert.Empty(one.Frames[0].Marks);
    }

    private static Tubelet Still(int id, int begin, int end, float side) => new()
    {
        Id = id,
        Begin = begin,
        Boxes = [.. Enumerable.Repeat(new Box(10, 10, side, side), end - begin + 1)],
        Scores = new float[end - begin + 1],
    };
}
