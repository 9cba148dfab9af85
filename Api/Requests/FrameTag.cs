using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Stvg.Api.Requests;

/// <summary>The tag of a camera's newest frame: its capture time, so that a client gets it only once.</summary>
internal static class FrameTag
{
    public static string Of(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"\"f{at.UtcTicks}\"");

    /// <summary>The frame that a client has; null without one that makes sense.</summary>
    public static DateTimeOffset? Known(HttpRequest request) =>
        request.Headers.IfNoneMatch is [{ } tag] && tag.StartsWith("\"f", StringComparison.Ordinal) && tag.EndsWith('"')
        && long.TryParse(tag.AsSpan()[2..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
