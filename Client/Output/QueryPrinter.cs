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
            ("schedule", Schedule(q.Schedule)), ("webhook", q.Webhook?.Url), ("made", Text.Time(q.CreatedAt)), ("open alerts", $"{q.OpenAlerts}"));
        Details.Print(q.Plan);
    }

    private static string Schedule(ScheduleBody? schedule)
    {
        if (schedule is null) return "always";
        var windows = schedule.Windows.Select(w => $"{w.From:HH\\:mm}-{w.To:HH\\:mm}{(w.Days is { Count: > 0 } days ? " " + string.Join(", ", days) : "")}");
        return $"{string.Join("; ", windows)} ({schedule.TimeZone ?? "UTC"})";
    }
}
