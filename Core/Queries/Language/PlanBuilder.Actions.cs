using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class PlanBuilder
{
    private void AddClause(Clause clause, Entity subject, ImmutableArray<SubQuery>.Builder said)
    {
        if (clause.Sense.Kind is VerbKind.Be or VerbKind.Wear or VerbKind.Have or VerbKind.Seen && clause.Verb >= 0)
            Use(words[clause.Verb]);
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
            case VerbKind.Wear or VerbKind.Have when clause.VerbWords.Count > 0
                && clause.Complements.TrueForAll(node => node is AdverbNode):
                AddUnjudgedAction(clause, said);
                break;
            case VerbKind.Be or VerbKind.Wear or VerbKind.Have or VerbKind.Seen:
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
                if (clause.Sense.Posture is { } posture && Nouns.IsPerson(subject.Categories)) Add(said, new PosturePredicate(posture), WithFillers(clause), clause.Negated);
                else AddUnjudgedAction(clause, said);
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
        if (phrase.Noun != "one" && phrase.Noun != subject.Noun)
            _warnings.Unjudged(Text([.. phrase.Before.Where(word => word.Tag == Tag.Noun).Select(Index), phrase.Head]));
    }

    private void AddUnjudgedAction(Clause clause, ImmutableArray<SubQuery>.Builder said)
    {
        var text = Text(WithFillers(clause));
        Add(said, new UnjudgedPredicate(text), WithFillers(clause), clause.Negated, unjudged: SubQueryKind.Action);
        _warnings.Unjudged(text);
    }

    private void AddMotion(Clause clause, Entity subject, ImmutableArray<SubQuery>.Builder said)
    {
        var motion = clause.Sense.Motion ?? Motion.Move;
        if (clause.Lemma == "park" && clause.Verb >= 0 && words[clause.Verb].Tag == Tag.Ed) motion = Motion.Stand; // "the car parked there"
        var moving = !IsStationary(motion);
        var crossing = clause.Sense.Kind switch
        {
            VerbKind.Enter => Crossing.Enter,
            VerbKind.Leave => Crossing.Leave,
            _ => Particle(clause),
        };
        if (clause.Object is { } thing)
        {
            if (IsPicture(thing.Noun)) UseQuietly(thing);
            else if (thing.Head < 0) AddPredicate(thing, subject, said, clause.Negated); // "stands alone", "comes closer"
            else
            {
                AddRelation(CrossingRelation(clause, thing), thing, clause.VerbWords, said, clause.Negated);
                if (clause.Sense.Kind is VerbKind.Enter or VerbKind.Leave) crossing = null;
            }
        }
        if (crossing is null && clause.Lemma == "come" && clause.Complements.TrueForAll(node => node is TemporalNode))
            crossing = Crossing.Enter;
        if (crossing is null && clause.Verb >= 0 && words[clause.Verb].Lower == "gone") crossing = Crossing.Leave;
        if (NeedsManner(clause, motion, crossing)) Add(said, new MotionPredicate(motion), WithFillers(clause), clause.Negated);
        var at = said.Count;
        if (crossing is { } kind) AddCrossing(clause, kind, said);
        AddComplements(clause, subject, said, moving);
        if (crossing == Crossing.Leave) LeaveLast(said, at);
    }

    // "walking from left to right and out of the picture": who goes out has gone that way before.
    private static void LeaveLast(ImmutableArray<SubQuery>.Builder said, int leave)
    {
        var last = leave;
        for (var i = leave + 1; i < said.Count; i++)
            if (said[i].Predicate is DirectionPredicate) last = i;
        for (var i = leave; i < last; i++)
        {
            if (said[i + 1].Kind != SubQueryKind.Action) continue;
            (said[i], said[i + 1]) = (said[i + 1] with { Id = said[i].Id }, said[i] with { Id = said[i + 1].Id });
        }
    }

    // "enters the car" gets in, "leaves the table" goes away from it.
    private string CrossingRelation(Clause clause, NounPhrase thing) => clause.Sense.Kind switch
    {
        VerbKind.Enter => Nouns.IsVehicle(Nouns.Categories(thing.Noun, lexicon)) ? "get_on" : "into",
        VerbKind.Leave => clause.Lemma == "exit" && Nouns.IsVehicle(Nouns.Categories(thing.Noun, lexicon)) ? "get_off" : "away",
        _ => clause.Lemma,
    };

    // A way or a crossing says that it moves; so does a relation that "goes towards" something. "Runs" and "turns" say more, but what
    // does not turn left may still turn.
    private bool NeedsManner(Clause clause, Motion motion, Crossing? crossing)
    {
        var plain = motion is Motion.Move or Motion.Walk or Motion.Drive;
        if (crossing is not null || (!IsStationary(motion) && clause.Complements.Exists(HasDirection)))
            return !plain && !clause.Negated;
        return motion != Motion.Move || !(clause.Object is not null || clause.Complements.OfType<PrepositionPhrase>().Any(HasCategories));
    }

    private static bool IsStationary(Motion motion) => motion is Motion.Stand or Motion.Stop or Motion.Wait or Motion.Loiter;

    private bool HasDirection(Node node) => node switch
    {
        IdiomNode idiom => Directions(idiom.Idiom).Count > 0,
        AdverbNode adverb => Places.Direction(adverb.Lower) is not null,
        PrepositionPhrase { Name: "up" or "down" } way => !HasCategories(way),
        _ => false,
    };

    private bool HasCategories(PrepositionPhrase phrase) => phrase.Kind == PrepositionKind.Way
        && !Nouns.Categories(phrase.Object.Noun, lexicon).IsEmpty;

    // Verb, adverbs and durations: "standing in one spot … for a while".
    private static IEnumerable<int> WithFillers(Clause clause) =>
        clause.VerbWords.Concat(clause.Complements.Where(node => IsFiller(node, clause)).SelectMany(Span));

    private static bool IsFiller(Node node, Clause clause) => node is IdiomNode { Idiom.Kind: IdiomKind.Duration or IdiomKind.Still }
        || (node is AdverbNode adverb && !ClosedClass.IsManner(adverb.Lower) && (clause.Sense.Motion == Motion.TurnAround
            || clause.Sense.Kind == VerbKind.Other || Places.Direction(adverb.Lower) is null or Direction.AwayFromCamera));

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
        IdiomKind[] order = crossing == Crossing.Enter
            ? [IdiomKind.From, IdiomKind.At]
            : [IdiomKind.OutOfPicture, IdiomKind.To, IdiomKind.At];
        var idioms = clause.Complements.OfType<IdiomNode>().ToList();
        var edge = order.Select(kind => idioms.Find(node => node.Idiom.Kind == kind && Places.Edge(node.Idiom.Place) != PictureEdge.Any))
            .FirstOrDefault(node => node is not null);
        var text = WithFillers(clause).ToList();
        foreach (var node in idioms)
            if (node == edge || node.Idiom.Kind is IdiomKind.IntoPicture or IdiomKind.OutOfPicture) text.AddRange(Span(node));
        if (clause.Object is not null) text.AddRange(Span(clause.Object));
        // "walks to the right and out of the picture": the way is a part of its own.
        if (edge?.Idiom.Kind == IdiomKind.To && clause.Complements.Exists(node => node is IdiomNode { Idiom.Kind: IdiomKind.OutOfPicture }))
            AddDirections(Places.Directions(edge.Idiom.Place), clause, edge, said);
        if (edge is not null) clause.Complements.Remove(edge);
        Add(said, new CrossingPredicate(crossing, edge is null ? PictureEdge.Any : Places.Edge(edge.Idiom.Place)), text, clause.Negated);
    }
}
