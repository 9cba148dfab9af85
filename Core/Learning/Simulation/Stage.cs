using Stvg.Core.Frames;

namespace Stvg.Core.Learning.Simulation;

/// <summary>What really happens in a clip: who is there, and how they stand to each other.</summary>
internal sealed class Stage(Ground ground, IReadOnlyList<SimulatedActor> actors)
{
    private readonly Dictionary<ActorKind, float> _largest = [];

    public Ground Ground { get; } = ground;

    public IReadOnlyList<SimulatedActor> Actors { get; } = actors;

    /// <summary>The largest <see cref="Unit"/> of all of a kind, on all frames.</summary>
    public float LargestOf(ActorKind kind)
    {
        if (_largest.TryGetValue(kind, out var largest)) return largest;
        foreach (var actor in Actors)
            if (actor.Kind == kind)
                for (var frame = actor.Life.Begin; frame <= actor.Life.End; frame++) largest = MathF.Max(largest, Unit(actor, frame));
        return _largest[kind] = largest;
    }

    /// <summary>Own length of somebody on a frame, pixels: the height of a person, else the square root of the area.</summary>
    public static float Unit(SimulatedActor actor, int frame)
    {
        var box = actor.BoxAt(frame);
        return MathF.Max(1, actor.Kind == ActorKind.Person ? box.Height : MathF.Sqrt(box.Area));
    }

    /// <summary>Between where two stand, in lengths of the larger; both are there on the frame.</summary>
    public static float Distance(SimulatedActor a, SimulatedActor b, int frame)
    {
        Box one = a.BoxAt(frame), two = b.BoxAt(frame);
        var dx = MathF.Max(0, MathF.Abs(one.CenterX - two.CenterX) - ((one.Width + two.Width) / 4));
        var dy = one.Bottom - two.Bottom;
        return MathF.Sqrt((dx * dx) + (dy * dy)) / MathF.Max(Unit(a, frame), Unit(b, frame));
    }

    /// <summary>The longest stretches of a span on all of whose frames something holds, with at least so many frames.</summary>
    public static IEnumerable<Span> Stretches(Span within, int fewest, Func<int, bool> holds)
    {
        for (int begin = within.Begin, end; begin <= within.End; begin = end + 1)
        {
            end = begin;
            if (!holds(begin)) continue;
            while (end < within.End && holds(end + 1)) end++;
            if (end - begin + 1 >= fewest) yield return new Span(begin, end);
        }
    }
}
