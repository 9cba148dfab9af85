using Stvg.Core.Queries;

namespace Stvg.Core.Tests.Queries;

public sealed class LexiconTests
{
    private static Lexicon Parse(string words) => Lexicon.Parse(new StringReader(Lexicon.Header + "\n" + words));

    [Fact]
    public void An_entry_has_costs_by_part_of_speech_and_categories()
    {
        var entry = Parse("traffic_light n0 traffic_light\nwalk v0n3\nwobble v0 \n").Find("traffic light");
        Assert.Equal(["traffic light"], entry!.Categories);
        Assert.Equal((0, -1), (entry.Noun, entry.Verb));
    }

    [Fact]
    public void A_garment_says_where_it_is_worn() =>
        Assert.Equal(BodyPart.Upper, Parse("anorak n0 +upper\n").Find("anorak")!.Garment);

    [Fact]
    public void The_last_word_needs_no_line_end_and_carriage_returns_do_no_harm()
    {
        var lexicon = Parse("ant n0\r\nbee n0 bird");
        Assert.Equal((2, 0f), (lexicon.Count, lexicon.Find("ant")!.Noun));
        Assert.Equal(["bird"], lexicon.Find("bee")!.Categories);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("zebra crossing")]
    [InlineData("antelope")]
    public void An_unknown_word_is_not_found(string word) => Assert.Null(Parse("ant n0\nbee n0\n").Find(word));

    [Theory]
    [InlineData("bee n0\nant n0\n", "line 3")]
    [InlineData("ant\n", "line 2")]
    [InlineData("ant x0\n", "line 2")]
    public void A_damaged_lexicon_is_refused_with_the_line(string words, string where) =>
        Assert.Contains(where, Assert.Throws<StvgException>(() => Parse(words)).Message, StringComparison.Ordinal);

    [Fact]
    public void Something_else_is_not_a_lexicon() =>
        Assert.Contains("PK", Assert.Throws<StvgException>(() => Lexicon.Parse(new StringReader("PK\u0003\u0004"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Open_class_words_come_from_the_lexicon()
    {
        var parser = new QueryParser(Parse("corgi n0 dog\njuggler n0 person\nkaftan n0 +whole\nunicycle n0 bicycle\nwhistle v0n2\n"));
        var plan = parser.Parse("a juggler in a purple kaftan on a unicycle whistles next to a corgi");
        Assert.Equal(
            [
                "juggler<person>", "a1 \"in a purple kaftan\" colour Whole Purple (kaftan)", "r1 \"on a unicycle\" ride unicycle<bicycle>",
                "v1 \"whistles\" unjudged 'whistles'", "r2 \"next to a corgi\" next_to corgi<dog>",
            ],
            PlanText.Lines(plan));
    }

    [Fact]
    public void The_words_of_the_domain_come_before_the_lexicon()
    {
        var parser = new QueryParser(Parse("coach n0 person\nvan n0 boat\n"));
        Assert.Equal(["car", "truck", "bus"], parser.Parse("a van").Target.Categories);
        Assert.Equal("bus", parser.Parse("a coach").Target.Categories[0]);
    }
}
