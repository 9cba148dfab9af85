namespace Stvg.Api.Contracts;

/// <summary>One object's continuous visit to one camera's picture.</summary>
public sealed record TubeletResponse
{
    /// <summary>Identity within its camera.</summary>
    /// <example>417</example>
    public required int Id { get; init; }

    /// <summary>The camera.</summary>
    /// <example>gate-1</example>
    public required string Camera { get; init; }

    /// <summary>The object: the id of the first of several tubelets that continue each other across short losses.</summary>
    public required int ObjectId { get; init; }

    /// <summary>COCO name of what it most likely is; null where that is not known.</summary>
    /// <example>person</example>
    public string? Category { get; init; }

    /// <summary>First frame, from 0.</summary>
    public required int Begin { get; init; }

    /// <summary>Last frame, inclusive.</summary>
    public required int End { get; init; }

    /// <summary>Capture time of the first frame, UTC.</summary>
    public required DateTimeOffset BeginAt { get; init; }

    /// <summary>Capture time of the last frame, UTC.</summary>
    public required DateTimeOffset EndAt { get; init; }

    /// <summary>The most prominent colours by part ("upper": "red"); empty where nothing is clear.</summary>
    public required IReadOnlyDictionary<string, string> Colours { get; init; }

    /// <summary>One box for every frame; null when the request said boxes=false.</summary>
    public IReadOnlyList<FrameBoxBody>? Boxes { get; init; }
}
