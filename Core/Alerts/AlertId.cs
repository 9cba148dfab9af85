using System.Security.Cryptography;
using System.Text;

namespace Stvg.Core.Alerts;

/// <summary>Names of alerts.</summary>
internal static class AlertId
{
    /// <summary>The id that one event always gets: whoever watches the same frames with the same query finds the same.</summary>
    public static string Of(StandingQuery query, string cameraId, int objectId, int firstFrame)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"alert\n{query.Id}\n{query.Text}\n{cameraId}\n{objectId}\n{firstFrame}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 10));
    }
}
