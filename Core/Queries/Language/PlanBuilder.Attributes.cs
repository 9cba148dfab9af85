using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class PlanBuilder
{
    // All that a noun phrase says of its thing: the words before the head, then what follows it.
    private void AddModifiers(NounPhrase phrase, Entity entity, ImmutableArray<SubQuery>.Builder said)
    {
        AddAdjectives(phrase, entity, said);
        foreach (var node in phrase.After) AddNode(node, entity, said);
    }

    private void AddNode(Node node, Entity subject, ImmutableArray<SubQuery>.Builder said)
    {
        switch (node)
        {
            case PrepositionPhrase preposition:
                AddPreposition(preposition, [], subject, said, false);
                break;
            case IdiomNode idiom:
                AddIdiom(idiom, said);
                break;
            case AdjectiveNode adjectives:
                Use(adjectives.Words, adjectives.Words.Head);
                if (adjectives.Words.Noun is not ("" or "one") && adjectives.Words.Noun != subject.Noun)
                    _warnings.Unjudged(Text([adjectives.Words.Head]));
                AddModifiers(adjectives.Words, subject, said);
                break;
            case Clause clause:
                AddClause(clause, subject, said);
                break;
            case TemporalNode temporal:
                AddTemporal(temporal, subject, said);
                break;
            default:
                break; // an adverb by itself: named as not understood unless it says nothing
        }
    }

    private void AddAdjectives(NounPhrase phrase, Entity entity, ImmutableArray<SubQuery>.Builder said, bool negated = false)
    {
        var head = phrase.Head >= 0 ? [phrase.Head] : Array.Empty<int>();
        var person = Nouns.IsPerson(entity.Categories);
        for (var i = 0; i < phrase.Before.Count; i++)
        {
            var word = phrase.Before[i];
            int[] text = [Index(word), .. head];
            if (Colours.IsListed(word.Lower) && word.Tag == Tag.Adj)
            {
                var run = phrase.Before.Skip(i).TakeWhile(next => next.Tag == Tag.Adj && Colours.IsListed(next.Lower)).ToList();
                AddColours(run, person, head, said, negated);
                i += run.Count - 1;
            }
            else if (Adjectives.Size(word.Lower) is { } size) Add(said, new SizePredicate(size), text, negated);
            else if (Adjectives.Place(word.Lower) is { } place) Add(said, new PositionPredicate(place), text, negated);
            else if (word.Tag == Tag.Ord && Numbers.Rank(word.Lower) is { } rank) AddOrdinal(phrase, rank, text, said);
            else if (Adjectives.IsGender(word.Lower))
            {
                _warnings.Gender(word.Lower);
                Use(word);
            }
            else if (MotionOf(word) is { } motion) Add(said, new MotionPredicate(motion), text, negated);
            else if (Adjectives.IsAbandoned(word.Lower) && Nouns.IsCarried(entity.Categories)) Add(said, new MotionPredicate(Motion.LeftBehind), text, negated);
            else if (Adjectives.IsStill(word.Lower)) Add(said, new MotionPredicate(Motion.Stand), text, negated);
            else if (person && Adjectives.IsBald(word.Lower)) Add(said, new TraitPredicate(BodyTrait.Bald), text, negated);
            else if (word.Tag == Tag.Ord || word.Lower is "other" or "same" or "visible" or "several" or "many" or "few") Use(word);
            else if (word.Tag == Tag.Noun && IsNamed(word, entity))
            {
                if (Nouns.IsGendered(word.Lemma)) _warnings.Gender(word.Lemma);
                Use(word);
            }
            else if (word.Tag == Tag.Adv)
            {
                // "a very tall man", "a slowly moving car": shown with the word after it
            }
            else
            {
                Add(said, new UnjudgedPredicate(word.Lower), text, negated);
                _warnings.Unjudged(word.Lower);
            }
        }
    }

    // "the walking man"; "the parked car" and "a stopped bus" stand.
    private static Motion? MotionOf(Word word)
    {
        if (!word.TryRead(Tag.Ing, out var reading) && !word.TryRead(Tag.Ed, out reading)) return null;
        var motion = Verbs.Senses(reading.Lemma)?.FirstOrDefault(sense => sense is { Kind: VerbKind.Motion, Pattern: null })?.Motion;
        return reading.Tag == Tag.Ed && motion == Motion.Stop ? Motion.Stand : motion;
    }

    // "adult man", "lamp post": a noun before the head that the entity's name or category holds already.
    private bool IsNamed(Word word, Entity entity) =>
        entity.Noun.Split(' ').Contains(word.Lemma)
            || (Nouns.IsPerson(entity.Categories) && Nouns.IsPerson(Nouns.Categories(word.Lemma, lexicon)));

    private void AddColours(List<Word> run, bool person, int[] head, ImmutableArray<SubQuery>.Builder said, bool negated)
    {
        var words = run.Select(word => word.Lower).ToList();
        int[] text = [.. Enumerable.Range(Index(run[0]), Index(run[^1]) - Index(run[0]) + 1), .. head];
        if (words.Select(Colours.Pattern).FirstOrDefault(name => name is not null) is { } pattern)
            Add(said, new PatternPredicate(BodyPart.Whole, pattern), text, negated);
        var hair = words.Select(Colours.Hair).FirstOrDefault(colour => colour is not null);
        if (person && hair is { } shade && (words.Exists(IsHair) || shade == Colour.Blonde))
            Add(said, new ColourPredicate(BodyPart.Head, [shade], "hair"), text, negated);
        else if (Colours.Read(words) is { IsEmpty: false } colours)
        {
            if (!person) Add(said, new ColourPredicate(BodyPart.Whole, colours), text, negated);
            else
            {
                // "a black man": the colour of a skin is not for a machine to judge.
                Add(said, new UnjudgedPredicate(string.Join(' ', words)), text, negated);
                _warnings.Unjudged(string.Join(' ', words));
            }
        }
    }

    private static bool IsHair(string lower) => Colours.Find(lower) is null && Colours.Hair(lower) is not null;

    // "the second car to appear": order of appearance; another verb is judged by itself.
    private void AddOrdinal(NounPhrase phrase, int rank, int[] text, ImmutableArray<SubQuery>.Builder said)
    {
        if (phrase.After.OfType<IdiomNode>().FirstOrDefault(node => node.Idiom.Kind == IdiomKind.From) is { } counted)
        {
            phrase.After.Remove(counted); // "the third person from the left": an order in the picture, not in time
            var order = Text([.. text, .. Span(counted)]);
            Add(said, new UnjudgedPredicate(order), [.. text, .. Span(counted)], unjudged: SubQueryKind.Position);
            _warnings.Unjudged(order);
            return;
        }
        var words = text.ToList();
        foreach (var clause in phrase.After.OfType<Clause>().Where(clause => clause.Infinitive).ToList())
        {
            var enters = clause.Sense.Kind == VerbKind.Enter
                || (clause.Sense.Kind == VerbKind.Motion && Particle(clause) == Crossing.Enter);
            if (!enters) _warnings.Guess($"\"{Text(text)} … {Text(Span(clause))}\" is read as that one in order of appearance");
            if (!enters || !clause.Complements.TrueForAll(node => node is TemporalNode || IsEntering(node))) continue;
            var at = phrase.After.IndexOf(clause);
            phrase.After.RemoveAt(at);
            var times = clause.Complements.OfType<TemporalNode>().ToList();
            phrase.After.InsertRange(at, times);
            words.AddRange(Span(clause).Except(times.SelectMany(Span)));
        }
        Add(said, new OrdinalPredicate(rank), words);
    }

    private static bool IsEntering(Node node) =>
        node is IdiomNode { Idiom.Kind: IdiomKind.IntoPicture or IdiomKind.Frame }
            or AdverbNode { Lower: "in" or "inside" or "along" or "by" };

    /// <summary>Something worn or carried: its colours and patterns are judged, the garment as such is not.</summary>
    private void AddGarment(
        NounPhrase garment, IReadOnlyList<int> before, ImmutableArray<SubQuery>.Builder said, bool negated, BodyPart? forced = null)
    {
        int[] text = [.. before, .. Span(garment)];
        _understood |= IsKnown(garment);
        var affirmed = negated;
        negated ^= garment.Determiner is "no" or "neither";
        var adjectives = garment.Before.Concat(garment.After.OfType<AdjectiveNode>().SelectMany(node => node.Words.Before)).ToList();
        var words = adjectives.Select(word => word.Lower).ToList();
        var hair = garment.Noun == "hair" || words.Exists(word => word.Contains("-hair", StringComparison.Ordinal));
        var part = forced ?? (hair ? BodyPart.Head : Garments.Part(garment.Noun, lexicon) ?? BodyPart.Whole);
        var isLong = part == BodyPart.Upper && words.Contains("long") && forced is null;
        var name = hair ? "hair" : garment.Noun.Length == 0 ? null : garment.Noun;
        var colours = hair ? [.. words.Select(Colours.Hair).OfType<Colour>().Distinct()] : Colours.Read(words);
        if (hair && colours.IsEmpty) colours = Colours.Read(words);
        var pattern = words.Select(Colours.Pattern).FirstOrDefault(found => found is not null);
        if (!colours.IsEmpty) Add(said, new ColourPredicate(part, colours, name), text, negated);
        if (pattern is not null) Add(said, new PatternPredicate(part, pattern, name), text, negated);
        if (isLong) Add(said, new TraitPredicate(BodyTrait.LongCoat), text, negated);
        foreach (var word in adjectives.Where(word => !Colours.IsListed(word.Lower) && word.Lower is not ("other" or "same") && !(isLong && word.Lower == "long")))
            _warnings.Unjudged(word.Lower);
        var detailed = garment.After.Exists(node => node is PrepositionPhrase { Object: var detail }
            && Colours.PatternOfNoun(detail.Noun) is not null);
        if (colours.IsEmpty && pattern is null && !detailed && !isLong)
        {
            var said1 = Text(text);
            Add(said, new UnjudgedPredicate(said1), text, negated);
            _warnings.Unjudged(said1);
        }
        foreach (var node in garment.After)
            if (node is PrepositionPhrase { Object: var inner } && (IsGarment(inner) || Colours.PatternOfNoun(inner.Noun) is not null))
                AddDetail(inner, part, name, text, said, negated);
        foreach (var next in garment.And) AddGarment(next, before, said, garment.Determiner == "neither" ? negated : affirmed);
    }

    // "with white stripes" of a shirt
    private void AddDetail(NounPhrase detail, BodyPart part, string? name, int[] text, ImmutableArray<SubQuery>.Builder said, bool negated)
    {
        if (Colours.PatternOfNoun(detail.Noun) is { } pattern) Add(said, new PatternPredicate(part, pattern, name), text, negated);
        else _warnings.Unjudged(detail.Noun);
        if (Colours.Read([.. detail.Before.Select(word => word.Lower)]) is { IsEmpty: false } colours)
            Add(said, new ColourPredicate(part, colours, name), text, negated);
    }

    private int Index(Word word)
    {
        for (var i = 0; i < words.Count; i++)
            if (ReferenceEquals(words[i], word)) return i;
        return 0;
    }
}
