namespace Stvg.Core.Learning.Training;

/// <summary>How a grounder is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>The same seed, data and steps give the same weights.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Number of steps.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Clips of a step, which are contrasted with each other; at least 2.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Largest step of Adam (Kingma and Ba 2015); it rises to this at the beginning and falls to nothing.</summary>
    public float Rate { get; init; } = 2e-3f;

    /// <summary>Which parts of the method.</summary>
    public LearningParts Parts { get; init; } = LearningParts.All;

    /// <summary>
    /// Shares of the steps after which scenes of up to 7, and then all, tubelets are learned from; before, of up to 4 (CoSPaL, section 3.3).
    /// </summary>
    public (double Seven, double All) Stages { get; init; } = (0.15, 0.4);
}
