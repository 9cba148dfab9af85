using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class SyntaxParser
{
    private PrepositionPhrase? ParsePrepositionPhrase()
    {
        var start = _at;
        if (_prepositionPhrases.TryGetValue(start, out var known))
        {
            _at = known.End;
            return known.Phrase;
        }
        PrepositionPhrase? phrase = null;
        if (Prepositions.Find(Peek()!.Lower) is { } preposition && (IsNounPhraseStart(1) || IsOwnNoun(1) || IsDoubled(preposition)))
        {
            var lower = Peek()!.Lower;
            _at += IsDoubled(preposition) ? 2 : 1;
            if (ParseNounPhrase(Role.Object) is { } thing)
            {
                ParseCoordinated(thing);
                phrase = Close(new PrepositionPhrase { Kind = preposition.Kind, Name = preposition.Name, Lower = lower, Object = thing },
                    start);
            }
        }
        if (phrase is null) _at = start;
        _prepositionPhrases[start] = (phrase, _at);
        return phrase;
    }

    // "behind of the car", "towards to the door"
    private bool IsDoubled((PrepositionKind Kind, string Name) preposition) => IsNounPhraseStart(2) && (preposition, Peek(1)?.Lower) is
        ((PrepositionKind.Relation, _), "of" or "to") or ((PrepositionKind.Way, "towards"), "to")
            or ((PrepositionKind.Way, "away"), "from" or "of");

    // "with rolled-up sleeves", "in ripped jeans": a participle that can only belong to the noun after it.
    private bool IsOwnNoun(int ahead) => TagAt(ahead) is Tag.Ed or Tag.Ing && TagAt(ahead + 1) == Tag.Noun
        && Garments.Part(Peek(ahead + 1)!.Lemma, lexicon) is not null;

    // "… a dark jacket and black trousers", "… a man and a woman", unless the second is the subject of what follows.
    private void ParseCoordinated(NounPhrase phrase)
    {
        while (true)
        {
            var start = _at;
            while (Is("and") || Is("or") || Is("nor") || IsStop(",") || Is("plus")) _at++;
            if (_at == start || !IsNounPhraseStart() || ParseNounPhrase(Role.Object) is not { } next || !Joins(phrase, next))
            {
                _at = start;
                break;
            }
            phrase.And.Add(next);
        }
    }

    // Not the subject of a clause of its own, not the target described again, and not a garment with something else.
    private bool Joins(NounPhrase phrase, NounPhrase next) =>
        (IsGarment(phrase) ? IsGarment(next) : !IsGarment(next) && !IsVerbPhraseStart())
            && next.Noun is not ("he" or "she" or "it" or "they")
        && !(next.Determiner == "the" && next.Noun == "one");
}
