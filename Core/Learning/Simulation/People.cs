using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>What people do, and dogs.</summary>
internal sealed class People(Casting casting, Ground ground, Dice dice) : Traffic(casting, ground, dice)
{
    private const float RunSlow = 2.2f, RunFast = 3f;

    /// <inheritdoc/>
    public override void Add(Script script, bool roomForTwo)
    {
        var (slow, fast) = ActorKind.Person.Speed();
        var runs = Dice.Chance(0.22f);
        switch (script)
        {
            case Script.Pass when Dice.Chance(0.12f):
                Go(ActorKind.Dog, runs ? Motion.Run : Motion.Walk, runs ? (RunSlow, RunFast) : ActorKind.Dog.Speed(), script);
                break;
            case Script.ChangeSpeed: ChangeSpeed(); break;
            case Script.Loiter: Loiter(); break;
            case Script.Circle: Circle(); break;
            case Script.GoTo: GoTo(); break;
            case Script.Follow when roomForTwo: Two(apart: true); break;
            case Script.Accompany when roomForTwo: Two(apart: false); break;
            case Script.Meet when roomForTwo: Meet(); break;
            default: Go(ActorKind.Person, runs ? Motion.Run : Motion.Walk, runs ? (RunSlow, RunFast) : (slow, fast), script); break;
        }
    }

    private Leg Walk(int frames) => new(Motion.Walk, Dice.Between(0.72f, 1.1f), frames);

    private void ChangeSpeed()
    {
        var heading = Heading.Any(Dice);
        var walk = Walk(Seconds(2, 5)) with { Heading = heading };
        var run = new Leg(Motion.Run, Dice.Between(RunSlow, RunFast), Seconds(1.2f, 3)) { Heading = heading };
        var (at, begin) = Casting.Start(ActorKind.Person, heading, walk.Speed, Dice.Chance(0.5f));
        Leg[] legs = Dice.Chance(0.6f) ? [walk, run with { Frames = Always }] : [run, walk with { Frames = Always }];
        Casting.Send(ActorKind.Person, at, begin, legs);
    }

    private void Loiter()
    {
        var centre = Ground.Anywhere(Dice);
        var legs = new List<Leg>();
        var (time, last) = (0, Seconds(11, 0.9f * Always / (float)Ground.Fps));
        while (time < last)
        {
            var walk = Walk(Seconds(1, 2.5f)) with { Goal = Ground.Beside(centre, Dice.Between(-0.9f, 0.9f), Dice.Between(-0.7f, 0.7f)) };
            var pause = new Leg(Motion.Stand, 0, Seconds(0.7f, 2.5f));
            legs.AddRange([walk, pause]);
            time += walk.Frames + pause.Frames;
        }

        AddCourse(Motion.Loiter, centre, legs);
    }

    private void Circle()
    {
        // Twelve sides; to the one hand or the other.
        var t = Dice.Chance(0.5f) ? 0.26794919f : -0.26794919f;
        var side = Walk(Seconds(0.6f, 1.1f)) with { Heading = Heading.Any(Dice) };
        var legs = new List<Leg>();
        for (var i = Dice.Between(12, 20); i > 0; i--)
        {
            legs.Add(side);
            side = side with { Heading = side.Heading.Turned(t) };
        }

        AddCourse(Motion.Circle, Ground.Anywhere(Dice), legs);
    }

    /// <summary>After it, he goes away or stays.</summary>
    private void AddCourse(Motion course, (float X, float Y) at, List<Leg> legs)
    {
        var count = legs.Count;
        legs.Add(Dice.Chance(0.5f) ? Walk(Always) with { Heading = Heading.Any(Dice) } : new Leg(Motion.Stand, 0, Always));
        if (Casting.Send(ActorKind.Person, at, 0, legs) is not { } actor) return;
        var last = actor.Episodes.FindLast(e => e.Leg < count).Span;
        var enough = course == Motion.Circle ? actor.Episodes.Exists(e => e.Leg >= 11) : last.End - actor.Life.Begin >= Ground.Of(10);
        if (enough) actor.Courses.Add((course, new Span(actor.Life.Begin, last.End)));
    }

