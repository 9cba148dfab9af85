using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Tracking;

public sealed class TubeletMendingTests
{
    [Fact]
    public void Pieces_of_one_walk_are_linked_and_the_gap_is_filled()
    {
        var mended = Assert.Single(Stage.Mend([Walk(7, 0, 40, 100, 4), Walk(9, 60, 100, 100 + (4 * 60), 4)]));
        Assert.Equal((1, 0, 100), (mended.Id, mended.Begin, mended.End));
        Assert.Equal(101, mended.Scores.Count);
        Assert.Equal(0, mended.Scores[50]);
        Assert.Equal(300, mended.BoxAt(50).X, 2f);
    }

    [Fact]
    public void Pieces_that_do_not_fit_stay_apart()
    {
        // The second begins behind the first, and goes the other way.
        Assert.Equal(2, Stage.Mend([Walk(1, 0, 40, 300, 4), Walk(2, 60, 100, 200, -4)]).Count);
        // Too long a time.
        Assert.Equal(2, Stage.Mend([Walk(1, 0, 40, 100, 0), Walk(2, 80, 120, 100, 0)]).Count);
    }

    [Fact]
    public void Links_are_chosen_for_all_together()
    {
        // Both ends could reach both beginnings; only one way makes sense for both.
        var mended = Stage.Mend(
        [
            Walk(1, 0, 30, 100, 5, y: 200), Walk(2, 0, 30, 100, 5, y: 260), Walk(3, 40, 80, 300, 5, y: 200), Walk(4, 40, 80, 300, 5, y: 260),
        ]);
        Assert.Equal(2, mended.Count);
        Assert.All(mended, t => Assert.Equal(t.Boxes[0].Y, t.Boxes[^1].Y, 3f));
    }

    [Fact]
    public void Who_leaves_is_not_linked_to_who_enters_there()
    {
        // The first walks out at the right border, the second comes in from it a little later.
        var leaving = Walk(1, 0, 40, 760, 5);
        var entering = Walk(2, 60, 100, 960, -5);
        Assert.Equal(2, Stage.Mend([leaving, entering]).Count);
    }

    [Fact]
    public void A_mixed_identity_is_split_and_put_right()
    {
        // Two who stand close swap tubelets at frame 50; what they look like tells.
        float[] red = [1, 0, 0, 0], blue = [0, 1, 0, 0];
        var first = Walk(1, 0, 99, 300, 0, looks: f => f < 50 ? red : blue);
        var second = Walk(2, 0, 99, 330, 0, looks: f => f < 50 ? blue : red);
        var options = new MendingOptions { AppearancePrior = new AppearancePrior(0.95f, 0.05f, 0.2f, 0.2f, 50) };
        var mended = Stage.Mend([first, second], options);
        Assert.Equal(2, mended.Count);
        Assert.All(mended, t => Assert.True(Math.Max(t.Appearance[0], t.Appearance[1]) > 0.99f, "each has one look only"));
        Assert.All(mended, t => Assert.Equal(100, t.Boxes.Count));
    }

    [Fact]
    public void Appearance_decides_where_motion_cannot()
    {
        float[] red = [1, 0], blue = [0, 1];
        // Two stop at one place and hide; the one who comes out looks like the second.
        Tubelet[] tubelets =
        [
            Walk(1, 0, 40, 300, 0, looks: _ => red), Walk(2, 0, 40, 312, 0, looks: _ => blue), Walk(3, 55, 95, 306, 0, looks: _ => blue),
        ];
        var options = new MendingOptions { AppearancePrior = new AppearancePrior(0.95f, 0.05f, 0.2f, 0.2f, 50), DuplicateOverlap = 1 };
        var mended = Stage.Mend(tubelets, options);
        Assert.Equal(2, mended.Count);
        Assert.Equal(95, mended.Single(t => t.Appearance[1] > 0.9f).End);
        Assert.Equal(40, mended.Single(t => t.Appearance[0] > 0.9f).End);
    }

    [Fact]
    public void False_alarms_are_dropped_by_length_and_by_score()
    {
        var real = Walk(1, 0, 99, 100, 4, score: 0.8f);
        var brief = Walk(2, 10, 12, 700, 0, score: 0.9f);
        var weak = Walk(3, 0, 80, 700, 0, y: 400, score: 0.5f);
        Assert.Equal(100, Assert.Single(Stage.Mend([real, brief, weak])).Boxes.Count);
        Assert.Equal(2, Stage.Mend([real, brief, weak], new MendingOptions { LeastRelativeScore = 0 }).Count);
    }

