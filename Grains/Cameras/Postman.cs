using Stvg.Grains.Interfaces;

namespace Stvg.Grains.Cameras;

/// <summary>
/// Calls the groups of a silo that have something in their <see cref="GroupInbox"/>, all at once and a moment later: what their cameras
/// tell in the meantime goes with it, and their alerts are written together. Safe for concurrent use.
/// </summary>
internal sealed class Postman(TimeProvider time)
{
    // A tenth of what an alert may take anyway, and far below the time between two frames of a camera.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private List<IQueryGrain> _due = [];

    /// <summary>
    /// Has a group called soon. Nobody waits for an answer: a call that is lost is made again by the camera's next question.
    /// </summary>
    public void Call(IQueryGrain group)
    {
        lock (_gate)
        {
            _due.Add(group);
            if (_due.Count > 1) return;
        }

        CallSoonAsync().Ignore();
    }

    private async Task CallSoonAsync()
    {
        await Task.Delay(s_pause, time).ConfigureAwait(false);
        List<IQueryGrain> due;
        lock (_gate) (due, _due) = (_due, []);
        foreach (var group in due) group.PickUpAsync().Ignore();
    }
}
