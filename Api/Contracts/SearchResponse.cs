namespace Stvg.Api.Contracts;

/// <summary>What a search over everything seen found.</summary>
public sealed record SearchResponse
{
    /// <summary>The sentence.</summary>
    public required string Query { get; init; }

    /// <summary>How it was understood.</summary>
    public required PlanBody Plan { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<TubeResponse> Tubes { get; init; }

    /// <summary>Tubelets that came through the pre-filter.</summary>
    public required long Candidates { get; init; }

    /// <summary>Those of them that were scored; fewer when there were too many to score all.</summary>
    public required int Scored { get; init; }

    /// <summary>Answers that the multimodal model looked at; 0 where it was not asked.</summary>
    public required int Judged { get; init; }

    /// <summary>What it cost.</summary>
    public required TimingBody Timing { get; init; }
}

/// <summary>What an answer cost.</summary>
public sealed record TimingBody
{
    /// <summary>Seconds.</summary>
    public required double Seconds { get; init; }
}

/// <summary>The same object at other times and in other cameras.</summary>
public sealed record LikeResponse
{
    /// <summary>Most alike first.</summary>
    public required IReadOnlyList<TubeResponse> Tubes { get; init; }
}
