using Stvg.Core;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>What must not be lost waits for as long as the archive does not take it: a full disk, a database that is away.</summary>
internal static class ArchivePatience
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200), s_longestPause = TimeSpan.FromSeconds(5);

    /// <summary>Writes, again and again if need be, with pauses that double.</summary>
    /// <param name="write">The write; it may be done twice.</param>
    /// <param name="refused">Told of every refusal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="FencedException">Somebody else writes now: there is nothing to wait for.</exception>
    public static async Task<T> UntilTakenAsync<T>(Func<Task<T>> write, Action<StvgException> refused, TimeProvider time, CancellationToken ct)
    {
        for (var pause = s_pause; ; pause = pause < s_longestPause ? pause * 2 : pause)
        {
            try
            {
                return await write().ConfigureAwait(false);
            }
            catch (StvgException e) when (e is not FencedException)
            {
                refused(e);
                await Task.Delay(pause, time, ct).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc cref="UntilTakenAsync{T}"/>
    public static Task UntilTakenAsync(Func<Task> write, Action<StvgException> refused, TimeProvider time, CancellationToken ct) => UntilTakenAsync(
        async () =>
        {
            await write().ConfigureAwait(false);
            return true;
        }, refused, time, ct);
}
