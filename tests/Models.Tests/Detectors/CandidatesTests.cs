using Stvg.Models.Detectors;

namespace Stvg.Models.Tests.Detectors;

public sealed class CandidatesTests
{
    [Fact]
    public void Suppression_keeps_the_best_of_each_heap()
    {
        var candidates = Sorted(new(0, 0, 10, 10, 0, .5f), new(1, 0, 11, 10, 0, .9f), new(50, 50, 60, 60, 0, .3f), new(1, 0, 11, 10, 1, .4f));
        candidates.Suppress(.6f, 100);
        Assert.Equal([.9f, .4f, .3f], candidates.Items.ToArray().Select(c => c.Score));
    }

    [Fact]
    public void Box_that_only_a_suppressed_one_covers_stays()
    {
        // A chain: the second overlaps the first and the third, which do not overlap each other enough.
        var candidates = Sorted(new(0, 0, 10, 10, 0, .9f), new(3, 0, 13, 10, 0, .8f), new(6, 0, 16, 10, 0, .7f));
        candidates.Suppress(.5f, 100);
        Assert.Equal([.9f, .7f], candidates.Items.ToArray().Select(c => c.Score));
    }

    [Fact]
    public void Overlap_equal_to_the_threshold_stays()
    {
        var candidates = Sorted(new(0, 0, 10, 10, 0, .9f), new(0, 0, 10, 5, 0, .8f));
        candidates.Suppress(.5f, 100);
        Assert.Equal(2, candidates.Count);
    }

    [Fact]
    public void Empty_boxes_overlap_nothing()
    {
        var candidates = Sorted(new(5, 5, 5, 5, 0, .9f), new(5, 5, 5, 5, 0, .8f));
        candidates.Suppress(.5f, 100);
        Assert.Equal(2, candidates.Count);
    }

    [Fact]
    public void Sorting_keeps_the_best_thousand()
    {
        var candidates = Sorted([.. Enumerable.Range(0, 1500).Select(i => new Candidate(0, 0, 1, 1, 0, i))]);
        Assert.Equal((1000, 1499f, 500f), (candidates.Count, candidates.Items[0].Score, candidates.Items[^1].Score));
    }

    private static Candidates Sorted(params Candidate[] items)
    {
        var candidates = new Candidates();
        foreach (var item in items) candidates.Add(item);
        candidates.Sort();
        return candidates;
    }
}
