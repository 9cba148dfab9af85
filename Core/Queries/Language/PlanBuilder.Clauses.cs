using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class PlanBuilder
{
    private static readonly HashSet<string> s_mutual = ["speak_to", "hug", "kiss", "hold_hand_of", "shake_hand_with", "next_to", "meet", "separate"];
    private static readonly HashSet<string> s_moving =
        ["push", "pull", "ride", "carry", "follow", "chase", "drive", "together_with", "past", "across", "towards", "around", "overtake"];

    // The verb's relation to its object, to its agent in the passive, or among those of a plural.
    private void AddRelationClause(Clause clause, string name, Entity subject, ImmutableArray<SubQuery>.Builder said)
    {
        var moving = s_moving.Contains(name);
        if (clause.Passive)
        {
            var agent = clause.Complements.OfType<PrepositionPhrase>().FirstOrDefault(node => node.Kind == PrepositionKind.By);
            if (agent is not null) AddRelation(name, agent.Object, [.. clause.VerbWords, agent.First], said, clause.Negated, true);
            else
                Add(said, new RelationPredicate(name, new Entity(Nouns.Anything, []), true), WithFillers(clause), clause.Negated);
        }
        else if (clause.Object is { } thing)
        {
            AddRelation(Play(name, thing), thing, clause.VerbWords, said, clause.Negated);
            if (name is "hold" or "carry") AddCarriedColour(thing, clause, said);
            if (clause.Sense.Motion is { } motion && said[^1].Predicate is RelationPredicate { Other.Categories.IsEmpty: true })
                Add(said, new MotionPredicate(motion), WithFillers(clause), clause.Negated);
        }
        else if (s_mutual.Contains(name)
            && (Plural(subject) || clause.Complements.Exists(node => node is AdverbNode { Lower: "together" })))
            Add(said, new RelationPredicate(name, new Entity(subject.Noun, subject.Categories)), WithFillers(clause), clause.Negated);
        else if (clause.Sense.Motion is { } manner) Add(said, new MotionPredicate(manner), WithFillers(clause), clause.Negated);
        else AddUnjudgedAction(clause, said);
        AddComplements(clause, subject, said, moving);
    }

    private bool Plural(Entity subject) => ReferenceEquals(subject, _target) ? _plural : subject.Count > 1;

    // A ball game is played, not an instrument.
    private static string Play(string name, NounPhrase thing) => name == "play(instrument)"
        && thing.Noun is "football" or "basketball" or "tennis" or "game" or "soccer" or "chess" or "cards" or "volleyball"
            ? "play"
            : name;

    // "carrying a white paper": no detector class fits, the colour can still be seen.
    private void AddCarriedColour(NounPhrase thing, Clause clause, ImmutableArray<SubQuery>.Builder said)
    {
        var colours = Colours.Read([.. thing.Before.Select(word => word.Lower)]);
        if (colours.IsEmpty || said[^1].Predicate is not RelationPredicate { Other: { Categories.IsEmpty: true } other }) return;
        Add(said, new ColourPredicate(BodyPart.Carried, colours, other.Noun), [.. clause.VerbWords, .. Span(thing)], clause.Negated);
    }

    // "what does the man push?", "the cart that the man pushes": the agent is the other side.
    private void AddObjectOf(Clause clause, ImmutableArray<SubQuery>.Builder said)
    {
        var agent = clause.Agent!;
        int[] text = [.. clause.VerbWords];
        var stranded = clause.Complements.OfType<AdverbNode>().Where(node => Prepositions.Find(node.Lower) is not null).ToList();
        string? name = null;
        if (clause.Verb >= 0)
        {
            name = clause.Sense.Kind switch
            {
                VerbKind.Relation => clause.Sense.Relation,
                VerbKind.Leave => "away",
                VerbKind.Wear or VerbKind.Have => "carry",
                _ when stranded.Count > 0 => null,
                _ => clause.Lemma,
            };
            if (clause.Sense.Kind == VerbKind.Other && name is not null) _warnings.Unjudged(Text(clause.VerbWords));
        }
        if (stranded.Count > 0)
        {
            name ??= Stranded(stranded[0].Lower);
            text = [.. text, .. stranded.SelectMany(Span)];
        }
        if (name is null) AddUnplaced(clause, agent);
        else AddRelation(name, agent, text, said, clause.Negated, true);
        clause.Complements.RemoveAll(node => stranded.Contains(node));
        AddComplements(clause, _target, said, false);
    }

    private void AddUnplaced(Clause clause, NounPhrase agent) => _warnings.Unjudged(Text(Span(agent).Concat(clause.VerbWords)));

    private static string Stranded(string preposition) => Prepositions.Find(preposition) switch
    {
        { Name: "in" } => "inside",
        { Name: "on" } => "above",
        { Name: "at" or "by" } => "next_to",
        { Name: "with" } => "together_with",
        { Name: var name } => name,
        null => "next_to",
    };
}
