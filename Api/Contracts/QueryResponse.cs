namespace Stvg.Api.Contracts;

/// <summary>A standing query with how its sentence is understood.</summary>
public sealed record QueryResponse
{
    /// <summary>Its id.</summary>
    /// <example>red-at-door</example>
    public required string Id { get; init; }

    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Ids of cameras that are watched; empty: all.</summary>
    public required IReadOnlyList<string> Cameras { get; init; }

    /// <summary>Score from which on an object is alerted.</summary>
    public required double Threshold { get; init; }

    /// <summary>Seconds that the tube has to last before it is alerted.</summary>
    public required double MinDuration { get; init; }

    /// <summary>Seconds for which the same object is not alerted again.</summary>
    public required double Cooldown { get; init; }

    /// <summary>Seconds for which no other alert is opened on the same camera.</summary>
    public required double QueryCooldown { get; init; }

    /// <summary>When it is on watch; null: always.</summary>
    public ScheduleBody? Schedule { get; init; }

    /// <summary>Names of zones; empty: anywhere.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Who is told; the secret is never shown.</summary>
    public WebhookResponse? Webhook { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How the sentence is understood.</summary>
    public required PlanBody Plan { get; init; }

    /// <summary>The plan's warnings once more, where they are seen.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Alerts that are open now.</summary>
    public required int OpenAlerts { get; init; }
}

/// <summary>An address that is told of every change of an alert.</summary>
public sealed record WebhookResponse
{
    /// <summary>The address; a password in it is shown as ***.</summary>
    public required string Url { get; init; }
}
