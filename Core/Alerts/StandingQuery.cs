using System.Collections.Immutable;

namespace Stvg.Core.Alerts;

/// <summary>A sentence that stays on watch.</summary>
public sealed record StandingQuery
{
    /// <summary>Lower-case letters, digits, '-' and '_', at most 64; unique.</summary>
    public required string Id { get; init; }

    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Cameras that are watched; empty: all, also those that are added later.</summary>
    public ImmutableArray<string> Cameras { get; init; } = [];

    /// <summary>Score from which on an object is alerted, in (0, 1].</summary>
    public float Threshold { get; init; } = Grounding.GroundingOptions.DefaultThreshold;

    /// <summary>How long the tube has to be before it is alerted.</summary>
    public TimeSpan MinDuration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After an alert on an object closed, the same object is not alerted again for this long; see <see cref="QueryCooldown"/> for all objects.
    /// </summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After an alert was opened, no other is opened on the same camera for this long, whoever it is about; zero: no limit.</summary>
    public TimeSpan QueryCooldown { get; init; }

    /// <summary>When it is on watch; null: always.</summary>
    public WeeklySchedule? Schedule { get; init; }

    /// <summary>Names of zones; the object has to stand in one of them while the tube lasts. Empty: anywhere. A camera without such a zone is not watched.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>Who is told; null: nobody but those who listen.</summary>
    public Webhook? Webhook { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An address that is told of every change of an alert.</summary>
/// <param name="Url">An http or https address.</param>
/// <param name="Secret">Key of the signature (HMAC-SHA256 of the body).</param>
public sealed record Webhook(string Url, string Secret)
{
    /// <inheritdoc/>
    public override string ToString() => $"webhook {Url}"; // secrets do not belong in logs
}
