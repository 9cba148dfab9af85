namespace Stvg.Core.Grounding;

/// <summary>Settings of a grounding.</summary>
public sealed record GroundingOptions
{
    /// <summary>Default of <see cref="Threshold"/>.</summary>
    public const float DefaultThreshold = 0.5f;

    /// <summary>Tubes below this score are not answers, in [0, 1].</summary>
    public float Threshold { get; init; } = DefaultThreshold;

    /// <summary>At most so many tubes, best first.</summary>
    public int Top { get; init; } = 1;
}
