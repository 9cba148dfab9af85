using Stvg.Core.Queries;
using Stvg.Tests.Judging;

namespace Stvg.Embedded.Tests;

/// <summary>A language model decomposes sentences over real HTTP, and the built-in parser has the last word.</summary>
public sealed class DecompositionTests
{
    private const string Sentence = "a man in a red jacket walks left past the bus";

    private const string Good =
        """
        {"target":{"noun":"man"},"subQueries":[{"kind":"attribute","text":"in a red jacket","predicate":"colour upper red"},
        {"kind":"relation","text":"past the bus","predicate":"relation past","other":{"noun":"bus"}}]}
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Good)]
    [InlineData("<think>hm</think>\n```json\n" + Good + "\n```")]
    public async Task What_the_model_says_is_taken_where_nothing_is_wrong_with_it(string answer)
    {
        await using var server = await ModelServer.StartAsync(_ => new ModelAnswer(answer));
        var plan = await ParseAsync(server);
        Assert.Equal(["in a red jacket", "past the bus"], plan.SubQueries.Select(s => s.Text));
        Assert.StartsWith("decomposed by words at 127.0.0.1", plan.Warnings[0], StringComparison.Ordinal);
        var request = Assert.Single(server.Requests);
        Assert.Contains(Sentence, request.Text, StringComparison.Ordinal);
        Assert.Empty(request.Pictures);
        Assert.True(request.WantsSchema);
    }

    [Theory]
    [InlineData("I cannot do that.", "gave no plan")]
    [InlineData("""{"target":{"noun":"woman"},"subQueries":[]}""", "was refused: the noun has the word \"woman\"")]
    [InlineData("""{"target":{"noun":"man"},"subQueries":[{"kind":"action","text":"walks","predicate":"motion fly"}]}""", "was refused: the predicate \"motion fly\"")]
    public async Task Else_the_plan_is_the_built_in_parsers_and_the_notes_say_why(string answer, string reason)
    {
        await using var server = await ModelServer.StartAsync(_ => new ModelAnswer(answer));
        AssertBuiltIn(await ParseAsync(server), reason);
    }

    [Fact]
    public async Task A_server_that_fails_costs_a_note_and_nothing_else()
    {
        await using var server = await ModelServer.StartAsync(_ => new ModelAnswer("no") { Status = 401 });
        AssertBuiltIn(await ParseAsync(server), "words at 127.0.0.1");
    }

    [Fact]
    public async Task A_sentence_that_is_refused_is_not_sent()
    {
        await using var server = await ModelServer.StartAsync(_ => new ModelAnswer(Good));
        await Assert.ThrowsAsync<Core.StvgException>(() => ParseAsync(server, "  "));
        Assert.Empty(server.Requests);
    }

    private static void AssertBuiltIn(QueryPlan plan, string reason)
    {
        Assert.Equal(new QueryParser(Lexicon.Empty).Parse(Sentence).SubQueries.Select(s => s.Text), plan.SubQueries.Select(s => s.Text));
        Assert.Contains(reason, plan.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("this is the built-in parser's plan", plan.Warnings[0], StringComparison.Ordinal);
    }

    private static async Task<QueryPlan> ParseAsync(ModelServer server, string sentence = Sentence)
    {
        var file = Path.Combine(Path.GetTempPath(), $"stvg-{Guid.NewGuid():n}.json");
        await File.WriteAllTextAsync(file, $$"""{"endpoint":"{{server.Endpoint}}","model":"words","retries":0}""", Ct);
        try
        {
            using var model = new Decomposition(file);
            return await model.ParseAsync(new QueryParser(Lexicon.Empty), sentence, Ct);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