    [Fact]
    public void A_class_that_scores_low_throughout_is_measured_by_itself()
    {
        var person = Walk(1, 0, 99, 100, 4, score: 0.9f);
        var bottle = Walk(2, 0, 99, 700, 0, score: 0.5f, classIndex: CocoClasses.IndexOf("bottle"));
        Assert.Equal(2, Stage.Mend([person, bottle]).Count);
    }

    [Fact]
    public void A_double_is_dropped()
    {
        var real = Walk(1, 0, 99, 100, 4, score: 0.8f);
        var shadow = Walk(2, 20, 70, 100 + (4 * 20) + 3, 4, score: 0.75f);
        Assert.Equal(0.8f, Assert.Single(Stage.Mend([real, shadow])).Scores[30]);
    }

    [Fact]
    public void Smoothing_brings_noisy_boxes_nearer_to_the_truth()
    {
        var random = new Random(1);
        float Noise() => 5 * (random.NextSingle() + random.NextSingle() - random.NextSingle() - random.NextSingle());
        var boxes = Enumerable.Range(0, 100).Select(f => new Box(100 + (4 * f) + Noise(), 200 + Noise(), 40, 100)).ToArray();
        var noisy = new Tubelet { Id = 1, Begin = 0, Boxes = boxes, Scores = Enumerable.Repeat(0.8f, 100).ToArray(), ClassVotes = [80] };
        var smooth = Assert.Single(Stage.Mend([noisy]));
        Assert.True(Error(smooth.Boxes) < 0.6 * Error(boxes), $"{Error(smooth.Boxes)} against {Error(boxes)}");
        Assert.Equal(boxes, Assert.Single(Stage.Mend([noisy], new MendingOptions { Smooth = false })).Boxes);

        static double Error(IReadOnlyList<Box> boxes) => boxes.Select((b, f) => MathF.Abs(b.X - 100 - (4 * f)) + MathF.Abs(b.Y - 200)).Average();
    }

    [Fact]
    public void Clips_of_which_few_frames_were_detected_are_not_torn()
    {
        // Every tenth frame of 10 per second: a second from one observation to the next.
        var boxes = Enumerable.Range(0, 101).Select(f => new Box(100 + (2 * f), 200, 40, 100)).ToArray();
        var scores = Enumerable.Range(0, 101).Select(f => f % 10 == 0 ? 0.8f : 0).ToArray();
        var mended = Assert.Single(Stage.Mend([new Tubelet { Id = 1, Begin = 0, Boxes = boxes, Scores = scores, ClassVotes = [8] }]));
        Assert.Equal(101, mended.Boxes.Count);
    }

    [Fact]
    public void Nothing_gives_nothing() => Assert.Empty(Stage.Mend([]));

    [Fact]
    public void A_tubelet_without_one_score_per_box_is_refused() =>
        Assert.StartsWith(
            "tubelet 3", Assert.Throws<StvgException>(() => Stage.Mend([Walk(3, 0, 9, 0, 0) with { Scores = [1] }])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_order_of_the_input_does_not_matter() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var tubelets = Enumerable.Range(1, random.Next(1, 12)).Select(id =>
            {
                var begin = random.Next(0, 100);
                var (end, score) = (begin + random.Next(5, 60), 0.6f + (0.3f * random.NextSingle()));
                return Walk(id, begin, end, random.Next(0, 900), random.Next(-6, 7), random.Next(0, 450), score);
            }).ToArray();
            var shuffled = tubelets.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(Key(Stage.Mend(tubelets)), Key(Stage.Mend(shuffled)));
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<(int, int, float, float)> Key(IReadOnlyList<Tubelet> tubelets) =>
        tubelets.Select(t => (t.Begin, t.End, t.Boxes[0].X, t.Boxes[^1].Y));

    private static Tubelet Walk(
        int id, int begin, int end, float x, float speed, float y = 200, float score = 0.8f, int classIndex = CocoClasses.Person,
        Func<int, float[]>? looks = null)
    {
        var frames = Enumerable.Range(begin, end - begin + 1).ToArray();
        var votes = new float[80];
        votes[classIndex] = score * frames.Length;
        var samples = looks is null ? [] : frames.Chunk(10).Select(c => new AppearanceSample(c[0], c[^1], c.Length, looks(c[0]))).ToArray();
        return new Tubelet
        {
            Id = id,
            Begin = begin,
            Boxes = [.. frames.Select(f => new Box(x + (speed * (f - begin)), y, 40, 100))],
            Scores = [.. frames.Select(_ => score)],
            ClassVotes = votes,
            AppearanceSamples = samples,
        };
    }
}
