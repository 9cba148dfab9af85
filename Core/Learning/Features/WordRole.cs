namespace Stvg.Core.Learning.Features;

/// <summary>What a word of a sentence is there for; which referral queries it belongs to (contextual referral grounding, CoSPaL, ICLR 2025).</summary>
internal enum WordRole
{
    /// <summary>Articles and the like: they choose nothing.</summary>
    Silent,

    /// <summary>Who: the noun, what it looks like, where it is.</summary>
    Attribute,

    /// <summary>What it does.</summary>
    Action,

    /// <summary>Of the target, but nothing in the product knows whether it says who or what: both.</summary>
    Unknown,

    /// <summary>About somebody else ("next to a white van"): it belongs to no referral query.</summary>
    Background,
}
