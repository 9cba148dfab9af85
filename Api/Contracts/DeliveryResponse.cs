namespace Stvg.Api.Contracts;

/// <summary>A webhook call that has not succeeded.</summary>
public sealed record DeliveryResponse
{
    /// <summary>The alert.</summary>
    public required string AlertId { get; init; }

    /// <summary>Number of its change.</summary>
    public required int Change { get; init; }

    /// <summary>The standing query.</summary>
    public required string QueryId { get; init; }

    /// <summary>Whom it is for; a password in it is shown as ***.</summary>
    public required string Url { get; init; }

    /// <summary>Times it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was due first, UTC.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When it is tried next, UTC; null: given up.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>What went wrong last; null before the first try.</summary>
    public string? LastError { get; init; }
}
