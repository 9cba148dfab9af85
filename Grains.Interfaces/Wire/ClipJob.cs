namespace Stvg.Grains.Interfaces.Wire;

/// <summary>What is asked of a silo.</summary>
public enum ClipTask
{
    /// <summary>Who, and from when to when.</summary>
    Ground,

    /// <summary>Where, for a period that is given.</summary>
    Locate,

    /// <summary>What the object at a box is and does.</summary>
    Describe,

    /// <summary>Frames with numbered marks.</summary>
    Mark,

    /// <summary>One sentence over everything that was seen.</summary>
    Search,

    /// <summary>What every part of an answer's sentence scored when.</summary>
    Curves,
}

/// <summary>A question about one clip, or a search.</summary>
[GenerateSerializer, Immutable, Alias("stvg.clip-job")]
public sealed record ClipJob
{
    /// <summary>Its id: the same wherever it is tried.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary><see cref="ClipTask"/>.</summary>
    [Id(1)] public required int Task { get; init; }

    /// <summary>The sentence; null where none is needed.</summary>
    [Id(2)] public string? Query { get; init; }

    /// <summary>At most so many answers.</summary>
    [Id(3)] public int Top { get; init; }

    /// <summary>A video file; null: a camera.</summary>
    [Id(4)] public string? Video { get; init; }

    /// <summary>A camera; null: a file.</summary>
    [Id(5)] public string? Camera { get; init; }

    /// <summary>Begin of a camera's period, or of a search.</summary>
    [Id(6)] public DateTimeOffset? From { get; init; }

    /// <summary>Its end.</summary>
    [Id(7)] public DateTimeOffset? To { get; init; }

    /// <summary>Begin within a file.</summary>
    [Id(8)] public TimeSpan? Begin { get; init; }

    /// <summary>End within a file.</summary>
    [Id(9)] public TimeSpan? End { get; init; }

    /// <summary>Whether the multimodal model is asked.</summary>
    [Id(10)] public bool Judge { get; init; }

    /// <summary>Left, top, width, height, pixels: what is to be described.</summary>
    [Id(11)] public float[]? Box { get; init; }

    /// <summary>When, from the clip's beginning.</summary>
    [Id(12)] public TimeSpan At { get; init; }

    /// <summary>Frames to be marked.</summary>
    [Id(13)] public int Frames { get; init; }

    /// <summary>Diameter of a mark, as a share of the picture's longer side.</summary>
    [Id(14)] public float Diameter { get; init; }

    /// <summary>Whether what is marked is outlined.</summary>
    [Id(15)] public bool Outline { get; init; }

    /// <summary>Whether things that never move are marked.</summary>
    [Id(16)] public bool All { get; init; }

    /// <summary>Cameras of a search; empty: all.</summary>
    [Id(17)] public string[] Cameras { get; init; } = [];

    /// <summary>Least score of a search.</summary>
    [Id(18)] public float Threshold { get; init; }

    /// <summary>The answer that is asked about.</summary>
    [Id(19)] public string? TubeId { get; init; }
}

/// <summary>How a job goes.</summary>
public enum ClipState
{
    /// <summary>The silo knows of no such job: it was given up, or the silo was started anew.</summary>
    Unknown,

    /// <summary>Others come first.</summary>
    Waiting,

    /// <summary>It is being worked at.</summary>
    Running,

    /// <summary>There is an answer.</summary>
    Done,

    /// <summary>It was refused; to ask elsewhere would change nothing.</summary>
    Failed,

    /// <summary>The file or the recording is not there, or not to be read there: to be asked elsewhere.</summary>
    NotHere,

    /// <summary>Too many jobs wait: to be asked elsewhere, or later.</summary>
    Busy,
}

/// <summary>How a job goes, and what came of it.</summary>
[GenerateSerializer, Immutable, Alias("stvg.clip-report")]
public sealed record ClipReport
{
    /// <summary><see cref="ClipState"/>.</summary>
    [Id(0)] public required int State { get; init; }

    /// <summary>Frames of the clip that were watched so far.</summary>
    [Id(1)] public int Frames { get; init; }

    /// <summary>Frames that the clip has, as far as is known; 0: not known.</summary>
    [Id(2)] public int Total { get; init; }

    /// <summary>Kind of the refusal (<see cref="Core.Services.ServiceError"/>); null: it has none.</summary>
    [Id(3)] public int? Kind { get; init; }

    /// <summary>Why it was refused, or cannot be done here: one line.</summary>
    [Id(4)] public string? Message { get; init; }

    /// <summary>The answer.</summary>
    [Id(5)] public ClipReply? Reply { get; init; }
}

/// <summary>A silo that clips can be sent to.</summary>
/// <param name="Silo">Its name.</param>
/// <param name="HasDevices">Whether it has the role <c>inference</c>.</param>
/// <param name="IsAccelerated">Whether one of its devices is more than a processor.</param>
/// <param name="Clips">Jobs that it has.</param>
/// <param name="Waiting">Frames that wait for its devices.</param>
[GenerateSerializer, Immutable, Alias("stvg.clip-place")]
public sealed record ClipPlace(
    [property: Id(0)] string Silo, [property: Id(1)] bool HasDevices, [property: Id(2)] bool IsAccelerated,
    [property: Id(3)] int Clips, [property: Id(4)] int Waiting);
