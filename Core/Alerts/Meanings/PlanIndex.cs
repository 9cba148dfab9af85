using Stvg.Core.Grounding.Filtering;

namespace Stvg.Core.Alerts.Meanings;

/// <summary>
/// Finds what an object may answer without looking at the rest: every entry stands in the lists of the features of its rarest clause, so
/// only the lists of the object's own features are read.
/// </summary>
internal sealed class PlanIndex
{
    private readonly List<WatchedMeaning>?[] _lists = new List<WatchedMeaning>?[TubeletSignature.Length];
    private readonly List<WatchedMeaning> _anybody = [];
    private long _search;

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    /// <summary>Adds an entry; one that nothing can ever answer stands in no list.</summary>
    public void Add(WatchedMeaning entry)
    {
        Version++;
        foreach (var list in ListsOf(entry)) list.Add(entry);
    }

    /// <summary>Removes an entry.</summary>
    public void Remove(WatchedMeaning entry)
    {
        Version++;
        foreach (var list in ListsOf(entry)) list.Remove(entry);
    }

    /// <summary>Appends what an object may answer, as far as its own features tell.</summary>
    /// <param name="signature">The object's features.</param>
    /// <param name="found">Appended to.</param>
    /// <returns>How many entries were looked at.</returns>
    public int Find(in TubeletSignature signature, List<WatchedMeaning> found)
    {
        _search++;
        var touched = Collect(_anybody, signature, found);
        for (var word = 0; word < 4; word++)
        {
            for (var bits = signature.Word(word); bits != 0; bits &= bits - 1)
            {
                var list = _lists[(word * 64) + System.Numerics.BitOperations.TrailingZeroCount(bits)];
                if (list is not null) touched += Collect(list, signature, found);
            }
        }

        return touched;
    }

    private int Collect(List<WatchedMeaning> list, in TubeletSignature signature, List<WatchedMeaning> found)
    {
        foreach (var entry in list)
        {
            if (entry.Search == _search) continue; // it stands in several lists
            entry.Search = _search;
            if (entry.Meaning.Filter.Passes(signature)) found.Add(entry);
        }

        return list.Count;
    }

    private IEnumerable<List<WatchedMeaning>> ListsOf(WatchedMeaning entry)
    {
        var filter = entry.Meaning.Filter;
        if (filter.IsImpossible) yield break;
        if (filter.Clauses.IsEmpty)
        {
            yield return _anybody;
            yield break;
        }

        for (var i = 0; i < TubeletSignature.Length; i++)
            if (filter.Clauses[0][i]) yield return _lists[i] ??= [];
    }
}
