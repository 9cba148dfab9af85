using Stvg.Core.Frames;

namespace Stvg.Core.Learning.Simulation;

/// <summary>How much of an actor others hide who stand nearer to the camera.</summary>
internal sealed class Cover
{
    private readonly SimulatedActor _actor;
    private readonly float[] _hidden;
    private readonly Box[] _by;

    public Cover(SimulatedActor actor, IReadOnlyList<SimulatedActor> all)
    {
        (_actor, _hidden, _by) = (actor, new float[actor.Life.Length], new Box[actor.Life.Length]);
        var most = 0f;
        foreach (var other in all)
        {
            var both = actor.Life.And(other.Life);
            if (other == actor || both.Length <= 0 || RidesOrIsRiddenBy(other)) continue;
            for (var frame = both.Begin; frame <= both.End; frame++)
            {
                var i = frame - actor.Life.Begin;
                var box = other.BoxAt(frame);
                if (other.FeetAt(frame).Y <= actor.FeetAt(frame).Y) continue;
                // A box is not full of what it is of.
                var share = 0.9f * actor.Boxes[i].ShareInside(box);
                if (share <= 0) continue;
                if (share > _hidden[i]) _by[i] = box;
                if (share > most) (most, Nearest) = (share, other);
                _hidden[i] = 1 - ((1 - _hidden[i]) * (1 - share));
            }
        }
    }

    /// <summary>Who hides most of it; null where nobody hides anything.</summary>
    public SimulatedActor? Nearest { get; }

    /// <summary>Share of it that is hidden on a frame of its life, in [0, 1].</summary>
    public float this[int index] => _hidden[index];

    /// <summary>The box as a detector draws it round what it sees.</summary>
    public Box Cut(int index, in Box box, float noise, Dice dice)
    {
        if (_hidden[index] < 0.2f || !dice.Chance(0.6f * noise)) return box;
        var by = _by[index];
        float left = box.X, right = box.Right, bottom = box.Bottom;
        // From the side that is covered from edge to edge.
        if (by.X <= left && by.Right < right) left = MathF.Min(by.Right, left + (0.6f * box.Width));
        else if (by.Right >= right && by.X > left) right = MathF.Max(by.X, right - (0.6f * box.Width));
        else if (by.Bottom >= bottom && by.Y > box.Y) bottom = MathF.Max(by.Y, bottom - (0.6f * box.Height));
        return Box.FromEdges(left, box.Y, right, bottom);
    }

    private bool RidesOrIsRiddenBy(SimulatedActor other) => Rides(_actor, other) || Rides(other, _actor);

    private static bool Rides(SimulatedActor rider, SimulatedActor mount) =>
        rider.Ties.Exists(t => t.Relation == "ride" && t.Other == mount);
}
