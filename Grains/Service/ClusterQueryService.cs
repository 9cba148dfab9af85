using Stvg.Core.Alerts;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;

namespace Stvg.Grains.Service;

/// <summary>
/// The standing queries of a cluster: kept in the archive, judged by the groups of cameras, who are told of every change.
/// </summary>
internal sealed class ClusterQueryService(SiloParts silo, IGrainFactory grains) : IQueryService
{
    public Task<QueryPlan> PlanAsync(string text, CancellationToken ct) => Task.FromResult(silo.Planner.Plan(text));

    public Task<QueryView> AddAsync(StandingQuery query, CancellationToken ct) => SaveAsync(query, replace: false, ct);

    public Task<QueryView> PutAsync(StandingQuery query, CancellationToken ct) => SaveAsync(query, replace: true, ct);

    public async Task<Page<QueryView>> ListAsync(string? cursor, int limit, CancellationToken ct)
    {
        var rest = (await silo.Archive.QueriesAsync(ct).ConfigureAwait(false))
            .Where(q => cursor is null || string.CompareOrdinal(q.Id, cursor) > 0).Take(limit + 1).ToList();
        var open = (await silo.Archive.OpenAlertsAsync(ct).ConfigureAwait(false)).CountBy(a => a.Alert.QueryId)
            .ToDictionary(StringComparer.Ordinal);
        return new Page<QueryView>(
            [.. rest.Take(limit).Select(q => View(q, open.GetValueOrDefault(q.Id)))], rest.Count > limit ? rest[limit - 1].Id : null);
    }

    public async Task<QueryView?> FindAsync(string id, CancellationToken ct) =>
        await silo.Archive.FindQueryAsync(id, ct).ConfigureAwait(false) is { } query ? await ViewAsync(query, ct).ConfigureAwait(false)
            : null;

    public async Task<bool> RemoveAsync(string id, CancellationToken ct)
    {
        if (!await silo.Archive.RemoveQueryAsync(id, ct).ConfigureAwait(false)) return false;
        await TellAsync(id, ct).ConfigureAwait(false);
        return true;
    }

    private async Task<QueryView> SaveAsync(StandingQuery query, bool replace, CancellationToken ct)
    {
        await QueryBook.CheckAsync(query, ct).ConfigureAwait(false);
        silo.Planner.Plan(query.Text);
        var old = replace ? await silo.Archive.FindQueryAsync(query.Id, ct).ConfigureAwait(false) : null;
        query = query with { CreatedAt = old?.CreatedAt ?? silo.Time.GetUtcNow() };
        await QueryBook.SaveAsync(silo.Archive, query, replace, ct).ConfigureAwait(false);
        await TellAsync(query.Id, ct).ConfigureAwait(false);
        return await ViewAsync(query, ct).ConfigureAwait(false);
    }

    /// <summary>Tells the groups that have cameras; one that does not hear of it reads the archive again within a minute.</summary>
    private async Task TellAsync(string id, CancellationToken ct)
    {
        var groups = (await silo.Archive.CamerasAsync(ct).ConfigureAwait(false))
            .Select(c => ClusterNames.GroupOf(c.Settings.Id, silo.Options.Groups)).Distinct(StringComparer.Ordinal);
        await Task.WhenAll(groups.Select(g => Asked.OfAsync(() => grains.GetGrain<IQueryGrain>(g).QueryChangedAsync(id), ct)))
            .ConfigureAwait(false);
    }

    private async Task<QueryView> ViewAsync(StandingQuery query, CancellationToken ct) => View(
        query, (await silo.Archive.OpenAlertsAsync(ct).ConfigureAwait(false)).Count(a => a.Alert.QueryId == query.Id));

    private QueryView View(StandingQuery query, int open) => QueryBook.View(query, silo.Planner.Plan(query.Text), open);
}
