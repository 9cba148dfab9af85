using System.Globalization;
using Stvg.Core;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras.Wire;
using Stvg.Core.Queries;

namespace Stvg.Bench.Cluster;

/// <summary>What all rows have to do: what cameras see, and what people want to be told of.</summary>
internal sealed record Load(Recording Recording, QueryParser Parser, IReadOnlyList<StandingQuery> Queries)
{
    private const int Sentences = 200;

    /// <param name="data">The evaluation data's folder.</param>
    public static async Task<Load> ReadAsync(string data)
    {
        var recording = await Recording.ReadAsync(data);
        var parser = await Embedded.Sentences.LoadParserAsync(Console.Error.WriteLine, default);
        var queries = new List<StandingQuery>();
        foreach (var text in StandingSentences.Make(Path.Combine(data, "queries", "vidstg-val.json"), 3 * Sentences, share: 0.05))
        {
            if (queries.Count == Sentences) break;
            try
            {
                parser.Parse(text);
                queries.Add(new StandingQuery { Id = $"q{queries.Count}", Text = text });
            }
            catch (StvgException)
            {
                // Not understood at all; nobody can put it on watch.
            }
        }

        return new Load(recording, parser, queries);
    }

    public void Describe()
    {
        var writer = new UpdateWriter("street", 1);
        var bytes = Recording.Updates.Select(u => writer.Write(u).Content.Length).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Recording.Count} frames of {Recording.Updates.Average(u => u.Live.Count):F1} objects; {Queries.Count} standing queries; ")
            + string.Create(CultureInfo.InvariantCulture,
            $"an update as difference {bytes.Skip(1).Average():F0} bytes, {writer.WriteWhole().Content.Length} whole"));
    }
}
