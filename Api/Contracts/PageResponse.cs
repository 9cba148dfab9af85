namespace Stvg.Api.Contracts;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record PageResponse<T>
{
    /// <summary>The part.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>What to give as <c>cursor</c> for the next part; null after the last.</summary>
    public string? Next { get; init; }
}