    private void GoTo()
    {
        var resting = Casting.Actors.Where(a => a.Rests && a.Life.Length == Ground.Frames).ToList();
        if (resting.Count == 0)
        {
            Go(ActorKind.Person, Motion.Walk, ActorKind.Person.Speed(), Script.Rest);
            return;
        }

        var other = Dice.Any(resting);
        var (length, _, _) = other.Kind.Body();
        var side = Dice.Chance(0.5f) ? 1 : -1;
        var goal = Ground.Beside(other.Feet[0], side * ((0.5f * length) + Dice.Between(0.25f, 0.45f)), Dice.Between(-0.15f, 0.3f));
        var from = Ground.Beside(goal, side * Dice.Between(1.5f, 4f), Dice.Between(-2.5f, 2.5f));
        from = (Math.Clamp(from.X, 0, Ground.Size.Width), Math.Clamp(from.Y, Ground.Top, 0.97f * Ground.Size.Height));
        var there = Walk(Always) with { Goal = goal };
        // He may stand somewhere else for a while first, and leave again.
        List<Leg> legs = Dice.Chance(0.5f) ? [there] : [new Leg(Motion.Stand, 0, Seconds(1, 4)), there];
        var approach = legs.Count - 1;
        legs.Add(new Leg(Motion.Stand, 0, Dice.Chance(0.5f) ? Seconds(2.5f, 6) : Always));
        legs.Add(Walk(Always) with { Heading = Heading.Between(other.Feet[0], goal, Ground.Foreshortening) });
        if (Casting.Send(ActorKind.Person, from, 0, legs) is not { } actor) return;
        foreach (var episode in actor.Episodes)
        {
            if (episode.Leg == approach) actor.Ties.Add(new Tie("towards", other, episode.Span));
            if (episode.Leg == approach + 2) actor.Ties.Add(new Tie("away", other, episode.Span));
        }
    }

    /// <summary>Two go the same way, side by side or one after the other.</summary>
    private void Two(bool apart)
    {
        var heading = Heading.Any(Dice);
        var walk = Walk(Always) with { Heading = heading };
        Leg[] legs = Dice.Chance(0.35f) ? [walk with { Frames = Seconds(4, 7) }, new Leg(Motion.Stand, 0, Seconds(2, 5)), walk] : [walk];
        var (at, begin) = Casting.Start(ActorKind.Person, heading, walk.Speed, Dice.Chance(apart ? 0.8f : 0.6f));
        var beside = apart
            ? Ground.Beside(at, -1.6f * heading.Right, -1.6f * heading.Nearer)
            : Ground.Beside(at, 0.55f * MathF.Abs(heading.Nearer), 0.3f * MathF.Abs(heading.Right));
        if (Casting.Send(ActorKind.Person, at, begin, legs) is not { } one) return;
        if (Casting.Send(ActorKind.Person, beside, begin, legs) is not { } two) return;
        var both = one.Life.And(two.Life);
        if (both.Length < Ground.Of(1.5)) return;
        if (apart)
        {
            foreach (var episode in two.Episodes)
                if (episode.Motion != Motion.Stand) two.Ties.Add(new Tie("follow", one, episode.Span.And(both)));
            return;
        }

        one.Ties.Add(new Tie("together_with", two, both));
        two.Ties.Add(new Tie("together_with", one, both));
    }

    /// <summary>Two come from both sides, stand together, and part or not.</summary>
    private void Meet()
    {
        var centre = Ground.Anywhere(Dice);
        var parts = Dice.Chance(0.5f) ? Seconds(2.5f, 6) : Always;
        float near = Dice.Between(1.8f, 4f), far = Dice.Between(1.8f, 4f), aside = Dice.Between(-1f, 1f);
        var speed = Dice.Between(0.7f, 1f);
        SimulatedActor?[] both = [Add(-1, near, MathF.Max(0, far - near)), Add(1, far, MathF.Max(0, near - far))];
        if (both is not [{ } one, { } two]) return;
        Span rest = one.Episodes.Find(e => e.Leg == 1).Span, other = two.Episodes.Find(e => e.Leg == 1).Span;
        if (rest.Length <= 1 || other.Length <= 1) return; // one of them never got there
        var together = Math.Max(rest.Begin, other.Begin);
        var span = new Span(together - Ground.Of(1.5), together + Ground.Of(1.5)).And(one.Life).And(two.Life);
        one.Ties.Add(new Tie("meet", two, span));
        two.Ties.Add(new Tie("meet", one, span));

        SimulatedActor? Add(int side, float distance, float waits)
        {
            var goal = Ground.Beside(centre, 0.32f * side, 0);
            var from = Ground.Beside(goal, distance * side, aside);
            var rests = parts == Always ? Always : parts + Ground.Of(waits / speed);
            return Casting.Send(ActorKind.Person, from, 0,
            [
                new Leg(Motion.Walk, speed, Always) { Goal = goal },
                new Leg(Motion.Stand, 0, rests),
                new Leg(Motion.Walk, speed, Always) { Heading = new Heading(side, 0) },
            ]);
        }
    }
}
