using Stvg.Core.Tracking;

namespace Stvg.Embedded.Live;

/// <summary>
/// Where objects are on a frame that nobody looked at, for those who watch: as they moved between the last two looks. What is judged and kept
/// does not use it.
/// </summary>
internal sealed class LiveMotion
{
    // Further ahead than this nobody goes on as he did.
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(1);

    private Dictionary<int, TrackedObject> _before = [], _last = [];
    private DateTimeOffset _beforeAt, _lastAt;

    /// <summary>The detector looked at a frame.</summary>
    public void Looked(DateTimeOffset at, ReadOnlySpan<TrackedObject> objects)
    {
        (_before, _beforeAt, _last, _lastAt) = (_last, _lastAt, _before, at);
        _last.Clear();
        foreach (var seen in objects) _last[seen.Id] = seen;
    }

    /// <summary>The objects, moved on to a frame's time.</summary>
    public TrackedObject[] At(DateTimeOffset at, ReadOnlySpan<TrackedObject> objects)
    {
        var moved = objects.ToArray();
        var (passed, between) = (at - _lastAt, _lastAt - _beforeAt);
        if (passed <= TimeSpan.Zero || between <= TimeSpan.Zero || between > s_most) return moved;
        var share = (float)((passed < s_most ? passed : s_most) / between);
        foreach (ref var seen in moved.AsSpan())
        {
            if (!_before.TryGetValue(seen.Id, out var before) || !_last.TryGetValue(seen.Id, out var last)) continue;
            var (dx, dy) = (last.Box.CenterX - before.Box.CenterX, last.Box.CenterY - before.Box.CenterY);
            seen = seen with { Box = seen.Box with { X = seen.Box.X + (share * dx), Y = seen.Box.Y + (share * dy) } };
        }

        return moved;
    }
}
