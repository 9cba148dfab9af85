using System.Collections.Concurrent;
using Stvg.Core.Alerts;
using Stvg.Core.Queries;
using Stvg.Core.Services;

namespace Stvg.Api.Tests.Fakes;

internal sealed class FakeQueries : IQueryService
{
    private static readonly QueryParser s_parser = new(Lexicon.Empty);

    private readonly ConcurrentDictionary<string, StandingQuery> _queries = new();

    public static QueryPlan Parse(string text) => s_parser.Parse(text);

    public StandingQuery this[string id] => _queries[id];

    public Task<QueryPlan> PlanAsync(string text, CancellationToken ct) => Task.FromResult(Parse(text));

    public Task<QueryView> AddAsync(StandingQuery query, CancellationToken ct)
    {
        var view = View(Checked(query));
        return _queries.TryAdd(query.Id, query)
            ? Task.FromResult(view)
            : throw new ServiceException(ServiceError.Conflict, $"there is a query '{query.Id}' already");
    }

    public Task<QueryView> PutAsync(StandingQuery query, CancellationToken ct)
    {
        var view = View(Checked(query));
        _queries[query.Id] = query;
        return Task.FromResult(view);
    }

    public Task<Page<QueryView>> ListAsync(string? cursor, int limit, CancellationToken ct) =>
        Task.FromResult(FakeService.Part([.. _queries.Values.OrderBy(q => q.Id, StringComparer.Ordinal).Select(View)], cursor, limit));

    public Task<QueryView?> FindAsync(string id, CancellationToken ct) =>
        Task.FromResult(_queries.TryGetValue(id, out var query) ? View(query) : null);

    public Task<bool> RemoveAsync(string id, CancellationToken ct) => Task.FromResult(_queries.TryRemove(id, out _));

    private static QueryView View(StandingQuery query) => new(query, Parse(query.Text), 0);

    private static StandingQuery Checked(StandingQuery query)
    {
        FakeService.CheckId(query.Id);
        if (query.Webhook is { } hook && !Uri.TryCreate(hook.Url, UriKind.Absolute, out _))
            throw new ServiceException(ServiceError.Invalid, $"'{hook.Url}' is not an address");
        return query;
    }
}
