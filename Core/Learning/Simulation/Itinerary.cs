using Stvg.Core.Frames;
using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>A part of somebody's way: in one manner and one direction, or to a place.</summary>
/// <param name="Motion">Stand, Walk, Run or Drive.</param>
/// <param name="Speed">Heights of a person per second, on the ground.</param>
/// <param name="Frames">How long, at most.</param>
internal sealed record Leg(Motion Motion, float Speed, int Frames)
{
    /// <summary>The way it goes, where it has no goal.</summary>
    public Heading Heading { get; init; } = Heading.Rightwards;

    /// <summary>Where it leads, where the time does not end it before; null where it has no end.</summary>
    public (float X, float Y)? Goal { get; init; }
}

/// <summary>Turns legs into a way through the picture: places and boxes on every frame, and what is done when.</summary>
internal sealed class Itinerary(Ground ground, SimulatedActor actor, Dice dice)
{
    private const float ReactionSeconds = 0.35f;

    // How much of it must be inside the picture for it to be there.
    private const float LeastVisible = 0.3f;

    private readonly List<(float X, float Y)> _feet = [];
    private readonly List<Box> _boxes = [];
    private readonly List<(int Leg, float Right, float Nearer)> _done = [];

    /// <summary>Sends somebody on his way; what lies outside the picture does not belong to his life.</summary>
    /// <param name="at">Where the feet are on the first frame.</param>
    /// <param name="begin">That frame, of the clip.</param>
    /// <param name="legs">The way; the last is gone on with until the clip ends.</param>
    /// <returns>Whether it was in the picture for long enough.</returns>
    public bool Follow((float X, float Y) at, int begin, IReadOnlyList<Leg> legs)
    {
        var (leg, left) = (0, legs[0].Frames);
        // Whoever is on his way when the clip begins does not set off then.
        var ahead = legs[0].Goal is { } place ? Heading.Between(at, place, ground.Foreshortening) : legs[0].Heading;
        float vx = legs[0].Speed * ahead.Right, vy = legs[0].Speed * ahead.Nearer, gait = dice.Unit(), sway = 0;
        var side = ahead.Right * ahead.Right; // how much of its side is seen
        var ease = MathF.Min(1, 1 / (ReactionSeconds * (float)ground.Fps));
        int? first = null;
        var frame = begin;
        for (; frame < ground.Frames; frame++)
        {
            while (leg + 1 < legs.Count && (left <= 0 || IsThere(legs[leg], at)))
            {
                leg++;
                left = legs[leg].Frames;
            }

            left--;
            var now = legs[leg];
            var heading = now.Goal is { } goal ? Heading.Between(at, goal, ground.Foreshortening) : now.Heading;
            var speed = now.Motion == Motion.Stand ? 0 : now.Speed;
            var unit = ground.PersonAt(at.Y);
            vx += ease * ((speed * heading.Right) - vx);
            vy += ease * ((speed * heading.Nearer) - vy);
            if (now.Motion != Motion.Stand) side += ease * ((heading.Right * heading.Right) - side);

            var box = BoxAt(at, side, gait, sway);
            var inside = box.ClipTo(ground.Size.Width, ground.Size.Height);
            if (inside.Area >= LeastVisible * box.Area && unit >= ground.SmallestPerson)
            {
                first ??= frame;
                _feet.Add(at);
                _boxes.Add(inside);
                _done.Add((leg, now.Motion == Motion.Stand ? 0 : heading.Right, now.Motion == Motion.Stand ? 0 : heading.Nearer));
            }
            else if (first is not null) break;

            at = (at.X + (vx * unit / (float)ground.Fps), at.Y + (vy * unit / ground.Foreshortening / (float)ground.Fps));
            gait += 1.6f * speed / (float)ground.Fps;
            sway = (0.97f * sway) + (0.003f * dice.Normal());
        }

        if (first is not { } from || _boxes.Count < ground.ShortestLife) return false;
        actor.Life = new Span(from, from + _boxes.Count - 1);
        (actor.Feet, actor.Boxes) = ([.. _feet], [.. _boxes]);
        if (from > begin) actor.CameFrom = EdgeOf(_boxes[0]);
        if (frame < ground.Frames) actor.WentTo = EdgeOf(_boxes[^1]);
        Remember(legs);
        return true;
    }

    private void Remember(IReadOnlyList<Leg> legs)
    {
        for (int begin = 0, end; begin < _done.Count; begin = end)
        {
            end = begin;
            float right = 0, nearer = 0;
            for (; end < _done.Count && _done[end].Leg == _done[begin].Leg; end++)
                (right, nearer) = (right + _done[end].Right, nearer + _done[end].Nearer);
            var length = MathF.Sqrt((right * right) + (nearer * nearer));
            if (length > 0) (right, nearer) = (right / length, nearer / length);
            var leg = _done[begin].Leg;
            var span = new Span(actor.Life.Begin + begin, actor.Life.Begin + end - 1);
            actor.Episodes.Add(new Episode(legs[leg].Motion, right, nearer, span, leg));
        }
    }

    private bool IsThere(Leg leg, (float X, float Y) at)
    {
        if (leg.Goal is not { } goal) return false;
        var unit = ground.PersonAt(at.Y);
        float dx = (goal.X - at.X) / unit, dy = (goal.Y - at.Y) * ground.Foreshortening / unit;
        // Whoever goes on for the time that it takes him to stop.
        var near = 0.08f + (leg.Speed * ReactionSeconds);
        return (dx * dx) + (dy * dy) < near * near;
    }

    private Box BoxAt((float X, float Y) at, float side, float gait, float sway)
    {
        var unit = ground.PersonAt(at.Y) * actor.Stature;
        var (length, front, height) = actor.Kind.Body();
        var width = front + ((length - front) * side);
        if (!actor.Kind.IsVehicle())
        {
            // Legs open and close with every step.
            var step = gait - MathF.Floor(gait);
            width *= 0.9f + (0.4f * MathF.Abs(step - 0.5f));
        }

        return new Box(at.X - (width * unit / 2) + (sway * unit), at.Y - (height * unit), width * unit, height * unit);
    }

    private PictureEdge EdgeOf(in Box box)
    {
        var (width, height) = (ground.Size.Width, ground.Size.Height);
        ReadOnlySpan<(PictureEdge Edge, float Gap)> gaps =
        [
            (PictureEdge.Left, box.X), (PictureEdge.Right, width - box.Right), (PictureEdge.Top, box.Y),
            (PictureEdge.Bottom, height - box.Bottom),
        ];
        var best = gaps[0];
        foreach (var gap in gaps)
            if (gap.Gap < best.Gap) best = gap;
        return best.Gap <= 2 ? best.Edge : PictureEdge.Any;
    }
}
