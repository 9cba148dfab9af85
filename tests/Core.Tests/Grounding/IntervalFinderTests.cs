using Stvg.Core.Grounding;

namespace Stvg.Core.Tests.Grounding;

public sealed class IntervalFinderTests
{
    [Fact]
    public void One_action_gives_the_maximum_sum_segment() =>
        Assert.Equal([(2, 4)], IntervalFinder.Find([[0, 0, 1, 1, 1, 0, 0.6f, 0]], 0.5f));

    [Fact]
    public void A_short_dip_is_bridged() =>
        Assert.Equal([(1, 7)], IntervalFinder.Find([[0, 1, 1, 1, 0.2f, 1, 1, 1, 0]], 0.5f));

    [Fact]
    public void A_long_gap_is_not_bridged() =>
        Assert.Equal([(5, 8)], IntervalFinder.Find([[1, 0, 0, 0, 0, 1, 1, 1, 1, 0]], 0.5f));

    [Fact]
    public void Two_actions_are_cut_where_the_second_takes_over() =>
        Assert.Equal([(1, 3), (4, 6)], IntervalFinder.Find([[0, 1, 1, 1, 0, 0, 0, 0], [1, 0, 0, 0, 1, 1, 1, 0]], 0.5f));

    [Fact]
    public void Every_action_gets_at_least_one_frame() =>
        Assert.Equal([(0, 0), (1, 1), (2, 2)], IntervalFinder.Find([[0, 0, 0], [0, 0, 0], [0, 0, 0]], 0.5f));

    [Fact]
    public void Fewer_frames_than_actions_is_refused() =>
        Assert.Throws<ArgumentException>(() => IntervalFinder.Find([[1], [1]], 0.5f));

    [Fact]
    public void It_finds_what_trying_every_cut_finds()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var n = random.Next(2, 12);
            float[][] actions = [Scores(n), Scores(n)];
            var found = IntervalFinder.Find(actions, 0.5f);
            Assert.Equal(BruteForce(actions, n), Sum(actions, found[0].Begin, found[0].End, found[1].End), 4);
            Assert.Equal(found[0].End + 1, found[1].Begin);
        }

        float[] Scores(int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextSingle())];
    }

    private static double BruteForce(float[][] actions, int n)
    {
        var best = double.NegativeInfinity;
        for (var a = 0; a < n - 1; a++)
        for (var cut = a; cut < n - 1; cut++)
        for (var end = cut + 1; end < n; end++)
            best = Math.Max(best, Sum(actions, a, cut, end));
        return best;
    }

    private static double Sum(float[][] actions, int begin, int cut, int end)
    {
        double sum = 0;
        for (var i = begin; i <= end; i++) sum += actions[i <= cut ? 0 : 1][i] - 0.5;
        return sum;
    }
}
