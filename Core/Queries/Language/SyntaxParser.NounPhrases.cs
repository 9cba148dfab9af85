using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class SyntaxParser
{
    /// <summary>Where a noun phrase stands; decides what may be attached to it.</summary>
    private enum Role
    {
        /// <summary>What is sought, or the subject of a sentence: everything attaches.</summary>
        Target,

        /// <summary>Subject of a question about something else, right before its verb: no verbs attach.</summary>
        Agent,

        /// <summary>The same where the verb is another: participles attach ("what does the man wearing a hat push?").</summary>
        DescribedAgent,

        /// <summary>Object of a verb or preposition: only what clearly belongs to it.</summary>
        Object,
    }

    private readonly Dictionary<(int At, Role Role), (NounPhrase? Phrase, int End)> _nounPhrases = [];
    private readonly Dictionary<int, (PrepositionPhrase? Phrase, int End)> _prepositionPhrases = [];

    private bool IsNounPhraseStart(int ahead = 0) => Tag(ahead) is Language.Tag.Det or Language.Tag.Num or Language.Tag.Ord or Language.Tag.Adj
        or Language.Tag.Noun or Language.Tag.Pron or Language.Tag.Poss;

    private NounPhrase? ParseNounPhrase(Role role)
    {
        var start = _at;
        if (_nounPhrases.TryGetValue((start, role), out var known))
        {
            _at = known.End;
            return known.Phrase;
        }
        var phrase = ParseCore();
        if (phrase is not null)
        {
            while (TryAttach(phrase, role)) phrase.Last = _at - 1;
        }
        else _at = start;
        _nounPhrases[(start, role)] = (phrase, _at);
        return phrase;
    }

    // Determiner, adjectives, head.
    private NounPhrase? ParseCore()
    {
        var start = _at;
        var phrase = new NounPhrase();
        while (Tag() is Language.Tag.Det or Language.Tag.Poss)
        {
            phrase.Determiner = Peek()!.Lower;
            phrase.Plural |= Peek()!.Lower is "these" or "those" or "some" or "both" or "all";
            _at++;
            if (Is("of")) _at++; // "all of the"
        }
        if (Tag() == Language.Tag.Pron && phrase.Before.Count == 0)
        {
            SetHead(phrase, Peek()!.Lemma);
            phrase.Plural = phrase.Noun is "they" or "them";
            _at++;
            return Close(phrase, start);
        }
        while (ParsePremodifier(phrase)) { }
        if (Is("of") && phrase.Before.Count > 0 && IsNounPhraseStart(1)) // "the taller of the two men"
        {
            _at++;
            while (Tag() is Language.Tag.Det or Language.Tag.Poss or Language.Tag.Num) _at++;
            while (ParsePremodifier(phrase)) { }
        }
        while (Tag() == Language.Tag.Noun)
        {
            if (phrase.Head >= 0 && !Peek()!.Reading.Known && words[phrase.Head].Reading.Known) break; // a slip of the hand is no head
            if (phrase.Head >= 0) phrase.Before.Add(words[phrase.Head]);
            SetHead(phrase, Peek()!.Lemma);
            phrase.Plural |= Peek()!.Reading.Form == WordForm.Plural;
            _at++;
            if (phrase.Noun == "number" && Tag() == Language.Tag.Num) _at++; // "the number 10"
            while (IsStop("/") && Tag(1) == Language.Tag.Noun) _at += 2; // "sheep/goat"
            if (Tag() == Language.Tag.Poss && Is("'s") && Tag(1) is Language.Tag.Noun or Language.Tag.Adj)
            {
                phrase.Before.Add(words[phrase.Head]); // "the man's hat": the hat
                phrase.Head = -1;
                _at++;
                while (ParsePremodifier(phrase)) { }
            }
            else if (Is("of") && phrase.Noun is "group" or "pair" or "couple" or "crowd" or "one" or "kind" or "type" or "line" or "row" or "lot" && IsNounPhraseStart(1))
            {
                if (phrase.Noun is "pair" or "couple") phrase.Count = 2;
                phrase.Plural |= phrase.Noun is not ("one" or "kind" or "type");
                phrase.Head = -1;
                phrase.Noun = "";
                _at++;
                while (Tag() is Language.Tag.Det or Language.Tag.Poss) _at++;
                while (ParsePremodifier(phrase)) { }
            }
        }
        if (phrase.Head < 0) UseLastAsHead(phrase);
        if (phrase.Head < 0 && phrase.Before.Count == 0 && phrase.Determiner is not ("another" or "this" or "that" or "these" or "those")
            && (phrase.Count == 1 || _at == start)) return null;
        return Close(phrase, start);
    }

    // "an orange", "the adult watches": what could be a noun is one where no other follows; "in black" and "the red" stay colours.
    private void UseLastAsHead(NounPhrase phrase)
    {
        if (phrase.Before.Count == 0 || words[_at - 1] != phrase.Before[^1] || phrase.Before[^1].Tag != Language.Tag.Adj || !phrase.Before[^1].TryRead(Language.Tag.Noun, out var noun)) return;
        if (Colours.IsListed(phrase.Before[^1].Lower) && phrase.Determiner is not ("a" or "an")) return;
        phrase.Before[^1].Reading = noun;
        phrase.Before.RemoveAt(phrase.Before.Count - 1);
        phrase.Head = _at - 1;
        phrase.Noun = noun.Lemma;
    }

    private void SetHead(NounPhrase phrase, string lemma)
    {
        phrase.Head = _at;
        phrase.Noun = lemma;
    }

    private bool ParsePremodifier(NounPhrase phrase)
    {
        switch (Tag())
        {
            case Language.Tag.Num when Is("one") && Tag(1) is not (Language.Tag.Noun or Language.Tag.Adj):
                if (Is("of", 1) && IsNounPhraseStart(2))
                {
                    _at += 2;
                    while (Tag() is Language.Tag.Det or Language.Tag.Poss) _at++;
                    return true;
                }
                SetHead(phrase, "one");
                _at++;
                return false;
            case Language.Tag.Num:
                var count = Numbers.Value(Peek()!.Lower);
                phrase.Plural |= count != 1;
                phrase.Count = count is > 0 and <= 99 ? count.Value : 1;
                _at++;
                if (Is("of") && IsNounPhraseStart(1)) _at++;
                return true;
            case Language.Tag.Ord or Language.Tag.Adj:
                if (phrase.Before.Count == 0 && phrase.Determiner.Length == 0 && Tag() == Language.Tag.Adj && Prepositions.Find(Peek()!.Lower) is not null) return false;
                phrase.Before.Add(Peek()!);
                _at++;
                return true;
            case Language.Tag.Ing or Language.Tag.Ed or Language.Tag.Adv
                when (phrase.Determiner.Length > 0 || phrase.Before.Count > 0 || phrase.Plural) && Tag(1) is Language.Tag.Noun or Language.Tag.Adj or Language.Tag.Ed or Language.Tag.Ing
                    && HeadFollows(1):
                phrase.Before.Add(Peek()!);
                _at++;
                return true;
            case Language.Tag.Conj or Language.Tag.Stop when (Is("and") || Is(",") || Is("or") || Is("/")) && phrase.Before.Count > 0
                    && phrase.Before[^1].Tag == Language.Tag.Adj && Tag(1) == Language.Tag.Adj && (AdjectivesJoin(phrase) || HeadFollows(1)):
                _at++;
                return true;
            default:
                return false;
        }
    }

    // "in black and white": two colours without a head belong together.
    private bool AdjectivesJoin(NounPhrase phrase) =>
        Colours.Find(phrase.Before[^1].Lower) is not null && Colours.Find(Peek(1)!.Lower) is not null && !Is(",");

    private bool HeadFollows(int ahead)
    {
        for (; Tag(ahead) is Language.Tag.Adj or Language.Tag.Ed or Language.Tag.Ing or Language.Tag.Adv || (Is("and", ahead) && Tag(ahead + 1) == Language.Tag.Adj); ahead++) { }
        return Tag(ahead) == Language.Tag.Noun;
    }

    private bool TryAttach(NounPhrase phrase, Role role)
    {
        var start = _at;
        if (role == Role.Target && (Is("and") || IsStop(",")) && TryAttachAfterComma(phrase)) return true;
        switch (Tag())
        {
            case Language.Tag.Idiom when AcceptsIdiom(phrase, Peek()!.Idiom!, role):
                _at++;
                phrase.After.Add(Close(new IdiomNode { Idiom = words[start].Idiom! }, start));
                return true;
            case Language.Tag.Prep or Language.Tag.Adv when ParsePrepositionPhrase() is { } preposition:
                if (Accepts(phrase, preposition, role))
                {
                    phrase.After.Add(preposition);
                    return true;
                }
                _at = start;
                return false;
            case Language.Tag.Prep when Is("to") && phrase.Before.Exists(word => word.Tag == Language.Tag.Ord) && Tag(1) == Language.Tag.Verb:
                _at++;
                var infinitive = ParseVerbPhrase();
                infinitive[0].Infinitive = true;
                infinitive[0].First = start;
                phrase.After.AddRange(infinitive);
                return true;
            case Language.Tag.Ing or Language.Tag.Ed when role is Role.Target or Role.DescribedAgent || (role == Role.Object && CanAct(phrase)):
                phrase.After.AddRange(role == Role.Target ? ParseVerbPhrases(Tag()) : ParseVerbPhrase());
                return true;
            case Language.Tag.Not when role == Role.Target && Tag(1) is Language.Tag.Ing or Language.Tag.Ed:
                phrase.After.AddRange(ParseVerbPhrases());
                return true;
            case Language.Tag.Wh when ParseRelative(phrase, role) is { Count: > 0 } clauses:
                phrase.After.AddRange(clauses);
                return true;
            case Language.Tag.Adj when phrase.Head >= 0 && (IsColour(Peek()!.Lower) || role == Role.Target) && !HeadFollows(0):
                if (ParseCore() is not { } adjectives) return false;
                phrase.After.Add(new AdjectiveNode { Words = adjectives, First = start, Last = _at - 1 });
                return true;
            default:
                return false;
        }
    }

    // "the man behind the sign, partly hidden by it": commas and "and" between modifiers.
    private bool TryAttachAfterComma(NounPhrase phrase)
    {
        var start = _at;
        while (IsStop(",") || Is("and") || Is("but")) _at++;
        var adverbs = _at;
        while (Tag() == Language.Tag.Adv && Tag(1) is Language.Tag.Ed or Language.Tag.Ing or Language.Tag.Adv) _at++;
        if (Tag() is Language.Tag.Ing or Language.Tag.Ed or Language.Tag.Wh or Language.Tag.Prep)
        {
            if (Tag() is Language.Tag.Ing or Language.Tag.Ed) _at = adverbs;
            if (Tag() == Language.Tag.Adv)
            {
                phrase.After.AddRange(ParseVerbPhrases());
                return true;
            }
            if (TryAttach(phrase, Role.Target)) return true;
        }
        _at = start;
        return false;
    }

    private static bool IsColour(string lower) => Colours.Find(lower) is not null || Colours.Pattern(lower) is not null;

    private ImmutableArray<string> Categories(NounPhrase phrase) =>
        phrase.Noun is "he" or "she" or "him" or "her" or "they" or "them" or "who" ? Nouns.Person : Nouns.Categories(phrase.Noun, lexicon);

    private bool IsGarment(NounPhrase phrase) =>
        phrase.Noun.Length == 0 ? phrase.Before.Exists(word => IsColour(word.Lower) || Colours.Hair(word.Lower) is not null || Colours.Compound(word.Lower).Count > 0)
            : Garments.Part(phrase.Noun, lexicon) is not null;

    // Somebody or something that can be the subject of a participle.
    private bool CanAct(NounPhrase phrase)
    {
        if (phrase.Noun.Length == 0 && IsGarment(phrase)) return false;
        var categories = Categories(phrase);
        return Nouns.IsPerson(categories) || Nouns.IsAnimal(categories) || Nouns.IsVehicle(categories) || phrase.Noun is "one" or "something" or "";
    }

    // Things that have neither clothes nor places of their own: whatever follows them belongs further up.
    private bool IsLandmark(NounPhrase phrase) =>
        IsGarment(phrase) || (phrase.Noun.Length > 0 && phrase.Noun != "one" && Categories(phrase).IsEmpty);

    private bool AcceptsIdiom(NounPhrase phrase, Idiom idiom, Role role) => role switch
    {
        Role.Target => idiom.Kind is IdiomKind.At or IdiomKind.Frame || (idiom.Kind == IdiomKind.From && phrase.Before.Exists(word => word.Tag == Language.Tag.Ord)) || (idiom.Kind == IdiomKind.To && Tag(1) is null or Language.Tag.Stop),
        Role.Agent or Role.DescribedAgent => idiom.Kind is IdiomKind.At or IdiomKind.Frame,
        _ => idiom.Kind == IdiomKind.At && !IsLandmark(phrase),
    };

    private bool Accepts(NounPhrase phrase, PrepositionPhrase preposition, Role role)
    {
        if (preposition.Kind == PrepositionKind.Of) return true;
        var garment = IsGarment(preposition.Object);
        if (preposition.Kind == PrepositionKind.Having && IsGarment(phrase) && phrase.Noun.Length > 0 && IsDetail(preposition.Object)) return true;
        if (garment && preposition.Kind is PrepositionKind.Having or PrepositionKind.Place && preposition.Lower is "in" or "with" or "without")
            return role != Role.Object || CanAct(phrase);
        if (Garments.IsBodyPart(preposition.Object.Noun)) return role != Role.Object || !CanAct(phrase);
        if (role != Role.Object) return true;
        return !IsLandmark(phrase) && preposition.Kind is not (PrepositionKind.Way or PrepositionKind.By or PrepositionKind.Other);
    }

    // "a shirt with white stripes", "a coat with long sleeves": said of the garment.
    private static bool IsDetail(NounPhrase thing) =>
        Colours.PatternOfNoun(thing.Noun) is not null || thing.Noun is "sleeve" or "collar" or "hood" or "logo" or "number" or "writing" or "print" or "pocket" or "button";

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
                phrase = Close(new PrepositionPhrase { Kind = preposition.Kind, Name = preposition.Name, Lower = lower, Object = thing }, start);
            }
        }
        if (phrase is null) _at = start;
        _prepositionPhrases[start] = (phrase, _at);
        return phrase;
    }

    // "behind of the car", "towards to the door"
    private bool IsDoubled((PrepositionKind Kind, string Name) preposition) => IsNounPhraseStart(2) && (preposition, Peek(1)?.Lower) is
        ((PrepositionKind.Relation, _), "of" or "to") or ((PrepositionKind.Way, "towards"), "to") or ((PrepositionKind.Way, "away"), "from" or "of");

    // "with rolled-up sleeves", "in ripped jeans": a participle that can only belong to the noun after it.
    private bool IsOwnNoun(int ahead) => Tag(ahead) is Language.Tag.Ed or Language.Tag.Ing && Tag(ahead + 1) == Language.Tag.Noun
        && Garments.Part(Peek(ahead + 1)!.Lemma, lexicon) is not null;

    // "… a dark jacket and black trousers", "… a man and a woman", unless the second is the subject of what follows.
    private void ParseCoordinated(NounPhrase phrase)
    {
        while (true)
        {
            var start = _at;
            while (Is("and") || Is("or") || IsStop(",") || Is("plus")) _at++;
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
        (IsGarment(phrase) ? IsGarment(next) : !IsGarment(next) && !IsVerbPhraseStart()) && next.Noun is not ("he" or "she" or "it" or "they")
        && !(next.Determiner == "the" && next.Noun == "one");
}
