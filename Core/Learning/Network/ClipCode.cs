using Stvg.Core.Learning.Autodiff;

namespace Stvg.Core.Learning.Network;

/// <summary>A clip as words look for it: what K tubelets are, and what they do.</summary>
/// <param name="Count">K.</param>
/// <param name="Still">Keys of who, K × d.</param>
/// <param name="Fast">Keys of when, K·<see cref="Features.TokenShape.Fast"/> × d.</param>
internal sealed record ClipCode(int Count, Node Still, Node Fast);

/// <summary>Latent prompts that are added to a clip's tokens (logit-guided re-attention, NeurIPS 2025, section 3.3); null: none.</summary>
/// <param name="Who">On slow tokens, K·<see cref="Features.TokenShape.Slow"/> × d.</param>
/// <param name="When">On fast tokens, K·<see cref="Features.TokenShape.Fast"/> × d.</param>
internal sealed record Prompts(Node? Who, Node? When);
