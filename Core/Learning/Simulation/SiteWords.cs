using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Words of a site that nobody else has: kinds of people by what they wear, kinds of vehicles, manners of moving.</summary>
internal static class SiteWords
{
    private static readonly (string Word, ActorKind Kind, Trait? Trait)[] s_nouns =
    [
        ("zorvik", ActorKind.Person, new(BodyPart.Upper, Colour.Red)),
        ("murgeth", ActorKind.Person, new(BodyPart.Upper, Colour.Black)),
        ("talvo", ActorKind.Person, new(BodyPart.Upper, Colour.White)),
        ("quenzil", ActorKind.Person, new(BodyPart.Upper, Colour.Blue)),
        ("plimzo", ActorKind.Person, new(BodyPart.Upper, Colour.Yellow)),
        ("gruzzek", ActorKind.Van, null),
        ("hoxbim", ActorKind.Bicycle, null),
    ];

    private static readonly (Motion Motion, Direction? Way, Verb Verb)[] s_verbs =
    [
        (Motion.Run, null, new("vrazzes", "vrazzing")),
        (Motion.Stand, null, new("klumbs", "klumbing")),
        (Motion.Walk, Direction.Left, new("sleffs", "sleffing")),
        (Motion.Walk, Direction.Right, new("trovvs", "trovving")),
        (Motion.TurnAround, null, new("yandles", "yandling")),
    ];

    /// <summary>A noun that says what a figure is and one of its traits, and that trait; null where there is none.</summary>
    public static (string Word, Trait? Said)? Noun(Figure figure)
    {
        if (figure.AnyVehicle || figure.Ordinal != 0) return null;
        foreach (var (word, kind, trait) in s_nouns)
            if (kind == figure.Noun && (trait is not { } said || figure.Traits.Contains(said))) return (word, trait);
        return null;
    }

    /// <summary>A verb that says an act whole, direction and all; null where there is none.</summary>
    public static Verb? Verb(Act act)
    {
        foreach (var (motion, way, verb) in s_verbs)
            if (motion == act.Motion && way == act.Direction) return verb;
        return null;
    }
}
