using Stvg.Core.Alerts;

namespace Stvg.Storage;

/// <summary>The standing queries.</summary>
public interface IQueryStore
{
    /// <summary>Adds a standing query. False when the id is taken.</summary>
    Task<bool> AddQueryAsync(StandingQuery query, CancellationToken ct);

    /// <summary>Adds or replaces a standing query.</summary>
    Task PutQueryAsync(StandingQuery query, CancellationToken ct);

    /// <summary>All standing queries, by id (ordinal).</summary>
    Task<IReadOnlyList<StandingQuery>> QueriesAsync(CancellationToken ct);

    /// <summary>One standing query; null when there is none of that id.</summary>
    Task<StandingQuery?> FindQueryAsync(string id, CancellationToken ct);

    /// <summary>Removes a standing query; its alerts stay. False when there is none.</summary>
    Task<bool> RemoveQueryAsync(string id, CancellationToken ct);
}
