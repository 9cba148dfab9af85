using Stvg.Core.Alerts;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Alerts;

/// <summary>Standing queries in tests: sentences in, a scene played, changes out.</summary>
internal static class Watchman
{
    private static readonly QueryParser s_parser = new(Lexicon.Empty);

    /// <summary>Queries without cooldown, so that a test sees everything it does not forbid.</summary>
    public static StandingQuery Query(string text, string id = "q") => new() { Id = id, Text = text, Cooldown = TimeSpan.Zero };

    public static IReadOnlyList<Alert> Put(this StandingQueries queries, StandingQuery query) => queries.Put(query, s_parser.Parse(query.Text));

    public static StandingQueries Of(params StandingQuery[] all)
    {
        var queries = new StandingQueries();
        foreach (var query in all) queries.Put(query);
        return queries;
    }

    public static List<Alert> Play(this StandingQueries queries, Replay replay) => [.. replay.Updates().SelectMany(queries.Update)];

    public static List<Alert> Play(this StandingQueries queries, Scene scene) => queries.Play(new Replay(scene));

    /// <summary>Seconds of the stream.</summary>
    public static double Seconds(this DateTimeOffset time) => (time - Replay.Epoch).TotalSeconds;

    public static List<Alert> Opened(this IEnumerable<Alert> changes) => [.. changes.Where(a => a.State == AlertState.Opened)];

    public static List<Alert> Closed(this IEnumerable<Alert> changes) => [.. changes.Where(a => a.State == AlertState.Closed)];
}
