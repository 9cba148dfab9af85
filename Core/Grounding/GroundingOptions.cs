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

    /// <summary>Frames that answers may lie in, both inclusive; null: all.</summary>
    public (int Begin, int End)? Period { get; init; }

    /// <summary>
    /// Whether the <see cref="Period"/> itself is the answer's interval, as far as the object lives in it (spatial video grounding: where,
    /// for a given time); else the best interval in it is found.
    /// </summary>
    public bool WholePeriod { get; init; }

    /// <summary>Scores of attributes that the engine itself cannot judge; null: there are none, and those words do not count.</summary>
    public IPhraseScores? Phrases { get; init; }

    /// <summary>What is left out of the method, for measurements.</summary>
    public Ablation LeaveOut { get; init; }

    /// <summary>
    /// How scores of clips are calibrated; the product's own unless told otherwise. What cameras see is not calibrated: nobody has judged
    /// enough of it yet.
    /// </summary>
    public ScoreCalibration Calibration { get; init; } = DefaultCalibration;

    /// <summary>Fitted on judged answers (docs/grounding.md says which).</summary>
    public static ScoreCalibration DefaultCalibration { get; } = ScoreCalibration.Identity;
}
