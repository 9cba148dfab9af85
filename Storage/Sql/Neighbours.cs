using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

/// <summary>A row of <c>tubelet</c> without its signature.</summary>
internal readonly record struct EntryRow(long Id, long Seer, long Number, long Viewpoint, long BeginAt, long EndAt);

/// <summary>
/// Collects those that were there for the longest part of a stretch of time; never holds more than four times as many as are wanted.
/// </summary>
internal sealed class Neighbours(Window window, int most)
{
    private readonly List<EntryRow> _found = [];

    /// <summary>Takes one into account.</summary>
    public void Add(EntryRow row)
    {
        _found.Add(row);
        if (_found.Count > 4 * most) Cut();
    }

    /// <summary>The longest, longest first.</summary>
    public IReadOnlyList<EntryRow> Longest()
    {
        Cut();
        return _found;
    }

    private void Cut()
    {
        _found.Sort((a, b) => Together(b).CompareTo(Together(a)) is not 0 and var order ? order : a.Id.CompareTo(b.Id));
        if (_found.Count > most) _found.RemoveRange(most, _found.Count - most);
    }

    private long Together(EntryRow row) => Math.Min(row.EndAt, window.Until) - Math.Max(row.BeginAt, window.Since);
}
