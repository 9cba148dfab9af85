using Stvg.Api.Contracts;

namespace Stvg.Client.Output;

/// <summary>Standing queries for people.</summary>
internal static class QueryPrinter
{
    public static void Print(IReadOnlyList<QueryResponse> queries)
    {
        var listing = new Listing("id", "open alerts", "cameras", "zones", "threshold", "sentence");
        foreach (var q in queries)
            listing.Add(q.Id, $"{q.OpenAlerts}", Text.List(q.Cameras, "all"), Text.List(q.Zones, ""), Text.Score(q.Threshold), q.Text);
        listing.Print();
    }

    public static void Print(QueryResponse q)
    {
        Details.Print(
            ("id", q.Id), ("sentence", q.Text), ("cameras", Text.List(q.Cameras, "all")), ("zones", Text.List(q.Zones, "anywhere")),
            ("threshold", Text.Score(q.Threshold)), ("at least", Text.Seconds(q.MinDuration)), ("cooldown", Text.Seconds(q.Cooldown)),
            ("schedule", Schedule(q.Schedule)), ("webhook", q.Webhook?.Url), ("made", Text.Time(q.CreatedAt)),
            ("open alerts", $"{q.OpenAlerts}"));
        Details.Print(q.Plan);
    }

    private static string Schedule(ScheduleBody? schedule)
    {
        if (schedule is null) return "always";
        return $"{string.Join("; ", schedule.Windows.Select(Window))} ({schedule.TimeZone ?? "UTC"})";
    }

    private static string Window(WindowBody window)
    {
        var days = window.Days is { Count: > 0 } some ? " " + string.Join(", ", some) : "";
        return $"{window.From:HH\\:mm}-{window.To:HH\\:mm}{days}";
    }
}
