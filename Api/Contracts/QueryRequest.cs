using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts;

/// <summary>A sentence to put on watch. What is left out has the product's default.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record QueryRequest
{
    /// <summary>The sentence, in English.</summary>
    /// <example>a person in red who stops at the door</example>
    public required string Text { get; init; }

    /// <summary>Lower-case letters, digits, '-' and '_', at most 64; unique. The server makes one where it is left out.</summary>
    /// <example>red-at-door</example>
    public string? Id { get; init; }

    /// <summary>Ids of cameras that are watched; left out or empty: all, also those that are added later.</summary>
    public IReadOnlyList<string>? Cameras { get; init; }

    /// <summary>Score from which on an object is alerted, above 0, at most 1; default 0.5.</summary>
    /// <example>0.5</example>
    public double? Threshold { get; init; }

    /// <summary>Seconds that the tube has to last before it is alerted; default 1.</summary>
    /// <example>1</example>
    public double? MinDuration { get; init; }

    /// <summary>Seconds for which the same object is not alerted again; default 60.</summary>
    /// <example>60</example>
    public double? Cooldown { get; init; }

    /// <summary>Seconds for which no other alert is opened on the same camera, whoever it is about; default 0.</summary>
    /// <example>0</example>
    public double? QueryCooldown { get; init; }

    /// <summary>When it is on watch; left out: always.</summary>
    public ScheduleBody? Schedule { get; init; }

    /// <summary>Names of zones: the object has to stand in one of them. Left out or empty: anywhere.</summary>
    public IReadOnlyList<string>? Zones { get; init; }

    /// <summary>Who is told; left out: only those who listen.</summary>
    public WebhookRequest? Webhook { get; init; }
}

/// <summary>An address that is told of every change of an alert.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WebhookRequest
{
    /// <summary>An http or https address.</summary>
    /// <example>https://example.com/stvg</example>
    public required string Url { get; init; }

    /// <summary>Key of the signature; never shown again. Left out when a query is replaced: that of the same address stays.</summary>
    /// <example>a long random text</example>
    public string? Secret { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"webhook {Url}"; // secrets do not belong in logs
}
