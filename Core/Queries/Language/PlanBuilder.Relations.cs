using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class PlanBuilder
{
    private static readonly HashSet<string> s_ridden =
        ["bicycle", "motorcycle", "horse", "skateboard", "surfboard", "snowboard", "skis", "elephant"];

    /// <param name="preposition">The phrase.</param>
    /// <param name="verb">Words of the verb that it completes; they belong to its text. None where it follows a noun.</param>
    /// <param name="subject">Whom it is said of.</param>
    /// <param name="said">Where the sub-queries go.</param>
    /// <param name="negated">True under "not".</param>
    private void AddPreposition(
        PrepositionPhrase preposition, IReadOnlyList<int> verb, Entity subject, ImmutableArray<SubQuery>.Builder said, bool negated)
    {
        var thing = preposition.Object;
        int[] before = [.. verb, preposition.First];
        if (Garments.IsBodyPart(thing.Noun))
        {
            if (preposition.Kind == PrepositionKind.Having)
            {
                Add(said, new UnjudgedPredicate(Text(Span(preposition))), Span(preposition), negated); // "with his hands in his pockets"
                _warnings.Unjudged(Text(Span(preposition)));
                return;
            }
            Use(words[preposition.First]);
            UseQuietly(thing);
            return;
        }
        switch (preposition.Kind)
        {
            case PrepositionKind.Having:
                AddPossession(thing, before, subject, said, negated ^ preposition.Name == "without");
                break;
            case PrepositionKind.Place when preposition.Name == "in" && IsWorn(thing, subject):
                AddGarment(thing, before, said, negated);
                break;
            case PrepositionKind.Relation when preposition.Name == "together_with" && Garments.Part(thing.Noun, lexicon) is not null:
                AddPossession(thing, before, subject, said, negated);
                break;
            case PrepositionKind.Place or PrepositionKind.Of when IsPicture(thing.Noun):
                Use(words[preposition.First]);
                UseQuietly(thing);
                break;
            case PrepositionKind.Place or PrepositionKind.Relation or PrepositionKind.By:
                AddRelation(PlaceName(preposition), thing, before, said, negated);
                break;
            case PrepositionKind.Way:
                AddWay(preposition, verb, said, negated);
                break;
            default:
                _warnings.Unjudged(Text(Span(preposition)));
                break;
        }
    }

    private void Use(Node node)
    {
        foreach (var i in Span(node)) Use(words[i]);
    }

    // "in his hand", "the picture": says nothing by itself, but what is said of it is not judged.
    private void UseQuietly(NounPhrase thing)
    {
        Use(thing, thing.Head);
        foreach (var word in thing.Before) _warnings.Unjudged(Text([Index(word)]));
        foreach (var node in thing.After) _warnings.Unjudged(Text(Span(node)));
        foreach (var next in thing.And) UseQuietly(next);
    }

    // "in a red jacket", "in black"; "in a red kurta": what a person is in and nobody knows is worn if it has a colour.
    private bool IsWorn(NounPhrase thing, Entity subject)
    {
        if (IsGarment(thing)) return true;
        return Nouns.IsPerson(subject.Categories) && thing.Noun.Length > 0 && !Nouns.IsListed(thing.Noun)
            && Nouns.Categories(thing.Noun, lexicon).IsEmpty && thing.Before.Exists(word => Colours.IsListed(word.Lower));
    }

    private void AddPossession(
        NounPhrase thing, IReadOnlyList<int> before, Entity subject, ImmutableArray<SubQuery>.Builder said, bool negated)
    {
        NounPhrase[] things = [thing, .. thing.And];
        foreach (var one in things)
        {
            var no = negated ^ (one.Determiner == "no" || thing.Determiner == "neither");
            var part = one.Noun.Length == 0 && one.Before.Count > 0 ? BodyPart.Whole : Garments.Part(one.Noun, lexicon);
            var categories = Nouns.Categories(one.Noun, lexicon);
            var coloured = one.Before.Exists(word => Colours.IsListed(word.Lower));
            var alone = one == thing ? WithoutAnd(one) : one;
            if (part is not (null or BodyPart.Carried)) AddGarment(alone, before, said, negated);
            else if (Nouns.IsPerson(subject.Categories) && coloured && !Nouns.IsPerson(categories) && !Nouns.IsAnimal(categories)
                && !Nouns.IsVehicle(categories))
                AddCarried(alone, before, subject, said, negated);
            else if (Nouns.IsPerson(categories) || Nouns.IsAnimal(categories) || Nouns.IsVehicle(categories)
                || one.Noun is "one" or "him" or "her" or "them")
                AddRelation("together_with", alone, before, said, no);
            else if (Nouns.IsPerson(subject.Categories) || part is not null) AddRelation("carry", alone, before, said, no);
            else if (coloured) AddGarment(alone, before, said, negated, BodyPart.Whole); // "a car with a white roof"
            else AddRelation("together_with", alone, before, said, no);
        }
    }

    // "with a white bag next to the bench": who carries it is there.
    private void AddCarried(
        NounPhrase thing, IReadOnlyList<int> before, Entity subject, ImmutableArray<SubQuery>.Builder said, bool negated)
    {
        var places = thing.After.Where(IsPlace).ToList();
        if (places.Count > 0) thing.Last = places[0].First - 1;
        thing.After.RemoveAll(IsPlace);
        AddGarment(thing, before, said, negated, BodyPart.Carried);
        foreach (var place in places) AddNode(place, subject, said);
    }

    private static bool IsPlace(Node node) => node switch
    {
        IdiomNode => true,
        PrepositionPhrase { Kind: PrepositionKind.Relation or PrepositionKind.Place } place => !Garments.IsBodyPart(place.Object.Noun),
        _ => false,
    };

    private static NounPhrase WithoutAnd(NounPhrase phrase)
    {
        var copy = new NounPhrase
        {
            Noun = phrase.Noun, Head = phrase.Head, Determiner = phrase.Determiner, Count = phrase.Count, Plural = phrase.Plural,
            First = phrase.First, Last = phrase.Last,
        };
        copy.Before.AddRange(phrase.Before);
        copy.After.AddRange(phrase.After);
        return copy;
    }

    // Where something is "on", "in" or "at" depends on what it is on, in or at.
    private string PlaceName(PrepositionPhrase preposition)
    {
        var categories = Nouns.Categories(preposition.Object.Noun, lexicon);
        return (preposition.Kind, preposition.Name) switch
        {
            (PrepositionKind.By, _) => "next_to",
            (PrepositionKind.Place, "on") when categories.Any(s_ridden.Contains) && !categories.Contains("car") => "ride",
            (PrepositionKind.Place, "on") when !categories.IsEmpty => "above",
            (PrepositionKind.Place, "in") when !categories.IsEmpty => "inside",
            (PrepositionKind.Place, "at") when !categories.IsEmpty => "next_to",
            _ => preposition.Name,
        };
    }

    private void AddWay(PrepositionPhrase preposition, IReadOnlyList<int> verb, ImmutableArray<SubQuery>.Builder said, bool negated)
    {
        int[] before = [.. verb, preposition.First];
        var categories = Nouns.Categories(preposition.Object.Noun, lexicon);
        switch (preposition.Name)
        {
            case "up" or "down" when categories.IsEmpty:
                Use(preposition.Object, preposition.Object.Head);
                var direction = preposition.Name == "up" ? Direction.Up : Direction.Down;
                Add(said, new DirectionPredicate(direction), [.. before, .. Span(preposition.Object)], negated);
                break;
            case "into" when Nouns.IsVehicle(categories):
                AddRelation("get_on", preposition.Object, before, said, negated);
                break;
            case "out_of" when Nouns.IsVehicle(categories):
                AddRelation("get_off", preposition.Object, before, said, negated);
                break;
            default:
                AddRelation(preposition.Name is "up" or "down" ? "along" : preposition.Name, preposition.Object, before, said, negated);
                break;
        }
    }

    /// <summary>A relation to a thing and to those that "and" adds to it.</summary>
    private void AddRelation(
        string name, NounPhrase other, IEnumerable<int> before, ImmutableArray<SubQuery>.Builder said, bool negated,
        bool targetIsObject = false)
    {
        var words = before.ToList();
        NounPhrase[] others = [other, .. other.And];
        foreach (var thing in others)
        {
            var id = NewId('r');
            var text = words.Concat(Span(thing)).ToList();
            var entity = OtherEntity(thing, out _);
            var none = thing.Determiner is "no" or "neither" || thing.Noun is "nobody" or "nothing" or "none";
            Add(said, new RelationPredicate(name, entity, targetIsObject), text, negated ^ none, id);
        }
    }
}
