using System.Collections.Concurrent;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Embedded.Live;

namespace Stvg.Grains.Queries;

/// <summary>Sentences to plans, each once for all grains of a silo.</summary>
internal sealed class QueryPlanner(QueryParser parser)
{
    // Plans are immutable, and thousands of standing queries come again with every group of cameras.
    private const int Most = 50_000;

    /// <summary>The parser.</summary>
    public QueryParser Parser => parser;

    private readonly ConcurrentDictionary<string, QueryPlan> _plans = new(StringComparer.Ordinal);

    /// <summary>The plan of a sentence.</summary>
    /// <exception cref="ServiceException">It cannot be understood at all.</exception>
    public QueryPlan Plan(string text)
    {
        if (_plans.TryGetValue(text, out var known)) return known;
        var plan = QueryBook.Plan(parser, text);
        if (_plans.Count >= Most) _plans.Clear();
        _plans[text] = plan;
        return plan;
    }
}
