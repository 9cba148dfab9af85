using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Puts deeds into words.</summary>
internal sealed class VerbPhraseWriter(WordChoice words)
{
    /// <summary>The words for what the target of a sentence does.</summary>
    /// <param name="deed">What.</param>
    /// <param name="target">Who.</param>
    /// <param name="truth">When.</param>
    /// <param name="nouns">For those to whom he does it.</param>
    public Verb Of(Deed deed, SimulatedActor target, Span truth, NounPhraseWriter nouns)
    {
        switch (deed)
        {
            case Act act:
                return SiteWords.Verb(act) is { } own && words.TakesSiteWord() ? own : Of(act, target.Kind);
            case Cross cross:
                var crosses = words.Any(WordTable.Crossings(cross.Crossing));
                return cross.Edge == PictureEdge.Any ? crosses : With(crosses, words.Any(WordTable.Sides(cross.Crossing, cross.Edge)));
            case Relate relate:
                var alike = relate.Other is { Noun: ActorKind.Person, Traits.IsEmpty: true } && target.Kind == ActorKind.Person;
                var another = alike && words.Dice.Chance(0.5f);
                var other = another ? "another person" : nouns.Phrase(relate.Other, definite: words.Dice.Chance(0.3f));
                var motion = target.EpisodeAt((truth.Begin + truth.End) / 2).Motion;
                return With(words.Any(Relates(relate.Relation, motion, target.Kind)), other);
            default:
                throw new ArgumentOutOfRangeException(nameof(deed), deed, "has no verb");
        }
    }

    /// <summary>The words for an act of anybody.</summary>
    public Verb Of(Act act, ActorKind kind)
    {
        var verb = words.Any(WordTable.Verbs(act.Motion, kind));
        return act.Direction is { } way ? With(verb, words.Any(WordTable.Ways(way))) : verb;
    }

    private Verb[] Relates(string relation, Motion motion, ActorKind kind)
    {
        var rests = relation == "next_to";
        var going = motion == Motion.Stand || (motion == Motion.Drive && !kind.HasFourWheels()) ? Motion.Move : motion;
        var verb = words.Any(WordTable.Verbs(rests ? Motion.Stand : going, kind));
        string[] between = relation switch
        {
            "next_to" => ["next to"],
            "past" => ["past"],
            "towards" => ["towards", "up to"],
            "away" => ["away from"],
            "together_with" => ["next to", "beside", "together with"],
            _ => [],
        };
        return [.. between.Select(b => With(verb, b)), .. WordTable.Relations(relation)];
    }

    private static Verb With(Verb verb, string more) => new($"{verb.Third} {more}", $"{verb.Ing} {more}");
}
