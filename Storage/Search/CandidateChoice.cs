using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;

namespace Stvg.Storage.Search;

/// <summary>
/// Chooses which tubelets a search looks at: all that pass the filter where that is possible, else the most promising. Those are the
/// newest; but where the sentence speaks of something besides ("a man next to a red truck"), the newest that have such a thing beside them.
/// </summary>
internal sealed class CandidateChoice(IArchive archive)
{
    // What is beside a target may have ended before the searched time began.
    private static readonly TimeSpan s_wider = TimeSpan.FromMinutes(10);

    /// <summary>The candidates, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<TubeletEntry> Candidates, long Count)> ChooseAsync(
        PlanFilter filter, SearchScope scope, CancellationToken ct)
    {
        if (filter.IsImpossible) return ([], 0);
        var most = filter.Others.IsEmpty ? SearchLimits.Candidates : SearchLimits.Partners;
        var own = await archive.CandidatesAsync(filter, scope, most, ct).ConfigureAwait(false);
        if (filter.Others.IsEmpty || own.Count <= SearchLimits.Candidates) return (own.Newest, own.Count);

        var wider = scope with
        {
            From = scope.From - DateTimeOffset.MinValue > s_wider ? scope.From - s_wider : null,
            To = DateTimeOffset.MaxValue - scope.To > s_wider ? scope.To + s_wider : null,
        };
        var (rarest, partners) = (filter.Others[0], (Candidates?)null);
        foreach (var other in filter.Others)
        {
            var found = await archive.CandidatesAsync(other, wider, SearchLimits.Partners, ct).ConfigureAwait(false);
            if (found.Count < (partners?.Count ?? long.MaxValue)) (rarest, partners) = (other, found);
        }

        return partners!.Count < own.Count
            ? await BesideAsync(partners, filter, scope, own.Count, ct).ConfigureAwait(false)
            : await WithAsync(own, rarest, ct).ConfigureAwait(false);
    }

    /// <summary>From the partners, who are fewer, to what is beside them.</summary>
    private async Task<(IReadOnlyList<TubeletEntry> Candidates, long Count)> BesideAsync(
        Candidates partners, PlanFilter filter, SearchScope scope, long all, CancellationToken ct)
    {
        var beside = new Dictionary<long, TubeletEntry>();
        var looked = 0;
        foreach (var part in partners.Newest.Chunk(SearchLimits.LookedAroundTogether))
        {
            if (beside.Count >= SearchLimits.Candidates) break;
            looked += part.Length;
            var around = await archive.NeighboursAsync(part, SearchLimits.Margin, filter, SearchLimits.Neighbours, ct)
                .ConfigureAwait(false);
            for (var i = 0; i < part.Length; i++)
            foreach (var entry in around[i])
                if (entry.Row != part[i].Row && IsIn(entry, scope)) beside.TryAdd(entry.Row, entry);
        }

        return Cut(beside.Values, looked == partners.Count ? beside.Count : all);
    }

    /// <summary>From the targets, who are fewer, those that have a partner.</summary>
    private async Task<(IReadOnlyList<TubeletEntry> Candidates, long Count)> WithAsync(
        Candidates own, PlanFilter partner, CancellationToken ct)
    {
        var with = new List<TubeletEntry>();
        var looked = 0;
        foreach (var part in own.Newest.Chunk(SearchLimits.LookedAroundTogether))
        {
            if (with.Count >= SearchLimits.Candidates) break;
            looked += part.Length;
            // Two, because a target may be the kind of thing itself.
            var around = await archive.NeighboursAsync(part, SearchLimits.Margin, partner, 2, ct).ConfigureAwait(false);
            for (var i = 0; i < part.Length; i++)
                if (around[i].Any(entry => entry.Row != part[i].Row)) with.Add(part[i]);
        }

        return Cut(with, looked == own.Count ? with.Count : own.Count);
    }

    private static bool IsIn(in TubeletEntry entry, SearchScope scope) => !(entry.EndAt <= scope.From) && !(entry.BeginAt >= scope.To);

    private static (IReadOnlyList<TubeletEntry> Candidates, long Count) Cut(IEnumerable<TubeletEntry> found, long count) =>
        ([.. found.OrderByDescending(e => e.EndAt).ThenByDescending(e => e.Row).Take(SearchLimits.Candidates)], count);
}
