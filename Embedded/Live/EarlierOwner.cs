using Stvg.Core.Cameras;

namespace Stvg.Embedded.Live;

/// <summary>What somebody else who watched a camera saw last; asked for once, by the first session that has a frame.</summary>
/// <param name="last">His last update; null when nothing is known of it.</param>
internal sealed class EarlierOwner(Task<CameraUpdate?> last)
{
    // Whoever was in the picture then may still be there for a few seconds: no frame is waited with for longer than this.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private bool _taken;

    /// <summary>Lets a camera's state machine go on where he was, if he has answered; with the first frame his answer is waited for a little.</summary>
    public async Task TellAsync(CameraMachine machine, bool isFirst, TimeProvider time, CancellationToken ct)
    {
        if (_taken) return;
        if (isFirst && !last.IsCompleted) await Task.WhenAny(last, Task.Delay(s_patience, time, ct)).ConfigureAwait(false);
        if (!last.IsCompleted) return;
        _taken = true;
        if (await last.ConfigureAwait(false) is { } update) machine.Adopt(update);
    }
}
