using Stvg.Core.Frames;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Who is in a clip, and what they do there.</summary>
internal sealed class Casting(Ground ground, Dice dice)
{
    private readonly AttributePalette _palette = new(dice.Fork());
    private readonly List<SimulatedActor> _actors = [];

    /// <summary>Actors who are all in the picture for a while; some fewer than asked for where there is no room.</summary>
    public IReadOnlyList<SimulatedActor> Cast(int count)
    {
        var alive = dice.Between(0.5f, 1f);
        // What one does, others do too: a clip has its habits.
        var habits = new Habits(dice);
        for (var tries = 0; _actors.Count < count && tries < 8 + (4 * count); tries++)
        {
            if (dice.Chance(alive)) new People(this, ground, dice).Add(habits.Person(), _actors.Count + 1 < count);
            else new Traffic(this, ground, dice).Add(habits.Vehicle(), _actors.Count + 1 < count);
        }

        return _actors;
    }

    public IReadOnlyList<SimulatedActor> Actors => _actors;

    /// <summary>Somebody new who goes a way; null when he would hardly be seen.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="at">Where its feet are on the first frame.</param>
    /// <param name="begin">That frame.</param>
    /// <param name="legs">Its way; see <see cref="Itinerary.Follow"/>.</param>
    public SimulatedActor? Send(ActorKind kind, (float X, float Y) at, int begin, IReadOnlyList<Leg> legs)
    {
        var actor = new SimulatedActor
        {
            Number = _actors.Count,
            Kind = kind,
            Look = NewLook(kind),
            Stature = dice.Between(0.92f, 1.08f),
        };
        if (!new Itinerary(ground, actor, dice).Follow(at, begin, legs)) return null;
        // Two that rest are not in the same place.
        if (actor.Rests && _actors.Exists(o => o.Rests && o.Boxes[0].IoU(actor.Boxes[0]) > 0.12f)) return null;
        _actors.Add(actor);
        return actor;
    }

    /// <summary>Somebody new who sits on what another is, as long as it is in the picture.</summary>
    public void Seat(SimulatedActor rider, SimulatedActor mount)
    {
        var (boxes, feet) = (new List<Box>(), new List<(float X, float Y)>());
        int? begin = null;
        for (var frame = mount.Life.Begin; frame <= mount.Life.End; frame++)
        {
            var at = mount.FeetAt(frame);
            var unit = ground.PersonAt(at.Y);
            var box = new Box(at.X - (0.22f * unit), at.Y - (1.12f * unit), 0.44f * unit, unit);
            var inside = box.ClipTo(ground.Size.Width, ground.Size.Height);
            if (inside.Area < 0.3f * box.Area)
            {
                if (begin is null) continue;
                break;
            }

            begin ??= frame;
            boxes.Add(inside);
            feet.Add(at);
        }

        if (begin is not { } from || boxes.Count < ground.ShortestLife) return;
        (rider.Boxes, rider.Feet, rider.Life) = ([.. boxes], [.. feet], new Span(from, from + boxes.Count - 1));
        (rider.CameFrom, rider.WentTo) = (mount.CameFrom, mount.WentTo);
        foreach (var episode in mount.Episodes)
            if (episode.Span.Overlaps(rider.Life)) rider.Episodes.Add(episode with { Span = episode.Span.And(rider.Life) });
        rider.Ties.Add(new Tie("ride", mount, rider.Life));
        _actors.Add(rider);
    }

    /// <summary>A first place and frame for a way in a direction: often outside the picture, so that it comes in.</summary>
    public ((float X, float Y) At, int Begin) Start(ActorKind kind, Heading heading, float speed, bool fromOutside)
    {
        var (_, y) = ground.Anywhere(dice);
        if (!fromOutside)
        {
            // With room to go on.
            var (x, _) = ground.Anywhere(dice);
            if (MathF.Abs(heading.Right) > 0.6f) x = (0.5f - (0.35f * heading.Right * dice.Unit())) * ground.Size.Width;
            else y = float.Lerp(ground.Top, 0.95f * ground.Size.Height, 0.5f - (0.4f * heading.Nearer * dice.Unit()));
            return ((x, y), 0);
        }

        var begin = dice.Below(Math.Max(1, ground.Frames * 6 / 10));
        if (MathF.Abs(heading.Right) > 0.6f)
        {
            var outside = 0.5f * kind.Body().Side * ground.PersonAt(y) * 0.95f;
            return ((heading.Right > 0 ? -outside : ground.Size.Width + outside, y), begin);
        }

        var across = dice.Between(0.15f, 0.85f) * ground.Size.Width;
        var bottom = ground.Size.Height;
        if (heading.Nearer < 0) return ((across, bottom + (0.6f * kind.Body().Height * ground.PersonAt(bottom))), begin);
        // Nobody comes in over the top where the ground ends below it: he comes nearer from there.
        return ((across, ground.Top), 0);
    }

    /// <summary>A look that often shares something with that of somebody else.</summary>
    public Look NewLook(ActorKind kind)
    {
        if (kind == ActorKind.Dog) return _palette.For(kind);
        var alike = _actors.FindAll(a => a.Kind != ActorKind.Dog && a.Kind.IsVehicle() == kind.IsVehicle());
        return alike.Count > 0 && dice.Chance(0.45f) ? _palette.Like(dice.Any(alike).Look) : _palette.For(kind);
    }

    /// <summary>What is done in a clip, some of it oftener.</summary>
    private sealed class Habits(Dice dice)
    {
        private readonly (Script, float)[] _person = Emphasise(dice,
        [
            (Script.Pass, 2.5f), (Script.PassAndStop, 1.8f), (Script.ChangeSpeed, 1), (Script.ChangeWay, 1), (Script.TurnBack, 1.1f),
            (Script.Rest, 1.3f), (Script.RestAndLeave, 1.5f), (Script.ComeAndRest, 1.4f), (Script.Loiter, 0.7f), (Script.Circle, 0.5f),
            (Script.GoTo, 1.8f), (Script.Follow, 0.8f), (Script.Accompany, 0.8f), (Script.Meet, 0.8f),
        ]);

        private readonly (Script, float)[] _vehicle = Emphasise(dice,
        [
            (Script.Pass, 2.4f), (Script.PassAndStop, 1), (Script.ChangeWay, 0.5f), (Script.TurnBack, 0.2f), (Script.Rest, 1.8f),
            (Script.RestAndLeave, 0.9f), (Script.ComeAndRest, 0.9f), (Script.Ride, 1.4f),
        ]);

        public Script Person() => dice.Any<Script>(_person);

        public Script Vehicle() => dice.Any<Script>(_vehicle);

        private static (Script, float)[] Emphasise(Dice dice, (Script Script, float Weight)[] usual) =>
            [.. usual.Select(u => (u.Script, u.Weight * (dice.Chance(0.2f) ? 3 : 1)))];
    }
}

/// <summary>Ways to spend a clip.</summary>
internal enum Script
{
    Pass, PassAndStop, ChangeSpeed, ChangeWay, TurnBack, Rest, RestAndLeave, ComeAndRest,
    Loiter, Circle, GoTo, Follow, Accompany, Meet, Ride,
}
