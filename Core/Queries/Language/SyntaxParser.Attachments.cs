using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class SyntaxParser
{
    private static readonly string[] s_subjects = ["he", "she", "they", "i", "we", "you"];

    private bool TryAttach(NounPhrase phrase, Role role)
    {
        var start = _at;
        if (role == Role.Target && (Is("and") || IsStop(",")) && TryAttachAfterComma(phrase)) return true;
        switch (TagAt())
        {
            case Tag.Idiom when AcceptsIdiom(phrase, Peek()!.Idiom!, role):
                _at++;
                phrase.After.Add(Close(new IdiomNode { Idiom = words[start].Idiom! }, start));
                return true;
            case Tag.Prep or Tag.Adv when ParsePrepositionPhrase() is { } preposition:
                if (Accepts(phrase, preposition, role))
                {
                    phrase.After.Add(preposition);
                    return true;
                }
                _at = start;
                return false;
            case Tag.Prep when Is("to") && phrase.Before.Exists(word => word.Tag == Tag.Ord) && TagAt(1) == Tag.Verb:
                _at++;
                var infinitive = ParseVerbPhrase();
                infinitive[0].Infinitive = true;
                infinitive[0].First = start;
                phrase.After.AddRange(infinitive);
                return true;
            case Tag.Ing or Tag.Ed when role is Role.Target or Role.DescribedAgent || (role == Role.Object && CanAct(phrase)):
                phrase.After.AddRange(role == Role.Target ? ParseVerbPhrases(TagAt()) : ParseVerbPhrase());
                return true;
            case Tag.Not when role == Role.Target && TagAt(1) is Tag.Ing or Tag.Ed:
                phrase.After.AddRange(ParseVerbPhrases());
                return true;
            case Tag.Pron when phrase.After.Count == 0 && Is(s_subjects) && ParseContact() is { } contact:
                phrase.After.Add(contact);
                return true;
            case Tag.Wh when ParseRelative(phrase, role) is { Count: > 0 } clauses:
                phrase.After.AddRange(clauses);
                return true;
            case Tag.Adj when phrase.Head >= 0 && (IsColour(Peek()!.Lower) || role == Role.Target) && !HeadFollows(0):
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
        while (TagAt() == Tag.Adv && TagAt(1) is Tag.Ed or Tag.Ing or Tag.Adv) _at++;
        if (TagAt() is Tag.Ing or Tag.Ed or Tag.Wh or Tag.Prep)
        {
            if (TagAt() is Tag.Ing or Tag.Ed) _at = adverbs;
            if (TagAt() == Tag.Adv)
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
        phrase.Noun.Length == 0
            ? phrase.Before.Exists(word => IsColour(word.Lower) || Colours.Hair(word.Lower) is not null
                || Colours.Compound(word.Lower).Count > 0)
            : Garments.Part(phrase.Noun, lexicon) is not null;

    // Somebody or something that can be the subject of a participle.
    private bool CanAct(NounPhrase phrase)
    {
        if (phrase.Noun.Length == 0 && IsGarment(phrase)) return false;
        var categories = Categories(phrase);
        return Nouns.IsPerson(categories) || Nouns.IsAnimal(categories) || Nouns.IsVehicle(categories)
            || phrase.Noun is "one" or "something" or "";
    }

    // Things that have neither clothes nor places of their own: whatever follows them belongs further up.
    private bool IsLandmark(NounPhrase phrase) =>
        IsGarment(phrase) || (phrase.Noun.Length > 0 && phrase.Noun != "one" && Categories(phrase).IsEmpty);

    private bool AcceptsIdiom(NounPhrase phrase, Idiom idiom, Role role) => role switch
    {
        _ when idiom.Kind is IdiomKind.LeftBehind or IdiomKind.TakenAway => true,
        Role.Target => idiom.Kind is IdiomKind.At or IdiomKind.Frame
            || (idiom.Kind == IdiomKind.From && phrase.Before.Exists(word => word.Tag == Tag.Ord))
            || (idiom.Kind == IdiomKind.To && TagAt(1) is null or Tag.Stop),
        Role.Agent or Role.DescribedAgent => idiom.Kind is IdiomKind.At or IdiomKind.Frame,
        _ when Garments.IsBodyPart(phrase.Noun) => // "with his back to the camera"
            idiom is { Kind: IdiomKind.To, Place: PicturePlace.NearCamera or PicturePlace.FarFromCamera },
        _ => idiom.Kind == IdiomKind.At && !IsLandmark(phrase),
    };

    private bool Accepts(NounPhrase phrase, PrepositionPhrase preposition, Role role)
    {
        if (preposition.Kind == PrepositionKind.Of) return true;
        var garment = IsGarment(preposition.Object);
        if (preposition.Kind == PrepositionKind.Having && IsGarment(phrase) && phrase.Noun.Length > 0 && IsDetail(preposition.Object))
            return true;
        if (garment && preposition.Kind is PrepositionKind.Having or PrepositionKind.Place
            && preposition.Lower is "in" or "with" or "without")
            return role != Role.Object || CanAct(phrase);
        if (Garments.IsBodyPart(preposition.Object.Noun))
            return role != Role.Object || CanAct(phrase) == (preposition.Kind == PrepositionKind.Having);
        if (Garments.IsBodyPart(phrase.Noun) && preposition.Object.Noun == "pocket") return true;
        if (role != Role.Object) return true;
        return !IsLandmark(phrase) && preposition.Kind is not (PrepositionKind.Way or PrepositionKind.By or PrepositionKind.Other);
    }

    // "a shirt with white stripes", "a coat with long sleeves": said of the garment.
    private static bool IsDetail(NounPhrase thing) =>
        Colours.PatternOfNoun(thing.Noun) is not null
            || thing.Noun is "sleeve" or "collar" or "hood" or "logo" or "number" or "writing" or "print" or "pocket" or "button";
}
