using Stvg.Core.Services;

namespace Stvg.Api.Audit;

/// <summary>
/// Somebody who watches a wall of cameras asks for pictures many times a second. That they looked is kept once in ten minutes for each
/// camera; a line for each picture would bury everything else.
/// </summary>
internal sealed class RepeatedLooks(ApiOptions options)
{
    private const int Most = 10_000;
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Who, string Action, string Subject, int Status), long> _kept = [];

    /// <summary>Whether a look is to be kept; if so, it is taken for kept.</summary>
    public bool IsNew(AuditEntry entry)
    {
        var key = KeyOf(entry);
        lock (_gate)
        {
            if (_kept.TryGetValue(key, out var at) && options.Clock.GetElapsedTime(at) < s_again) return false;
            if (_kept.Count >= Most) _kept.Clear(); // some are kept twice then
            _kept[key] = options.Clock.GetTimestamp();
            return true;
        }
    }

    /// <summary>It could not be kept after all.</summary>
    public void Forget(AuditEntry entry)
    {
        lock (_gate) _kept.Remove(KeyOf(entry));
    }

    // A picture that the client has already is a look, too.
    private static (string, string, string, int) KeyOf(AuditEntry entry) =>
        (entry.Who, entry.Action, entry.Subject, entry.Status == 304 ? 200 : entry.Status);
}
