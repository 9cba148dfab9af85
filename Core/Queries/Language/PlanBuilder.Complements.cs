using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class PlanBuilder
{
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
                case IdiomNode { Idiom.Kind: IdiomKind.IntoPicture or IdiomKind.OutOfPicture or IdiomKind.Frame }:
                case IdiomNode { Idiom.Kind: IdiomKind.Duration }:
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
        WarnOfAdverbs(clause);
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
            Add(said, new DirectionPredicate(direction), [.. WithFillers(clause), .. Span(node)], clause.Negated);
    }

    private void AddAdverb(AdverbNode adverb, Clause clause, ImmutableArray<SubQuery>.Builder said, bool moving)
    {
        var turned = clause.Sense.Motion is Motion.TurnAround;
        if (moving && !turned && Places.Direction(adverb.Lower) is { } direction
            && !(adverb.Lower == "away" && said.Count > 0 && said[^1].Predicate is CrossingPredicate))
            AddDirections([direction], clause, adverb, said);
        else if (adverb.Lower == "together" && clause.Sense.Kind is VerbKind.Motion or VerbKind.Other)
            Add(said, WithAnother(), [.. clause.VerbWords, .. Span(adverb)], clause.Negated);
        else if (Adjectives.IsStill(adverb.Lower) && clause.Sense.Kind == VerbKind.Be)
            Add(said, new MotionPredicate(Motion.Stand), Span(adverb), clause.Negated);
    }

    // Adverbs that no text shows: "slowly".
    private void WarnOfAdverbs(Clause clause)
    {
        foreach (var adverb in clause.Complements.OfType<AdverbNode>())
        {
            if (IsUsed(adverb) || ClosedClass.IsSilent(adverb.Lower)) continue;
            _warnings.Unjudged(adverb.Lower);
            Use(adverb);
        }
    }

    private bool IsUsed(Node node) => Span(node).All(i => _used[words[i].First]);

    // Where no verb of motion gives it another sense.
    private void AddIdiom(IdiomNode node, ImmutableArray<SubQuery>.Builder said, bool negated = false)
    {
        var idiom = node.Idiom;
        switch (idiom.Kind)
        {
            case IdiomKind.At or IdiomKind.To:
                Add(said, new PositionPredicate(idiom.Place), Span(node), negated);
                break;
            case IdiomKind.Path or IdiomKind.From:
                foreach (var direction in Directions(idiom)) Add(said, new DirectionPredicate(direction), Span(node), negated);
                break;
            case IdiomKind.Still:
                Add(said, new MotionPredicate(Motion.Stand), Span(node), negated);
                break;
            case IdiomKind.AtStart or IdiomKind.AtEnd:
                var when = idiom.Kind == IdiomKind.AtStart ? TemporalRelation.AtStart : TemporalRelation.AtEnd;
                Add(said, new TemporalPredicate(when, null, []), Span(node), negated);
                break;
            case IdiomKind.LeftBehind or IdiomKind.TakenAway:
                Add(said, new MotionPredicate(idiom.Kind == IdiomKind.LeftBehind ? Motion.LeftBehind : Motion.TakenAway), Span(node), negated);
                break;
            case IdiomKind.Together:
                Add(said, WithAnother(), Span(node), negated);
                break;
            case IdiomKind.OutOfPicture:
                Add(said, new CrossingPredicate(Crossing.Leave), Span(node), negated);
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
        Add(said, new TemporalPredicate(node.When, other, clause.ToImmutable()), Span(node), false, id);
    }
}
