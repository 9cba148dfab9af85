using Stvg.Api.Contracts;
using Stvg.Core.Alerts;

namespace Stvg.Client.Output;

/// <summary>Alerts for people, and long lists of them as JSON.</summary>
internal static class AlertPrinter
{
    /// <summary>Alerts as they stand now.</summary>
    public static void Print(IReadOnlyList<AlertResponse> alerts)
    {
        var listing = new Listing("opened", "state", "camera", "query", "object", "score", "duration", "acknowledged", "alert");
        foreach (var a in alerts)
        {
            listing.Add(
                Text.Time(a.OpenedAt), State(a), a.Camera, a.QueryId, $"#{a.ObjectId}", Text.Score(a.Tube.Score), Text.Duration(a.Tube),
                a.AcknowledgedBy, a.Id);
        }
        listing.Print();
    }

    /// <summary>Who acknowledged an alert, and when.</summary>
    public static void PrintAcknowledged(AlertResponse a) =>
        Console.Out.WriteLine(Text.Clean($"alert {a.Id} was acknowledged {Text.Time(a.AcknowledgedAt)} by {a.AcknowledgedBy}"));

    /// <summary>One change, as it comes.</summary>
    public static string Line(AlertResponse a) => Text.Clean(
        $"{Text.Time(a.ChangedAt)}  {Text.Name(a.State),-7}  {a.Camera}  #{a.ObjectId}  "
        + $"{Text.Score(a.Tube.Score)}  {Text.Duration(a.Tube)}  "
        + $"\"{a.Query}\"  {a.Id}{(a.End is { } end ? $"  ({End(end)})" : "")}");

    /// <summary>Changes as they come, until nobody reads them any more.</summary>
    public static async Task FollowAsync(IAsyncEnumerable<AlertResponse> changes, bool json)
    {
        using var output = new LiveOutput();
        await foreach (var change in changes)
            if (!output.TryWriteLine(json ? WireJson.Line(change) : Line(change))) return;
    }

    /// <summary>One document with all changes, written as they come: they may be many.</summary>
    public static async Task<int> PrintJsonAsync(IAsyncEnumerable<AlertResponse> changes)
    {
        var count = 0;
        // Nothing is written before the server has answered: an error leaves standard output empty.
        await foreach (var change in changes)
        {
            Console.Out.Write(count++ == 0 ? "{\"items\":[\n" : ",\n");
            Console.Out.Write(WireJson.Line(change));
        }
        Console.Out.WriteLine(count == 0 ? "{\"items\":[],\"next\":null}" : "\n],\"next\":null}");
        return count > 0 ? ExitCode.Found : ExitCode.NothingMatches;
    }

    private static string State(AlertResponse alert) =>
        alert.State == AlertState.Closed ? $"closed{(alert.End is { } end ? $": {End(end)}" : "")}" : "open";

    private static string End(AlertEnd end) => end switch
    {
        AlertEnd.ObjectGone => "object gone",
        AlertEnd.NoLongerHolds => "no longer holds",
        AlertEnd.CameraStopped => "camera stopped",
        AlertEnd.QueryStopped => "query stopped",
        _ => "restarted",
    };
}
