namespace Stvg.Core.Learning;

/// <summary>How a learned grounder is asked.</summary>
public sealed record LearnedOptions
{
    /// <summary>Default of <see cref="Slack"/>.</summary>
    public const float DefaultSlack = 4;

    /// <summary>The network asked once: no prompts, one order of time.</summary>
    public static LearnedOptions Plain { get; } = new() { Reattend = false, Assemble = false };

    /// <summary>Whether only the words of referral queries choose (CoSPaL); else every word of the sentence does.</summary>
    public bool Referral { get; init; } = true;

    /// <summary>Logit-guided re-attention: latent prompts are learned for every question, the network frozen.</summary>
    public bool Reattend { get; init; } = true;

    /// <summary>Temporal-augmented assembling: who is asked of every life forwards and backwards.</summary>
    public bool Assemble { get; init; } = true;

    /// <summary>Steps of re-attention (paper: 1).</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Length of a step (paper: 8).</summary>
    public float Rate { get; init; } = 8;

    /// <summary>
    /// So much less than its best moment (in logits) a moment may fit and still be part of the action. Chosen on simulated clips other than those that
    /// figures are given for.
    /// </summary>
    public float Slack { get; init; } = DefaultSlack;

    /// <summary>Share of the prompts of before in the new ones (paper: 0.5).</summary>
    public float Average { get; init; } = 0.5f;
}

/// <summary>What a learned grounder says of one tubelet.</summary>
/// <param name="TubeletId">The tubelet.</param>
/// <param name="Share">How much rather this one than the scene's others, in [0, 1]; the shares of a scene sum to 1.</param>
/// <param name="Fit">logit_yes − logit_no of "Is there ...?", of this tubelet alone.</param>
/// <param name="Begin">First frame.</param>
/// <param name="End">Last frame, inclusive.</param>
public sealed record LearnedAnswer(int TubeletId, float Share, float Fit, int Begin, int End);
