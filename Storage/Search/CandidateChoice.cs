using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;

namespace Stvg.Storage.Search;

/// <summary>
/// Chooses which tubelets a search looks at: all that pass the filter where that is possible, else the most promising. Those are the
/// newest, but where the sentence speaks of something rarer besides ("a man next to a red truck") the newest beside such a thing.
/// </summary>
internal sealed class CandidateChoice(IArchive archive)
{
    // What is beside a target may have ended before the searched time began.
    private static readonly TimeSpan s_wider = TimeSpan.FromMinutes(10);

    /// <summary>The candidates, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<TubeletEntry> Candidates, long Count)> ChooseAsync(PlanFilter filter, SearchScope scope, CancellationToken ct)
    {
        if (filter.IsImpossible) return ([], 0);
        var own = await archive.CandidatesAsync(filter, scope, SearchLimits.Candidates, ct).ConfigureAwait(false);
        if (own.Count <= SearchLimits.Candidates) return (own.Newest, own.Count);

        var wider = scope with { From = scope.From - s_wider, To = scope.To + s_wider };
        Candidates? rarest = null;
        foreach (var other in filter.Others)
        {
            var partners = await archive.CandidatesAsync(other, wider, SearchLimits.Partners, ct).ConfigureAwait(false);
            if (partners.Count < (rarest?.Count ?? own.Count)) rarest = partners;
        }

        return rarest is null ? (own.Newest, own.Count) : await BesideAsync(rarest, filter, scope, own.Count, ct).ConfigureAwait(false);
    }

    private async Task<(IReadOnlyList<TubeletEntry> Candidates, long Count)> BesideAsync(
        Candidates partners, PlanFilter filter, SearchScope scope, long all, CancellationToken ct)
    {
        var beside = new Dictionary<long, TubeletEntry>();
        foreach (var part in partners.Newest.Chunk(SearchLimits.LoadedTogether * 4))
        {
            foreach (var found in await archive.NeighboursAsync(part, SearchLimits.Margin, filter, SearchLimits.Neighbours, ct).ConfigureAwait(false))
            foreach (var entry in found)
                if (!(entry.EndAt <= scope.From) && !(entry.BeginAt >= scope.To)) beside.TryAdd(entry.Row, entry);
        }

        return (
            [.. beside.Values.OrderByDescending(e => e.EndAt).ThenByDescending(e => e.Row).Take(SearchLimits.Candidates)],
            partners.Count > partners.Newest.Count ? all : beside.Count);
    }
}
