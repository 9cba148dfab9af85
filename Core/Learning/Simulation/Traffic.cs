using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>What vehicles do, and whoever just comes through.</summary>
internal class Traffic(Casting casting, Ground ground, Dice dice)
{
    protected Casting Casting { get; } = casting;

    protected Ground Ground { get; } = ground;

    protected Dice Dice { get; } = dice;

    /// <summary>As long as the clip.</summary>
    protected int Always => Ground.Frames;

    public virtual void Add(Script script, bool roomForTwo)
    {
        var kind = Dice.Any<ActorKind>(
        [
            (ActorKind.Car, 5), (ActorKind.Van, 2), (ActorKind.Truck, 1.6f), (ActorKind.Bus, 1), (ActorKind.Bicycle, 0.6f),
            (ActorKind.Motorcycle, 0.6f),
        ]);
        if (script == Script.Ride && roomForTwo) Ride(Dice.Chance(0.6f) ? ActorKind.Bicycle : ActorKind.Motorcycle);
        else Go(kind, Motion.Drive, kind.Speed(), script);
    }

    /// <summary>The ways that all can go who move.</summary>
    protected SimulatedActor? Go(ActorKind kind, Motion motion, (float Slow, float Fast) speeds, Script script)
    {
        var heading = Heading.Any(Dice);
        var speed = Dice.Between(speeds.Slow, speeds.Fast);
        var there = new Leg(motion, speed, Seconds(2, 5)) { Heading = heading };
        var on = there with { Frames = Always };
        // Those who walk on the same spot look at each other: a bend is a right angle, or nearly.
        var aside = on with { Heading = heading.Turned(Dice.Chance(0.5f) ? Dice.Between(0.75f, 1.1f) : -Dice.Between(0.75f, 1.1f)) };
        var pause = new Leg(Motion.Stand, 0, Seconds(1.5f, 7)) { Heading = heading };
        var rest = pause with { Frames = Always };
        Leg[] legs = script switch
        {
            Script.PassAndStop => [there, pause, Dice.Chance(0.7f) ? on : aside],
            Script.ChangeWay => [there, aside],
            Script.TurnBack when Dice.Chance(0.5f) => [there, on with { Heading = heading.Back }],
            Script.TurnBack => [there, pause, on with { Heading = heading.Back }],
            Script.Rest => [rest],
            Script.RestAndLeave => [pause with { Frames = Seconds(2.5f, 0.5f * Always / (float)Ground.Fps) }, on],
            Script.ComeAndRest => [there, Dice.Chance(0.35f) ? pause with { Frames = Seconds(4, 8) } : rest, on],
            _ => [on],
        };
        var outside = legs[0].Motion != Motion.Stand && (script == Script.ComeAndRest || Dice.Chance(0.6f));
        var (at, begin) = Casting.Start(kind, heading, speed, outside);
        // Until it is inside nobody sees that it has begun.
        if (outside && legs[0].Frames < Always) legs[0] = legs[0] with { Frames = legs[0].Frames + Ground.Of(kind.Body().Side / speed) };
        return Casting.Send(kind, at, begin, legs);
    }

    protected int Seconds(float low, float high) => Ground.Of(Dice.Between(low, MathF.Max(low, high)));

    private void Ride(ActorKind kind)
    {
        if (Go(kind, Motion.Drive, kind.Speed(), Dice.Chance(0.7f) ? Script.Pass : Script.ChangeWay) is not { } mount) return;
        var rider = new SimulatedActor { Number = Casting.Actors.Count, Kind = ActorKind.Person, Look = Casting.NewLook(ActorKind.Person) };
        Casting.Seat(rider, mount);
    }
}
