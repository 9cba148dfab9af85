namespace Stvg.Core.Grounding;

/// <summary>
/// A tube in coordinate tokens, as a language model writes it: everything in bins from 0 to 99 (<see cref="CoordinateTokens"/>).
/// </summary>
/// <param name="Span">When, or null where the text does not say.</param>
/// <param name="Boxes">Where, in the order of the text.</param>
public sealed record TokenTube(TokenSpan? Span, IReadOnlyList<TokenBox> Boxes);

/// <summary>An interval of time in bins, ends included.</summary>
public readonly record struct TokenSpan(int Begin, int End);

/// <summary>A box in bins at a moment in bins.</summary>
public readonly record struct TokenBox(int Time, int Left, int Top, int Right, int Bottom);
