using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Cameras;

/// <summary>
/// What cameras of a silo have told a group of the same silo since it looked last: for each camera the number of its latest update, which
/// is in its <see cref="RecentUpdates"/>. Safe for concurrent use.
/// </summary>
internal sealed class GroupInbox
{
    private readonly Lock _gate = new();
    private Dictionary<string, UpdateParcel> _notices = new(StringComparer.Ordinal);

    /// <summary>Whether something waits to be picked up.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_gate) return _notices.Count > 0;
        }
    }

    /// <summary>Puts a notice in.</summary>
    /// <returns>Whether it is the first one since <see cref="Take"/>, so that the group has to be called.</returns>
    public bool Put(UpdateParcel notice)
    {
        lock (_gate)
        {
            _notices[notice.CameraId] = notice;
            return _notices.Count == 1;
        }
    }

    /// <summary>Takes everything out.</summary>
    public IReadOnlyCollection<UpdateParcel> Take()
    {
        lock (_gate)
        {
            if (_notices.Count == 0) return [];
            var taken = _notices.Values;
            _notices = new Dictionary<string, UpdateParcel>(StringComparer.Ordinal);
            return taken;
        }
    }
}
