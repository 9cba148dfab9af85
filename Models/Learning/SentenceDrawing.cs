namespace Stvg.Models.Learning;

/// <summary>Words as they look for tubelets.</summary>
/// <param name="Gates">How much each word chooses, words × 1.</param>
/// <param name="Still">Queries for who, words × d.</param>
/// <param name="Fast">Queries for when, words × d.</param>
internal sealed record SentenceQueries(string Gates, string Still, string Fast);

/// <summary>Core's <c>SentenceEncoder</c> as a graph, line by line.</summary>
internal static class SentenceDrawing
{
    // Words on either side that a word is read with.
    private const int Reach = 2;

    public static SentenceQueries Draw(GraphDrawing g)
    {
        g.Part = "words";
        var parts = g.Gather(g.Of("words"), "sentence.parts", "sentence.parts.weights");
        var words = g.Add(parts, g.Multiply("sentence.named", g.Of("coordinates")));

        g.Part = "context";
        string? around = null;
        foreach (var (neighbours, i) in g.Shifted(words, Reach).Select((s, i) => (s, i)))
        {
            var part = g.Multiply(neighbours, g.Of($"context{i}"));
            around = around is null ? part : g.Add(around, part);
        }

        var context = g.Add(words, g.Gelu(around!));
        var gates = g.Sigmoid(g.Add(g.Multiply(words, g.Of("gate")), g.Of("scale.gate")));
        return new SentenceQueries(gates, g.Multiply(context, g.Of("still.query")), g.Multiply(context, g.Of("fast.query")));
    }
}
