namespace Stvg.Core.Grounding;

/// <summary>Parts of the method that can be left out, to see what each is worth.</summary>
[Flags]
public enum Ablation
{
    /// <summary>Nothing is left out.</summary>
    None = 0,

    /// <summary>The sentence as one: who and when are not told apart, actions have no order.</summary>
    Decomposition = 1,

    /// <summary>Attributes by themselves, whatever others look like.</summary>
    RelativeScores = 2,

    /// <summary>Attributes as one mean over the whole life, whatever the order of time.</summary>
    TemporalAssembling = 4,

    /// <summary>No attributes: only what things are and do.</summary>
    Appearance = 8,
}
