using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Tubelets.Bodies;

/// <summary>
/// Whose pose is looked at where only so many a second may be: who was never looked at comes first, then who has waited longest. It goes by
/// frame numbers alone, so that the same frames always choose the same people.
/// </summary>
/// <param name="perSecond">Looks that may be taken in a second; what is not used up is kept for a second at most.</param>
/// <param name="fps">Frames per second of the frames' numbering.</param>
/// <param name="period">Frames from one look at a person to the next, at least.</param>
internal sealed class PoseTurns(double perSecond, double fps, int period)
{
    // Who was not looked at for so long has left.
    private const double MemorySeconds = 60;

    private readonly Dictionary<int, long> _last = [];
    private readonly List<(long Last, int Index)> _waiting = [];
    private double _left = Math.Max(1, perSecond);
    private long _frame = -1;

    /// <summary>Whether somebody's turn has come before.</summary>
    public bool WasLookedAt(int id) => _last.ContainsKey(id);

    /// <summary>Chooses among the objects of a frame.</summary>
    /// <param name="frame">The frame's number.</param>
    /// <param name="objects">The tracker's answer for it.</param>
    /// <param name="chosen">One for each object; set for those whose turn it is.</param>
    public void Choose(long frame, ReadOnlySpan<TrackedObject> objects, Span<bool> chosen)
    {
        if (_frame >= 0) _left = Math.Min(Math.Max(1, perSecond), _left + ((frame - _frame) / fps * perSecond));
        _frame = frame;
        _waiting.Clear();
        for (var i = 0; i < objects.Length; i++)
        {
            chosen[i] = false;
            if (objects[i].DetectionIndex < 0 || objects[i].Class is not (CocoClasses.Person or < 0)) continue;
            var last = _last.GetValueOrDefault(objects[i].Id, long.MinValue);
            if (last == long.MinValue || frame - last >= period) _waiting.Add((last, i));
        }

        _waiting.Sort();
        foreach (var (_, index) in _waiting)
        {
            if (_left < 1) break;
            _left--;
            chosen[index] = true;
            _last[objects[index].Id] = frame;
        }

        if (_last.Count > 64 + (4 * objects.Length)) Forget(frame - (long)(MemorySeconds * fps));
    }

    private void Forget(long before)
    {
        foreach (var (id, last) in _last.ToArray())
            if (last < before) _last.Remove(id);
    }
}
