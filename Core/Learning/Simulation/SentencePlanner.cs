using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Finds what can be said of one and only one in a clip.</summary>
internal sealed class SentencePlanner(Stage stage, Dice dice)
{
    private static readonly string[] s_relations = ["next_to", "past", "towards", "away", "follow", "together_with", "meet", "ride"];

    /// <summary>One thing that can be said of somebody, and when it is so; null where none was found.</summary>
    public (Statement Statement, Span Truth)? Plan(SimulatedActor target)
    {
        var options = Options(target);
        for (var tries = 0; tries < 4; tries++)
        {
            var statement = new Statement(Describe(target), [.. dice.Any<Deed[]>(options.ToArray())]);
            if (statement.Deeds is [Being] && dice.Chance(0.06f))
                statement = statement with { Figure = new Figure(target.Kind, []) { Ordinal = dice.Chance(0.6f) ? 1 : -1 } };
            if (statement.Deeds is [Cross { Crossing: Crossing.Enter }]) statement = statement with { NamesForLife = dice.Chance(0.5f) };
            if (dice.Chance(0.35f)) statement = Detailed(statement, target);
            for (var details = 0; details < 4; details++)
            {
                // "The person", and nothing else, is said of nobody as a rule.
                var bare = statement is { Deeds: [Being], Place: null, Figure: { Traits.Length: 0, Ordinal: 0 } };
                var mayBeSaid = !bare || dice.Chance(0.02f);
                if (mayBeSaid && Uniqueness.Of(statement, target, stage) is { } truth && truth.Length >= stage.Ground.Of(0.9))
                    return (statement, truth);
                if (statement.Figure.Ordinal != 0) break;
                statement = dice.Chance(0.7f) && Another(statement.Figure, target) is { } trait
                    ? statement with { Figure = statement.Figure with { Traits = statement.Figure.Traits.Add(trait) } }
                    : Detailed(statement, target);
            }
        }

        return null;
    }

    private Figure Describe(SimulatedActor actor)
    {
        var figure = new Figure(actor.Kind, []) { AnyVehicle = actor.Kind.IsVehicle() && dice.Chance(0.1f) };
        for (var count = dice.Any<int>([(0, 2), (1, 5.5f), (2, 2.5f)]); count > 0; count--)
            if (Another(figure, actor) is { } trait) figure = figure with { Traits = figure.Traits.Add(trait) };
        return figure;
    }

    /// <summary>Something of his looks that is not said yet; at most three are.</summary>
    private Trait? Another(Figure figure, SimulatedActor actor)
    {
        if (figure.Traits.Length >= 3) return null;
        var look = actor.Look;
        var dressedInOne = look.Upper is { } upper && look.Lower is { } lower && upper.Name == lower.Name;
        ReadOnlySpan<(BodyPart Part, float Weight)> parts =
        [
            (BodyPart.Upper, 5), (BodyPart.Lower, 2.5f), (BodyPart.Head, 2), (BodyPart.Carried, 1.5f), (BodyPart.Feet, 0.5f),
            (BodyPart.Whole, look.Whole is not null || (dressedInOne && figure.Traits.IsEmpty) ? 6 : 0),
        ];
        for (var tries = 0; tries < 4; tries++)
        {
            var part = dice.Any(parts);
            foreach (var said in figure.Traits)
                if (said.Part == part || (said.Part == BodyPart.Whole && part is BodyPart.Upper or BodyPart.Lower)) part = (BodyPart)(-1);
            if (part == BodyPart.Whole && look.Whole is null) return new Trait(part, look.Upper!.Value.Name);
            if (part >= 0 && look.Of(part) is { } cloth) return new Trait(part, cloth.Name);
        }

        return null;
    }

    /// <summary>The same, and where or when.</summary>
    private Statement Detailed(Statement statement, SimulatedActor target)
    {
        var truths = statement.Of(target, stage, liberal: false).ToList();
        if (truths.Count == 0) return statement;
        var span = dice.Any(truths);
        // Where somebody goes may be taken for where he goes to.
        var stays = statement.Deeds is [Act { Motion: Motion.Stand or Motion.Wait or Motion.Loiter }]
            || (statement.Deeds is [Being] && target.Rests);
        switch (stays && dice.Chance(0.6f) ? 0 : dice.Below(6))
        {
            case 0 or 1 or 2 when statement.Place is null && (stays || (statement.Deeds is [Being or Act] && dice.Chance(0.3f))):
                bool Fits(PicturePlace place, int frame) => Places.IsAt(place, target, frame, stage, liberal: false);
                var places = Places.All.Where(p => Fits(p, span.Begin) && Fits(p, span.End)).ToList();
                return places.Count == 0 ? statement : statement with { Place = dice.Any(places) };
            case 3 when statement.Clock is null:
                var fps = stage.Ground.Fps;
                var (from, to) = ((int)Math.Ceiling((span.Begin / fps) + 0.5), (int)Math.Floor((span.End / fps) - 0.5));
                return from > to || statement.Deeds is [Being] ? statement : statement with { Clock = dice.Between(from, to), When = null };
            case 4 when statement is { When: null, Clock: null }:
                return statement with { When = span.Begin < stage.Ground.Frames / 3 ? TemporalRelation.AtStart : TemporalRelation.AtEnd };
            case 5 when statement is { Meanwhile: null, Deeds: [Act] } && stage.Actors.Count > 1:
                var other = dice.Any(stage.Actors);
                if (other == target) return statement;
                var does = other.EpisodeAt((span.Begin + span.End) / 2);
                return statement with { Meanwhile = (Describe(other), ActOf(other, does, true)) };
            default:
                return statement;
        }
    }

