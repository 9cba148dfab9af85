using Stvg.Core;
using Stvg.Core.Alerts;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>The standing queries that an archive knows, whoever judges them: one process, or a cluster.</summary>
internal static class QueryBook
{
    /// <summary>The plan of a sentence.</summary>
    /// <exception cref="ServiceException">It cannot be understood at all.</exception>
    public static QueryPlan Plan(QueryParser parser, string text)
    {
        try
        {
            return parser.Parse(text);
        }
        catch (StvgException e) when (e is not ServiceException)
        {
            throw new ServiceException(ServiceError.Invalid, e.Message);
        }
    }

    /// <summary>Whether a query can be entered, but for its sentence.</summary>
    /// <exception cref="StvgException">It cannot; the message says why.</exception>
    public static async Task CheckAsync(StandingQuery query, CancellationToken ct)
    {
        QueryRules.Check(query);
        if (query.Webhook is { } webhook) await WebhookPolicy.CheckAsync(webhook, ct).ConfigureAwait(false);
    }

    /// <summary>Enters a query, in place of one of the same id if asked to.</summary>
    /// <exception cref="ServiceException">There is one of that id.</exception>
    public static async Task SaveAsync(IArchive archive, StandingQuery query, bool replace, CancellationToken ct)
    {
        if (replace) await archive.PutQueryAsync(query, ct).ConfigureAwait(false);
        else if (!await archive.AddQueryAsync(query, ct).ConfigureAwait(false))
            throw new ServiceException(ServiceError.Conflict, $"there is a standing query '{query.Id}' already: replace it or choose another id");
    }

    /// <summary>The plan with what a camera in particular cannot judge added to its warnings.</summary>
    public static QueryView View(StandingQuery query, QueryPlan plan, int open) =>
        new(query, plan with { Warnings = [.. plan.Warnings, .. s_machine.Warnings(plan)] }, open);

    // Asked for warnings only, for which it looks at nothing but the plan.
    private static readonly StandingQueries s_machine = new();
}
