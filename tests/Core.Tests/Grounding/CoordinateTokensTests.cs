using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Tests.Grounding;

public sealed class CoordinateTokensTests
{
    [Fact]
    public void Writes_the_published_format() =>
        Assert.Equal(
            "{<TEMP-000><TEMP-099>} <TEMP-000>: [<WIDTH-030><HEIGHT-031><WIDTH-033><HEIGHT-042>], "
            + "<TEMP-001>: [<WIDTH-032><HEIGHT-030><WIDTH-036><HEIGHT-042>]",
            CoordinateTokens.Format(new TokenTube(new TokenSpan(0, 99), [new TokenBox(0, 30, 31, 33, 42), new TokenBox(1, 32, 30, 36, 42)])));

    [Fact]
    public void Reads_answers_with_words_and_spaces_around_and_passes_over_broken_pieces()
    {
        var tube = CoordinateTokens.Parse(
            "It happens in { <TEMP-010> <TEMP-020> }. <TEMP-010> : [ <WIDTH-001> <HEIGHT-002> <WIDTH-003> <HEIGHT-004> ], "
            + "<TEMP-011>: [<WIDTH-001><HEIGHT-002>], <TEMP-300>: [<WIDTH-001><HEIGHT-002><WIDTH-003><HEIGHT-004>]");
        Assert.Equal(new TokenSpan(10, 20), tube.Span);
        Assert.Equal([new TokenBox(10, 1, 2, 3, 4)], tube.Boxes);
        Assert.Null(CoordinateTokens.Parse("no idea").Span);
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        var bin = Gen.Choose(0, 99);
        var boxes = from time in bin
                    from left in bin
                    from top in bin
                    from right in bin
                    from bottom in bin
                    select new TokenBox(time, left, top, right, bottom);
        var tubes = from begin in bin
                    from end in bin
                    from spanned in Gen.Elements(true, false)
                    from list in boxes.ArrayOf()
                    select new TokenTube(spanned ? new TokenSpan(begin, end) : null, list);
        Prop.ForAll(tubes.ToArbitrary(), tube =>
        {
            var back = CoordinateTokens.Parse(CoordinateTokens.Format(tube));
            Assert.Equal(tube.Span, back.Span);
            Assert.Equal(tube.Boxes, back.Boxes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_tube_through_tokens_comes_back_within_a_bin()
    {
        var tube = new Tube
        {
            Id = "t", Query = "q", TubeletId = 1, Begin = 120, Score = 1,
            Boxes = [.. Enumerable.Range(0, 200).Select(i => new Box(i, 2 * i, 40, 90))],
        };
        var grid = new TokenGrid(100, 400, new FrameSize(768, 576));
        var tokens = grid.Encode(tube);
        Assert.Equal((7, 72), (tokens.Span!.Value.Begin, tokens.Span.Value.End)); // 20/300 and 219/300 of 99
        Assert.Equal(66, tokens.Boxes.Count);
        foreach (var token in tokens.Boxes)
        {
            var (box, back) = (tube.Boxes[grid.FrameAt(token.Time) - tube.Begin], grid.BoxOf(token));
            Assert.True(Math.Abs(box.X - back.X) <= 768 / 99f / 2 + 1e-3 && Math.Abs(box.Bottom - back.Bottom) <= 576 / 99f / 2 + 1e-3);
        }
        Assert.Equal(0, new TokenGrid(5, 5, new FrameSize(10, 10)).BinOf(5));
    }
}
