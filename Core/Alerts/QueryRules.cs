using Stvg.Core.Cameras;
using Stvg.Core.Services;

namespace Stvg.Core.Alerts;

/// <summary>What makes sense in a <see cref="StandingQuery"/>.</summary>
public static class QueryRules
{
    /// <summary>Most cameras, and most zones, that a query names.</summary>
    public const int MostNames = 1000;

    /// <summary>Checks settings; the sentence is checked by the parser.</summary>
    /// <exception cref="ServiceException">The first thing that makes no sense.</exception>
    public static void Check(StandingQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Require(CameraRules.IsId(query.Id), $"'{query.Id}' is no id: use lower-case letters, digits, '-' and '_', at most {CameraRules.LongestId}");
        Require(query.Threshold is > 0 and <= 1, $"threshold is {query.Threshold} but has to be above 0, at most 1");
        Require(Within(query.MinDuration, TimeSpan.FromMinutes(10)), "minDuration has to be 0 to 600 seconds");
        Require(Within(query.Cooldown, TimeSpan.FromDays(7)), "cooldown has to be 0 to 604800 seconds");
        Require(Within(query.QueryCooldown, TimeSpan.FromDays(7)), "the query's cooldown has to be 0 to 604800 seconds");
        Require(query.Cameras.Length <= MostNames && query.Zones.Length <= MostNames, $"more than {MostNames} cameras or zones");
        foreach (var camera in query.Cameras) Require(CameraRules.IsId(camera), $"'{camera}' is no camera's id");
        if (query.Webhook is { } webhook)
            Require(webhook.Secret is { Length: >= 8 and <= 200 }, "a webhook's secret has to have 8 to 200 characters");

        static bool Within(TimeSpan value, TimeSpan most) => value >= TimeSpan.Zero && value <= most;

        static void Require(bool holds, string message)
        {
            if (!holds) throw new ServiceException(ServiceError.Invalid, message);
        }
    }
}
