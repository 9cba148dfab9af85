using System.Collections.Concurrent;
using Stvg.Core.Alerts;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>Standing queries of one process.</summary>
internal sealed class QueryService(IArchive archive, QueryDesk desk, QueryParser parser, TimeProvider time) : IQueryService, IDisposable
{
    private readonly ConcurrentDictionary<string, (StandingQuery Query, QueryPlan Plan)> _queries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _changing = new(1);

    public int Count => _queries.Count;

    /// <summary>Puts everything on watch that the archive knows.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        foreach (var query in await archive.QueriesAsync(ct).ConfigureAwait(false))
        {
            var plan = Plan(query.Text);
            _queries[query.Id] = (query, plan);
            await desk.PutAsync(query, plan, ct).ConfigureAwait(false);
        }
    }

    public Task<QueryPlan> PlanAsync(string text, CancellationToken ct) => Task.FromResult(Plan(text));

    public Task<QueryView> AddAsync(StandingQuery query, CancellationToken ct) => SaveAsync(query, replace: false, ct);

    public Task<QueryView> PutAsync(StandingQuery query, CancellationToken ct) => SaveAsync(query, replace: true, ct);

    public async Task<Page<QueryView>> ListAsync(string? cursor, int limit, CancellationToken ct)
    {
        var rest = _queries.Values
            .Where(q => cursor is null || string.CompareOrdinal(q.Query.Id, cursor) > 0)
            .OrderBy(q => q.Query.Id, StringComparer.Ordinal).Take(limit + 1).ToList();
        var items = new List<QueryView>();
        foreach (var (query, plan) in rest.Take(limit)) items.Add(await ViewAsync(query, plan, ct).ConfigureAwait(false));
        return new Page<QueryView>(items, rest.Count > limit ? items[^1].Query.Id : null);
    }

    public async Task<QueryView?> FindAsync(string id, CancellationToken ct) =>
        _queries.TryGetValue(id, out var known) ? await ViewAsync(known.Query, known.Plan, ct).ConfigureAwait(false) : null;

    public async Task<bool> RemoveAsync(string id, CancellationToken ct)
    {
        await _changing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (!await archive.RemoveQueryAsync(id, ct).ConfigureAwait(false)) return false;
            _queries.TryRemove(id, out _);
            await desk.RemoveAsync(id, ct).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    private async Task<QueryView> SaveAsync(StandingQuery query, bool replace, CancellationToken ct)
    {
        await QueryBook.CheckAsync(query, ct).ConfigureAwait(false);
        var plan = Plan(query.Text);
        await _changing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            query = query with { CreatedAt = replace && _queries.TryGetValue(query.Id, out var old) ? old.Query.CreatedAt : time.GetUtcNow() };
            await QueryBook.SaveAsync(archive, query, replace, ct).ConfigureAwait(false);
            _queries[query.Id] = (query, plan);
            await desk.PutAsync(query, plan, ct).ConfigureAwait(false);
            return await ViewAsync(query, plan, ct).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    private QueryPlan Plan(string text) => QueryBook.Plan(parser, text);

    private async Task<QueryView> ViewAsync(StandingQuery query, QueryPlan plan, CancellationToken ct) =>
        QueryBook.View(query, plan, await desk.OpenAlertsAsync(query.Id, ct).ConfigureAwait(false));
}
