using System.Collections.Immutable;

namespace Stvg.Core.Queries;

/// <summary>
/// What the lexicon knows of a base form. A cost is 0 for the usual part of speech, about 1 more for each halving of its frequency, -1
/// for none.
/// </summary>
/// <param name="Noun">Cost of reading it as a noun.</param>
/// <param name="Verb">Cost of reading it as a verb.</param>
/// <param name="Adjective">Cost of reading it as an adjective.</param>
/// <param name="Adverb">Cost of reading it as an adverb.</param>
/// <param name="Categories">COCO categories of the noun; empty when no class fits.</param>
/// <param name="Garment">Where on the body the garment is; null for other nouns.</param>
public sealed record LexiconEntry(
    float Noun, float Verb, float Adjective, float Adverb, ImmutableArray<string> Categories, BodyPart? Garment);