    /// <summary>All that he does, one thing or two after each other.</summary>
    private List<(Deed[] Deeds, float Weight)> Options(SimulatedActor actor)
    {
        List<(Deed[] Deeds, float Weight)> options = [([new Being()], 1)];
        foreach (var (course, _) in actor.Courses) options.Add(([new Act(course)], 3));
        if (actor.CameFrom != PictureEdge.Any)
        {
            var enters = new Cross(Crossing.Enter, dice.Chance(0.8f) ? actor.CameFrom : PictureEdge.Any);
            options.AddRange([([enters], 0.9f), ([enters, ActOf(actor, actor.Episodes[0], dice.Chance(0.3f))], 0.6f)]);
        }

        if (actor.WentTo != PictureEdge.Any)
        {
            var leaves = new Cross(Crossing.Leave, dice.Chance(0.7f) ? actor.WentTo : PictureEdge.Any);
            options.AddRange([([leaves], 0.9f), ([ActOf(actor, actor.Episodes[^1], dice.Chance(0.7f)), leaves], 0.9f)]);
        }

        if (actor.Courses.Count == 0) AddEpisodes(actor, options);
        foreach (var other in stage.Actors)
        {
            if (other == actor) continue;
            foreach (var relation in s_relations)
            {
                if (!Relations.Certain(relation, actor, other, stage).Any()) continue;
                var much = relation is "follow" or "meet" or "ride" ? 2f : 1.2f;
                options.Add(([new Relate(relation, Describe(other))], much));
            }
        }

        return options;
    }

    private void AddEpisodes(SimulatedActor actor, List<(Deed[] Deeds, float Weight)> options)
    {
        var each = 1f / MathF.Max(1, actor.Episodes.Count - 1);
        for (var i = 0; i < actor.Episodes.Count; i++)
        {
            var now = actor.Episodes[i];
            var rests = now.Motion == Motion.Stand;
            options.Add(([ActOf(actor, now, false)], (rests ? 0.9f : 0.6f) * each));
            var waits = rests && now.Span.Length >= stage.Ground.Of(4) && actor.Kind == ActorKind.Person;
            if (waits) options.Add(([new Act(Motion.Wait)], 0.6f * each));
            if (!rests) options.Add(([ActOf(actor, now, true)], 1.6f * each));
            if (i == 0) continue;
            var before = actor.Episodes[i - 1];
            var along = (before.Right * now.Right) + (before.Nearer * now.Nearer);
            var starts = before.Motion == Motion.Stand;
            var change = new Act(rests ? Motion.Stop : starts ? Motion.Start : along < -0.8f ? Motion.TurnAround : Motion.Turn);
            var turns = rests || starts || along < 0.5f;
            if (turns) options.AddRange([([change], 0.7f * each), ([ActOf(actor, before, true), change], 1.2f * each)]);
            options.Add(([ActOf(actor, before, dice.Chance(0.6f)), ActOf(actor, now, dice.Chance(0.6f))], 1.2f * each));
        }
    }

    private Act ActOf(SimulatedActor actor, Episode episode, bool direction)
    {
        if (episode.Motion == Motion.Stand) return new Act(Motion.Stand);
        Direction? leads = null;
        foreach (var way in (ReadOnlySpan<Direction>)[Direction.Left, Direction.Right, Direction.TowardsCamera, Direction.AwayFromCamera])
            if (direction && Deeds.Leads(episode, way, liberal: false)) leads = way;
        // Whoever goes somewhere moves, whatever the manner; of a bicycle and its rider nobody says that they drive.
        var rides = episode.Motion == Motion.Drive && !actor.Kind.HasFourWheels();
        return new Act(rides || (leads is not null && dice.Chance(0.12f)) ? Motion.Move : episode.Motion, leads);
    }
}
