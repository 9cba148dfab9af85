using Stvg.Api.Contracts;
using Stvg.Api.Problems;
using Stvg.Api.Requests;
using Stvg.Core.Alerts;
using Stvg.Core.Queries;
using Stvg.Core.Services;

namespace Stvg.Api.Mapping;

/// <summary>Standing queries and plans between the wire and the domain.</summary>
internal static class QueryMapping
{
    public static StandingQuery ToQuery(this QueryRequest request, string id, StandingQuery? before, DateTimeOffset createdAt, int longest)
    {
        var query = new StandingQuery
        {
            Id = id,
            Text = Check.Sentence("$.text", request.Text, longest),
            Cameras = [.. Check.NoNulls("$.cameras", request.Cameras)],
            Schedule = request.Schedule is { } schedule ? ToSchedule(schedule) : null,
            Zones = [.. Check.NoNulls("$.zones", request.Zones)],
            Webhook = request.Webhook is { } webhook ? ToWebhook(webhook, before?.Webhook) : null,
            CreatedAt = createdAt,
        };
        return query with
        {
            Threshold = request.Threshold is { } threshold ? Threshold(threshold) : query.Threshold,
            MinDuration = Check.Seconds("$.minDuration", request.MinDuration) ?? query.MinDuration,
            Cooldown = Check.Seconds("$.cooldown", request.Cooldown) ?? query.Cooldown,
            QueryCooldown = Check.Seconds("$.queryCooldown", request.QueryCooldown) ?? query.QueryCooldown,
        };
    }

    public static QueryResponse ToResponse(this QueryView view)
    {
        var query = view.Query;
        return new QueryResponse
        {
            Id = query.Id,
            Text = query.Text,
            Cameras = query.Cameras,
            Threshold = Math.Round(query.Threshold, 4),
            MinDuration = query.MinDuration.TotalSeconds,
            Cooldown = query.Cooldown.TotalSeconds,
            QueryCooldown = query.QueryCooldown.TotalSeconds,
            Schedule = query.Schedule is { } schedule ? ToBody(schedule) : null,
            Zones = query.Zones,
            Webhook = query.Webhook is { } webhook ? new WebhookResponse { Url = Secrets.Hide(webhook.Url) } : null,
            CreatedAt = query.CreatedAt,
            Plan = view.Plan.ToBody(),
            Warnings = view.Plan.Warnings,
            OpenAlerts = view.OpenAlerts,
        };
    }

    public static PlanBody ToBody(this QueryPlan plan) =>
        new() { Target = Target(plan), SubQueries = SubQueries(plan), Warnings = plan.Warnings };

    public static PlanResponse ToResponse(this QueryPlan plan) =>
        new() { Query = plan.Text, Target = Target(plan), SubQueries = SubQueries(plan), Warnings = plan.Warnings };

    private static TargetBody Target(QueryPlan plan) => new() { Noun = plan.Target.Noun, Categories = plan.Target.Categories };

    private static IReadOnlyList<SubQueryBody> SubQueries(QueryPlan plan) =>
        [.. plan.SubQueries.Select(s => new SubQueryBody { Id = s.Id, Kind = s.Kind, Text = s.Text, Negated = s.Negated })];

    // Addresses are shown without what is secret in them: whoever sends one back as it was shown means the one that is there.
    private static Webhook ToWebhook(WebhookRequest request, Webhook? before)
    {
        var isSame = before is not null && (request.Url == before.Url || request.Url == Secrets.Hide(before.Url));
        if (isSame) return before! with { Secret = request.Secret ?? before.Secret };
        return new Webhook(request.Url, request.Secret
            ?? throw new FieldException("$.webhook.secret", "a new webhook needs a secret, with which its calls are signed"));
    }

    private static float Threshold(double value) =>
        (float)value is > 0 and <= 1 and var threshold
            ? threshold
            : throw new FieldException("$.threshold", $"the threshold is {value}; give a number above 0 and at most 1");

    private static WeeklySchedule ToSchedule(ScheduleBody body) => new(
        body.TimeZone ?? "",
        [.. Check.NoNulls("$.schedule.windows", body.Windows).Select(w => new ScheduleWindow([.. w.Days ?? []], w.From, w.To))]);

    private static ScheduleBody ToBody(WeeklySchedule schedule) => new()
    {
        TimeZone = schedule.TimeZone.Length > 0 ? schedule.TimeZone : "UTC",
        Windows = [.. schedule.Windows.Select(w => new WindowBody { Days = w.Days, From = w.From, To = w.To })],
    };
}
