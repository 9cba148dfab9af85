using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class PlanBuilder
{
    private void AddClause(Clause clause, Entity subject, ImmutableArray<SubQuery>.Builder said)
    {
        foreach (var verb in clause.VerbWords) Use(words[verb]);
        if (clause.Agent is not null)
        {
            AddObjectOf(clause, said);
            return;
        }
        switch (clause.Sense.Kind)
        {
            case VerbKind.Wear when clause.Object is not null:
                AddGarment(clause.Object, clause.VerbWords, said, clause.Negated);
                AddComplements(clause, subject, said, false);
                break;
            case VerbKind.Have when clause.Object is not null:
                AddPossession(clause.Object, clause.VerbWords, subject, said, clause.Negated);
                AddComplements(clause, subject, said, false);
                break;
            case VerbKind.Be or VerbKind.Wear or VerbKind.Have or VerbKind.Seen or VerbKind.Aspect:
                if (clause.Object is not null) AddPredicate(clause.Object, subject, said, clause.Negated);
                AddComplements(clause, subject, said, false);
                break;
            case VerbKind.Motion or VerbKind.Enter or VerbKind.Leave:
                AddMotion(clause, subject, said);
                break;
            case VerbKind.Relation:
                AddRelationClause(clause, clause.Sense.Relation!, subject, said);
                break;
            default:
                if (clause.Object is not null || clause.Passive)
                {
                    _warnings.Unjudged(Text(clause.VerbWords));
                    AddRelationClause(clause, clause.Lemma, subject, said);
                    break;
                }
                AddUnjudgedAction(clause, said);
                AddComplements(clause, subject, said, false);
                break;
        }
    }

    // "is tall", "is the one in black"
    private void AddPredicate(NounPhrase phrase, Entity subject, ImmutableArray<SubQuery>.Builder said, bool negated)
    {
        AddAdjectives(phrase, subject, said, negated);
        foreach (var node in phrase.After) AddNode(node, subject, said);
        if (phrase.Head < 0) return;
        Use(phrase, phrase.Head);
        if (phrase.Noun != "one" && phrase.Noun != subject.Noun) _warnings.Unjudged(phrase.Noun);
    }

    private void AddUnjudgedAction(Clause clause, ImmutableArray<SubQuery>.Builder said)
    {
        var text = Text(WithFillers(clause));
        Add(said, SubQueryKind.Action, new UnjudgedPredicate(text), WithFillers(clause), clause.Negated);
        _warnings.Unjudged(text);
    }

    private void AddMotion(Clause clause, Entity subject, ImmutableArray<SubQuery>.Builder said)
    {
        var motion = clause.Sense.Motion ?? Motion.Move;
        if (clause.Lemma == "park" && clause.Verb >= 0 && words[clause.Verb].Tag == Tag.Ed) motion = Motion.Stand; // "the car parked there"
        var moving = motion is not (Motion.Stand or Motion.Stop);
        var crossing = clause.Sense.Kind switch { VerbKind.Enter => Crossing.Enter, VerbKind.Leave => Crossing.Leave, _ => Particle(clause) };
        if (clause.Object is { } thing)
        {
            if (IsPicture(thing.Noun)) foreach (var i in Span(thing)) Use(words[i]);
            else
            {
                AddRelation(clause.Sense.Kind switch { VerbKind.Enter => "into", VerbKind.Leave => "away", _ => clause.Lemma }, thing, clause.VerbWords, said, clause.Negated);
                if (clause.Sense.Kind is VerbKind.Enter or VerbKind.Leave) crossing = null;
            }
        }
        if (crossing is null && clause.Lemma == "come" && clause.Complements.TrueForAll(node => node is TemporalNode)) crossing = Crossing.Enter;
        if (crossing is { } kind) AddCrossing(clause, kind, said);
        if (NeedsManner(clause, motion, crossing)) Add(said, SubQueryKind.Action, new MotionPredicate(motion), WithFillers(clause), clause.Negated);
        AddComplements(clause, subject, said, moving);
    }

    // A way or a crossing says that it moves; so does a relation that "goes towards" something. "Runs" and "turns" say more, but what
    // does not turn left may still turn.
    private bool NeedsManner(Clause clause, Motion motion, Crossing? crossing)
    {
        var plain = motion is Motion.Move or Motion.Walk or Motion.Drive;
        if (crossing is not null || (motion is not (Motion.Stand or Motion.Stop) && clause.Complements.Exists(HasDirection))) return !plain && !clause.Negated;
        return motion != Motion.Move || !(clause.Object is not null || clause.Complements.OfType<PrepositionPhrase>().Any(HasCategories));
    }

    private bool HasDirection(Node node) => node switch
    {
        IdiomNode idiom => Directions(idiom.Idiom).Count > 0,
        AdverbNode adverb => Places.Direction(adverb.Lower) is not null,
        PrepositionPhrase { Name: "up" or "down" } way => !HasCategories(way),
        _ => false,
    };

    private bool HasCategories(PrepositionPhrase phrase) => !Nouns.Categories(phrase.Object.Noun, lexicon).IsEmpty;

    // Verb, adverbs and durations: "standing in one spot … for a while".
    private static IEnumerable<int> WithFillers(Clause clause) =>
        clause.VerbWords.Concat(clause.Complements.Where(IsFiller).SelectMany(Span));

    private static bool IsFiller(Node node) => node is IdiomNode { Idiom.Kind: IdiomKind.Duration or IdiomKind.Still } or AdverbNode;

    // "walks in", "goes off to the right", "drives away at the top", "out of the picture".
    private static Crossing? Particle(Clause clause)
    {
        var place = clause.Complements.Exists(node => node is IdiomNode { Idiom.Kind: IdiomKind.At or IdiomKind.To });
        var towards = clause.Complements.Exists(node => node is PrepositionPhrase { Name: "towards" });
        foreach (var node in clause.Complements)
        {
            switch (node)
            {
                case IdiomNode { Idiom.Kind: IdiomKind.IntoPicture } or AdverbNode { Lower: "in" or "inside" }: return Crossing.Enter;
                case IdiomNode { Idiom.Kind: IdiomKind.OutOfPicture } or AdverbNode { Lower: "out" or "outside" }: return Crossing.Leave;
                case AdverbNode { Lower: "off" } when !towards: return Crossing.Leave;
                case AdverbNode { Lower: "away" } when place && !towards: return Crossing.Leave;
                case IdiomNode { Idiom.Kind: IdiomKind.From } when clause.Lemma == "come": return Crossing.Enter;
                default: break;
            }
        }
        return null;
    }

    private void AddCrossing(Clause clause, Crossing crossing, ImmutableArray<SubQuery>.Builder said)
    {
        IdiomKind[] order = crossing == Crossing.Enter ? [IdiomKind.From, IdiomKind.At] : [IdiomKind.To, IdiomKind.At];
        var edge = order.Select(kind => clause.Complements.OfType<IdiomNode>().FirstOrDefault(node => node.Idiom.Kind == kind && Places.Edge(node.Idiom.Place) != PictureEdge.Any))
            .FirstOrDefault(node => node is not null);
        var text = WithFillers(clause).ToList();
        foreach (var node in clause.Complements.OfType<IdiomNode>().Where(node => node == edge || node.Idiom.Kind is IdiomKind.IntoPicture or IdiomKind.OutOfPicture))
            text.AddRange(Span(node));
        if (clause.Object is not null) text.AddRange(Span(clause.Object));
        // "walks to the right and out of the picture": the way is a part of its own.
        if (edge?.Idiom.Kind == IdiomKind.To && clause.Complements.Exists(node => node is IdiomNode { Idiom.Kind: IdiomKind.OutOfPicture }))
            AddDirections(Places.Directions(edge.Idiom.Place), clause, edge, said);
        if (edge is not null) clause.Complements.Remove(edge);
        Add(said, SubQueryKind.Action, new CrossingPredicate(crossing, edge is null ? PictureEdge.Any : Places.Edge(edge.Idiom.Place)), text, clause.Negated);
    }

    // What goes with the verb, in the order of the sentence.
    private void AddComplements(Clause clause, Entity subject, ImmutableArray<SubQuery>.Builder said, bool moving)
    {
        foreach (var node in clause.Complements)
        {
            switch (node)
            {
                case IdiomNode idiom when moving && Directions(idiom.Idiom) is { Count: > 0 } directions:
                    AddDirections(directions, clause, idiom, said);
                    break;
                case IdiomNode { Idiom.Kind: IdiomKind.IntoPicture or IdiomKind.OutOfPicture or IdiomKind.Frame or IdiomKind.Duration } idiom:
                    Use(idiom);
                    break;
                case IdiomNode { Idiom.Kind: IdiomKind.Still } when clause.Sense.Kind is VerbKind.Motion:
                    Use(node);
                    break;
                case IdiomNode idiom:
                    AddIdiom(idiom, said, clause.Negated);
                    break;
                case AdverbNode adverb:
                    AddAdverb(adverb, clause, said, moving);
                    break;
                case PrepositionPhrase { Kind: PrepositionKind.By } when clause.Passive:
                    break; // the agent: said with the relation
                case PrepositionPhrase preposition:
                    var verb = preposition.Kind == PrepositionKind.Way || clause.Sense.Kind == VerbKind.Wear ? clause.VerbWords : [];
                    AddPreposition(preposition, verb, subject, said, clause.Negated);
                    break;
                default:
                    AddNode(node, subject, said);
                    break;
            }
        }
    }

    private static IReadOnlyList<Direction> Directions(Idiom idiom) => idiom.Kind switch
    {
        IdiomKind.To => Places.Directions(idiom.Place),
        IdiomKind.Path => Places.Directions(idiom.Start, idiom.Place),
        IdiomKind.From => Places.Opposite(idiom.Place),
        _ => [],
    };

    private void AddDirections(IReadOnlyList<Direction> directions, Clause clause, Node node, ImmutableArray<SubQuery>.Builder said)
    {
        foreach (var direction in directions)
            Add(said, SubQueryKind.Action, new DirectionPredicate(direction), [.. clause.VerbWords, .. Span(node)], clause.Negated);
    }

    private void AddAdverb(AdverbNode adverb, Clause clause, ImmutableArray<SubQuery>.Builder said, bool moving)
    {
        var turned = clause.Sense.Motion is Motion.TurnAround;
        if (moving && !turned && Places.Direction(adverb.Lower) is { } direction && !(adverb.Lower == "away" && said.Count > 0 && said[^1].Predicate is CrossingPredicate))
            AddDirections([direction], clause, adverb, said);
        else if (adverb.Lower == "together" && clause.Sense.Kind is VerbKind.Motion or VerbKind.Other)
            Add(said, SubQueryKind.Relation, new RelationPredicate("together_with", new Entity(_target.Noun, _target.Categories)), [.. clause.VerbWords, .. Span(adverb)], clause.Negated);
        else if (Adjectives.IsStill(adverb.Lower) && clause.Sense.Kind == VerbKind.Be)
            Add(said, SubQueryKind.Action, new MotionPredicate(Motion.Stand), Span(adverb), clause.Negated);
        else if (clause.Sense.Kind is VerbKind.Motion or VerbKind.Enter or VerbKind.Leave or VerbKind.Other && adverb.IsPreposition) Use(adverb);
        else if (ClosedClass.IsManner(adverb.Lower))
        {
            _warnings.Unjudged(adverb.Lower);
            Use(adverb);
        }
        else if (ClosedClass.Find(adverb.Lower) is not null) Use(adverb);
    }

    // Where no verb of motion gives it another sense.
    private void AddIdiom(IdiomNode node, ImmutableArray<SubQuery>.Builder said, bool negated = false)
    {
        var idiom = node.Idiom;
        switch (idiom.Kind)
        {
            case IdiomKind.At or IdiomKind.To:
                Add(said, SubQueryKind.Position, new PositionPredicate(idiom.Place), Span(node), negated);
                break;
            case IdiomKind.Path or IdiomKind.From:
                foreach (var direction in Directions(idiom)) Add(said, SubQueryKind.Action, new DirectionPredicate(direction), Span(node), negated);
                break;
            case IdiomKind.Still:
                Add(said, SubQueryKind.Action, new MotionPredicate(Motion.Stand), Span(node), negated);
                break;
            case IdiomKind.AtStart or IdiomKind.AtEnd:
                var when = idiom.Kind == IdiomKind.AtStart ? TemporalRelation.AtStart : TemporalRelation.AtEnd;
                Add(said, SubQueryKind.Temporal, new TemporalPredicate(when, null, []), Span(node), negated);
                break;
            case IdiomKind.Together:
                Add(said, SubQueryKind.Relation, new RelationPredicate("together_with", new Entity(_target.Noun, _target.Categories)), Span(node), negated);
                break;
            case IdiomKind.OutOfPicture:
                Add(said, SubQueryKind.Action, new CrossingPredicate(Crossing.Leave), Span(node), negated);
                break;
            default:
                Use(node);
                break;
        }
    }

    private void AddTemporal(TemporalNode node, Entity subject, ImmutableArray<SubQuery>.Builder said)
    {
        var id = NewId('t');
        var isTarget = true;
        var other = node.Subject is null ? null : OtherEntity(node.Subject, out isTarget);
        if (isTarget) other = null;
        var clause = ImmutableArray.CreateBuilder<SubQuery>();
        foreach (var part in node.Clauses) AddClause(part, other ?? subject, clause);
        Add(said, SubQueryKind.Temporal, new TemporalPredicate(node.When, other, clause.ToImmutable()), Span(node), false, id);
    }
}
