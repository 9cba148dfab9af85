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
    public void What_is_not_told_between_two_actions_is_bridged() =>
        Assert.Equal([(0, 1), (8, 9)], IntervalFinder.Find([[1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 1, 1]], 0.5f));

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
            Assert.Equal(BruteForce(actions, n), Sum(actions, found[0].Begin, found[0].End, found[1].Begin, found[1].End), 4);
            Assert.True(found[0].End < found[1].Begin);
        }

        float[] Scores(int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextSingle())];
    }

    private static double BruteForce(float[][] actions, int n)
    {
        var best = double.NegativeInfinity;
        for (var a = 0; a < n - 1; a++)
        for (var b = a; b < n - 1; b++)
        for (var c = b + 1; c < n; c++)
        for (var d = c; d < n; d++)
            best = Math.Max(best, Sum(actions, a, b, c, d));
        return best;
    }

    private static double Sum(float[][] actions, int a, int b, int c, int d)
    {
        var sum = -IntervalFinder.PauseCost * (c - b - 1.0);
        for (var i = a; i <= b; i++) sum += actions[0][i] - 0.5;
        for (var i = c; i <= d; i++) sum += actions[1][i] - 0.5;
        return sum;
    }
}
