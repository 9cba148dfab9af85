using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Judging;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Judging;

public sealed class TargetRepairTests
{
    private static readonly FrameSize s_size = new(640, 480);
    private static readonly Tubelet[] s_tubelets = [Still(10, 0, 99, 0, 50), Still(20, 20, 89, 200, 60), Still(30, 40, 60, 400, 90)];
    private static readonly MarkedClip s_clip = MarkedClip.Of(s_tubelets, s_size, [0, 50, 99], [10, 30], new MarkOptions());

    // Numbers by prominence: 10 is 1, 20 is 2, 30 is 3; number 2 was not marked.
    private static readonly Dictionary<int,
        Tubelet> s_numbers = Prominence.Numbers(s_tubelets, s_size).ToDictionary(n => n.Value, n => s_tubelets.First(t => t.Id == n.Key));

    [Fact]
    public void A_right_number_is_taken_as_it_is_and_cut_to_the_named_time()
    {
        Assert.Equal((10, 5, 30, TargetMending.None), Mend(new(1, 0, 0), (5, 30)));
        Assert.Equal((30, 40, 60, TargetMending.None), Mend(new(3, 0, 0), (0, 200)));
        Assert.Equal((30, 40, 60, TargetMending.None), Mend(new(3, null, null), null));
    }

    [Fact]
    public void A_time_at_which_the_object_is_not_there_becomes_the_nearest()
    {
        Assert.Equal((30, 51, 60, TargetMending.TimeMoved), Mend(new(3, 0, 0), (80, 89)));
        Assert.Equal((30, 40, 44, TargetMending.TimeMoved), Mend(new(3, 0, 0), (0, 4)));
        Assert.Equal((30, 40, 60, TargetMending.TimeMoved), Mend(new(3, 0, 0), (61, 200)));
    }

    [Fact]
    public void A_number_that_was_not_marked_is_looked_up_in_the_track_store() =>
        Assert.Equal((20, 20, 30, TargetMending.Unmarked), Mend(new(2, 0, 0), (5, 30)));

    [Fact]
    public void A_number_that_is_nobodys_is_mended_by_boxes_and_else_by_size()
    {
        Assert.Equal(
            (20, 25, 30, TargetMending.ByBox),
                Mend(new(77, 0, 0), (25, 30), new() { [25] = new Box(205, 10, 60, 60), [26] = new Box(205, 10, 60, 60) }));
        Assert.Equal((30, 45, 50, TargetMending.Largest), Mend(new(77, 0, 0), (45, 50), new() { [45] = new Box(600, 400, 9, 9) }));
        Assert.Equal((10, 0, 9, TargetMending.Largest), Mend(new(77, 0, 0), (0, 9))); // the large one is not there then
    }

    [Fact]
    public void No_target_is_nobody() => Assert.Null(TargetRepair.Mend(TargetAnswer.None, s_clip, s_numbers, null));

    private static (int, int, int, TargetMending) Mend(TargetAnswer answer, (int, int)? period, Dictionary<int, Box>? boxes = null)
    {
        var (tubelet, begin, end, mending) = TargetRepair.Mend(answer, s_clip, s_numbers, period, boxes)!.Value;
        return (tubelet.Id, begin, end, mending);
    }

    private static Tubelet Still(int id, int begin, int end, float x, float side) => new()
    {
        Id = id, Begin = begin, Boxes = [.. Enumerable.Repeat(new Box(x, 10, side, side), end - begin + 1)],
            Scores = new float[end - begin + 1],
    };
}
