using Stvg.Core.Alerts.Watching;

namespace Stvg.Core.Alerts.Meanings;

/// <summary>A meaning with the queries that wait for it in one scope: on every camera, or on one.</summary>
internal sealed class WatchedMeaning(Meaning meaning)
{
    /// <summary>The meaning.</summary>
    public Meaning Meaning { get; } = meaning;

    /// <summary>The queries, in the order in which they came.</summary>
    public List<Watch> Watches { get; } = [];

    /// <summary>Carries a candidate's rest from one search to the next; nothing in between.</summary>
    public Candidate? Carried { get; set; }

    /// <summary>Number of the latest search that met it.</summary>
    public long Search { get; set; } = -1;
}
