namespace Stvg.Core.Learning.Training;

/// <summary>The parts of the method, each of which can be left out.</summary>
[Flags]
public enum LearningParts
{
    /// <summary>Tubelet phrase grounding alone: words are contrasted between clips, hidden words rebuilt from proposals.</summary>
    None = 0,

    /// <summary>Contextual referral grounding: global and local referral queries instead of all words.</summary>
    Referral = 1,

    /// <summary>Self-paced scene understanding: scenes of at most 4, then 7, then all tubelets.</summary>
    SelfPaced = 2,

    /// <summary>The true tubelet and interval are shown, too: an upper bound, not the method.</summary>
    Supervised = 4,

    /// <summary>The whole method.</summary>
    All = Referral | SelfPaced,
}
