using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>What a fresh state machine has to know of alerts that another one told of.</summary>
internal static class AlertRestoration
{
    // Cooldowns are at most a week; what is older cannot matter.
    private static readonly TimeSpan s_remembered = TimeSpan.FromDays(7);

    /// <summary>
    /// Cooldowns go on where they were, and an alert that was open closes with what was known. Not those of cameras that play a file fast:
    /// they watch it again from its beginning, and everything comes out as it did.
    /// </summary>
    /// <param name="archive">The archive.</param>
    /// <param name="cameras">The cameras in question.</param>
    /// <param name="isMine">Whether a camera is in question; alerts of removed ones too.</param>
    /// <param name="now">Now.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Alerts to be restored, and closings to be written.</returns>
    public static async Task<(IReadOnlyList<Alert> Recent, IReadOnlyList<AlertWrite> Closings)> OfAsync(
        IArchive archive, IReadOnlyList<CameraRecord> cameras, Func<string, bool> isMine, DateTimeOffset now, CancellationToken ct)
    {
        var replayed = cameras.Where(c => c.Settings.Pace == Pace.Fast && !c.Ended).Select(c => c.Settings.Id).ToHashSet(StringComparer.Ordinal);
        bool IsRestored(string cameraId) => isMine(cameraId) && !replayed.Contains(cameraId);
        var recent = await archive.AlertsSinceAsync(now - s_remembered, ct).ConfigureAwait(false);
        var open = await archive.OpenAlertsAsync(ct).ConfigureAwait(false);
        var webhooks = (await archive.QueriesAsync(ct).ConfigureAwait(false)).ToDictionary(q => q.Id, q => q.Webhook, StringComparer.Ordinal);
        List<AlertWrite> closings = [.. open
            .Where(r => IsRestored(r.Alert.CameraId))
            .Select(r => new AlertWrite(
                r.Alert with { State = AlertState.Closed, Change = r.Alert.Change + 1, End = AlertEnd.Restarted },
                r.QueryText, webhooks.GetValueOrDefault(r.Alert.QueryId)))];
        return ([.. recent.Select(r => r.Alert).Where(a => a.State == AlertState.Closed && IsRestored(a.CameraId)), .. closings.Select(c => c.Alert)], closings);
    }

    /// <summary>
    /// What whoever takes over from another owner has to know, while the cameras go on: closed alerts, whose cooldowns go on, and open ones,
    /// which go on themselves.
    /// </summary>
    /// <param name="archive">The archive.</param>
    /// <param name="isMine">Whether a camera is in question; alerts of removed ones too.</param>
    /// <param name="now">Now.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<(IReadOnlyList<Alert> Closed, IReadOnlyList<Alert> Open)> ForNextOwnerAsync(
        IArchive archive, Func<string, bool> isMine, DateTimeOffset now, CancellationToken ct)
    {
        var recent = await archive.AlertsSinceAsync(now - s_remembered, ct).ConfigureAwait(false);
        var open = await archive.OpenAlertsAsync(ct).ConfigureAwait(false);
        return ([.. recent.Select(r => r.Alert).Where(a => a.State == AlertState.Closed && isMine(a.CameraId))],
            [.. open.Select(r => r.Alert).Where(a => isMine(a.CameraId))]);
    }
}
