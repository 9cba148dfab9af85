using Stvg.Core.Alerts;
using Stvg.Core.Queries;

namespace Stvg.Core.Services;

/// <summary>Standing queries and plans.</summary>
public interface IQueryService
{
    /// <summary>How a sentence is understood.</summary>
    /// <exception cref="StvgException">It cannot be understood at all.</exception>
    Task<QueryPlan> PlanAsync(string text, CancellationToken ct);

    /// <summary>Puts a sentence on watch.</summary>
    /// <exception cref="ServiceException">Invalid settings, a forbidden webhook address, or an id that is taken.</exception>
    Task<QueryView> AddAsync(StandingQuery query, CancellationToken ct);

    /// <summary>Replaces a standing query or makes it; alerts that it has open are closed.</summary>
    Task<QueryView> PutAsync(StandingQuery query, CancellationToken ct);

    /// <summary>Standing queries by id, in parts.</summary>
    Task<Page<QueryView>> ListAsync(string? cursor, int limit, CancellationToken ct);

    /// <summary>One standing query; null when there is none of that id.</summary>
    Task<QueryView?> FindAsync(string id, CancellationToken ct);

    /// <summary>Takes a sentence off watch; its alerts stay. False when there is none.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken ct);
}

/// <summary>A standing query with its plan.</summary>
/// <param name="Query">As the user gave it.</param>
/// <param name="Plan">How its sentence is understood.</param>
/// <param name="OpenAlerts">Alerts that are open now.</param>
public sealed record QueryView(StandingQuery Query, QueryPlan Plan, int OpenAlerts);
