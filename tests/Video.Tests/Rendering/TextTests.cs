using Stvg.Video.Rendering;

namespace Stvg.Video.Tests.Rendering;

public sealed class TextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines\tand\0more  ", "two lines and more")]
    [InlineData("a\u202Eb\u2066c\uFEFFd", "abcd")]
    [InlineData("👩\u200D👧 मन\u200Dदिर", "👩\u200D👧 मन\u200Dदिर")]
    [InlineData("\u2028", "")]
    public void Text_becomes_one_visible_line(string text, string clean) => Assert.Equal(clean, AssText.Clean(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("half \uFFFD pair", AssText.Clean("half \uD83D pair"));

    [Fact]
    public void Nothing_in_a_text_is_a_code()
    {
        Assert.Equal("\\{\\\u2060pos(0,0)}", AssText.Escape("{\\pos(0,0)}"));
        Assert.Equal("a\\\u2060Nb", AssText.Escape("a\\Nb"));
        // A backslash of the text never comes directly before the one that protects a brace.
        Assert.Equal("\\\u2060\\{", AssText.Escape("\\{"));
    }

    [Fact]
    public void Long_text_ends_in_an_ellipsis_and_fits()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 100)).Trim();
        var elided = AssText.Elide(text, 16, 100);
        Assert.EndsWith("…", elided, StringComparison.Ordinal);
        Assert.InRange(AssText.Width(elided, 16), 60, 100);
        Assert.Equal("short", AssText.Elide("short", 16, 100));
    }

    [Fact]
    public void A_letter_is_never_cut_from_its_accent_nor_an_emoji_in_two()
    {
        Assert.Equal("…", AssText.Elide("👩\u200D👩\u200D👧👩\u200D👩\u200D👧", 16, 30));
        Assert.Equal("e\u0301…", AssText.Elide("e\u0301e\u0301e\u0301e\u0301", 16, 27));
    }

    [Fact]
    public void Text_wraps_between_words()
    {
        var lines = AssText.Wrap("the man in black walking from right to left", 16, 150, 2);
        Assert.Equal(2, lines.Count);
        Assert.Equal("the man in black", lines[0]);
        Assert.All(lines, line => Assert.InRange(AssText.Width(line, 16), 1, 150));
        Assert.EndsWith("…", lines[1], StringComparison.Ordinal);
        Assert.Equal(["one"], AssText.Wrap("one", 16, 150, 2));
        Assert.Single(AssText.Wrap(new string('x', 500), 16, 150, 2));
    }
}
