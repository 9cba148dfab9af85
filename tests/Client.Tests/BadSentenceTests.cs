namespace Stvg.Client.Tests;

/// <summary>Sentences that cannot be grounded: one clear line, before any video is opened.</summary>
public sealed class BadSentenceTests(Clips clips) : IClassFixture<Clips>
{
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "empty", "" },
        { "blank", "  \t " },
        { "ten thousand words", string.Concat(Enumerable.Repeat("person ", 10_000)) },
        { "unknown words only", "blorptang frimwizzle" },
        { "emoji only", "🚗🔥👍" },
        { "punctuation only", "?!… ---" },
        { "control characters only", "\u0001\u0002\u0007" },
        { "another script", "красная машина едет налево" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task It_is_refused_in_one_line(string kind, string sentence)
    {
        Assert.NotEmpty(kind);
        // The video does not even exist: the sentence is looked at first.
        var outcome = await CommandLine.RunAsync("ground", clips.PathOf("never opened.mp4"), sentence);
        CommandLine.AssertRefused(outcome);
        Assert.DoesNotContain("never opened", outcome.Error);
        Assert.True(outcome.Error.Length < 600, "the message does not repeat an endless sentence");
        Assert.DoesNotContain(outcome.Error.TrimEnd('\n'), char.IsControl);
    }

    [Theory]
    [InlineData("der Mann mit dem roten Mantel")]
    [InlineData("el hombre con la chaqueta roja")]
    [InlineData("l'homme en veste rouge")]
    public async Task Another_language_is_refused_or_visibly_not_understood(string sentence)
    {
        var outcome = await CommandLine.RunAsync("plan", sentence);
        if (outcome.Status == 0) Assert.Contains("note:", outcome.Output);
        else CommandLine.AssertRefused(outcome, "English");
    }

    [Theory]
    [InlineData("a person 🚶 walking")]
    [InlineData("a person\u0007 walking\r\n")]
    [InlineData("A PERSON WALKING!!!")]
    [InlineData("a person walking [bold]{\\b1}%s")]
    public async Task Decoration_around_a_good_sentence_does_no_harm(string sentence)
    {
        var outcome = await CommandLine.RunAsync("plan", sentence);
        Assert.True(outcome.Status == 0, outcome.Error);
        Assert.Contains("walking", outcome.Output, StringComparison.OrdinalIgnoreCase);
    }
}
