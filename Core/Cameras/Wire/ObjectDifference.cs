using System.Runtime.InteropServices;
using Stvg.Core.Frames;
using Stvg.Core.Packing;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras.Wire;

/// <summary>
/// What has changed of an object since its receivers got it. Its old boxes are settled and its scores never change, so that this is a
/// couple of seconds of boxes, the latest scores, and now and then a look at its colours.
/// </summary>
internal readonly struct ObjectDifference
{
    /// <summary>What the boxes of all updates are rounded to, pixels.</summary>
    public const float Quantum = PackedBoxes.FineQuantum;

    private readonly Parts _parts;
    private readonly int _boxesFrom, _scoresFrom, _samplesDropped, _bodiesDropped;

    private ObjectDifference(in SentObject known, SceneObject seen)
    {
        Tubelet before = known.Seen.Tubelet, now = seen.Tubelet;
        int begin = Math.Max(before.Begin, now.Begin), end = Math.Min(before.End, now.End) + 1;
        // Two series of boxes would have to be told apart; the objects of a camera that moves are sent whole.
        if (begin >= end || before.Steady is not null || now.Steady is not null) return;
        CanTell = true;
        int at = begin - before.Begin, atNow = begin - now.Begin, shared = end - begin;
        _boxesFrom = begin + SameBoxes(Values(before.Boxes).AsSpan(at, shared), Values(now.Boxes).AsSpan(atNow, shared));
        _scoresFrom = begin + SameScores(Values(before.Scores).AsSpan(at, shared), Values(now.Scores).AsSpan(atNow, shared));
        _samplesDropped = Dropped(
            known.Seen.Samples, seen.Samples, static s => s.Frame, static (a, b) => PackedColours.AreSame(a, b, Quantum));
        _bodiesDropped = Dropped(
            known.Seen.Bodies, seen.Bodies, static s => s.Frame, static (a, b) => PackedBodies.AreSame(a, b, Quantum));
        if (before.FirstSeen != now.FirstSeen || before.ObjectId != now.ObjectId) _parts |= Parts.Identity;
        if (known.IsNoticeable(now.ClassVotes)) _parts |= Parts.Votes;
        if (!PackedColours.AreSame(known.Seen.Colours, seen.Colours)) _parts |= Parts.Colours;
        if (_samplesDropped > 0 || known.Seen.Samples.Count < seen.Samples.Count) _parts |= Parts.Samples;
        if (!PackedBodies.AreSame(known.Seen, seen)) _parts |= Parts.Body;
        if (_bodiesDropped > 0 || known.Seen.Bodies.Count < seen.Bodies.Count) _parts |= Parts.Looks;
        IsNothing = _parts == Parts.None && before.Begin == now.Begin && before.End == now.End && _boxesFrom == end && _scoresFrom == end;
    }

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Identity = 1,
        Votes = 2,
        Colours = 4,
        Samples = 8,
        Body = 16,
        Looks = 32,
        All = 63,
    }

    /// <summary>Whether both have a frame in common; else the object has to be sent whole.</summary>
    public bool CanTell { get; }

    /// <summary>Whether there is no difference that a receiver would see.</summary>
    public bool IsNothing { get; }

    /// <summary>How an object differs from what receivers have of it; both are of one id.</summary>
    public static ObjectDifference Between(in SentObject known, SceneObject seen) => new(known, seen);

    /// <summary>What receivers have once they know of the difference.</summary>
    public SentObject Sent(in SentObject known, SceneObject seen) =>
        new(seen, (_parts & Parts.Votes) != 0 ? seen.Tubelet.ClassVotes : known.Votes);

    /// <summary>Writes the difference.</summary>
    public void Write(PackedWriter writer, in SentObject known, SceneObject seen)
    {
        Tubelet before = known.Seen.Tubelet, now = seen.Tubelet;
        Box[] boxes = Values(now.Boxes);
        float[] scores = Values(now.Scores);
        var older = Math.Max(0, before.Begin - now.Begin);
        int changedBoxes = now.End + 1 - _boxesFrom, changedScores = now.End + 1 - _scoresFrom;
        writer.Byte((byte)_parts);
        writer.Signed((long)now.Begin - before.Begin);
        writer.Signed((long)now.End - before.End);
        if (older > 0)
        {
            PackedBoxes.Write(writer, new ArraySegment<Box>(boxes, 0, older), Quantum);
            PackedScores.Write(writer, new ArraySegment<float>(scores, 0, older));
        }

        writer.Unsigned((ulong)changedBoxes);
        PackedBoxes.WriteAgainst(writer, boxes, boxes.Length - changedBoxes, Values(before.Boxes), now.Begin - before.Begin, Quantum);
        writer.Unsigned((ulong)changedScores);
        PackedScores.Write(writer, new ArraySegment<float>(scores, scores.Length - changedScores, changedScores));
        if ((_parts & Parts.Identity) != 0)
        {
            writer.Signed(now.FirstSeen);
            writer.Signed(now.ObjectId);
        }

        if ((_parts & Parts.Votes) != 0) PackedScores.WriteVotes(writer, now.ClassVotes);
        if ((_parts & Parts.Colours) != 0) PackedColours.WriteProfileAgainst(writer, seen.Colours, known.Seen.Colours);
        if ((_parts & Parts.Samples) != 0)
        {
            writer.Unsigned((ulong)_samplesDropped);
            PackedColours.WriteSamples(writer, [.. seen.Samples.Skip(known.Seen.Samples.Count - _samplesDropped)], now, Quantum);
        }

        if ((_parts & Parts.Body) != 0) PackedBodies.WriteProfile(writer, seen);
        if ((_parts & Parts.Looks) == 0) return;
        writer.Unsigned((ulong)_bodiesDropped);
        PackedBodies.WriteSamples(writer, [.. seen.Bodies.Skip(known.Seen.Bodies.Count - _bodiesDropped)], now, Quantum);
    }

    /// <summary>Reads what <see cref="Write"/> wrote: the object as it is now.</summary>
    /// <param name="reader">Gives the difference.</param>
    /// <param name="known">The object as it was.</param>
    /// <param name="meter">Measures its motion.</param>
    public static SceneObject Read(ref PackedReader reader, SceneObject known, MotionMeter meter)
    {
        var before = known.Tubelet;
        var parts = (Parts)reader.Byte();
        if ((parts & ~Parts.All) != 0) throw reader.Damaged();
        long begin = before.Begin + reader.Signed(), end = before.End + reader.Signed();
        if (begin < int.MinValue || end >= int.MaxValue) throw reader.Damaged();
        if (Math.Max(begin, before.Begin) > Math.Min(end, before.End)) throw reader.Damaged();
        // Boxes that are new at either end, or that were at none, have to be accounted for by what is still to be read.
        var older = reader.SeriesLength((ulong)Math.Max(0, before.Begin - begin));
        reader.SeriesLength((ulong)Math.Max(0, end - before.End));
        int shift = (int)(begin - before.Begin), length = (int)(end - begin) + 1;
        var boxes = new Box[length];
        var scores = new float[length];
        if (older > 0)
        {
            PackedBoxes.Read(ref reader, older, Quantum).CopyTo(boxes, 0);
            PackedScores.Read(ref reader, older).CopyTo(scores, 0);
        }

        var changed = Keep(ref reader, Values(before.Boxes), boxes, shift, older);
        PackedBoxes.ReadAgainst(ref reader, boxes, changed, Values(before.Boxes), shift, Quantum);
        var scored = Keep(ref reader, Values(before.Scores), scores, shift, older);
        PackedScores.Read(ref reader, length - scored).CopyTo(scores, scored);
        var now = before with { Begin = (int)begin, FirstSeen = before.FirstSeen, Boxes = boxes, Scores = scores };
        if ((parts & Parts.Identity) != 0) now = now with { FirstSeen = reader.Int32(), ObjectId = reader.Int32() };
        if ((parts & Parts.Votes) != 0) now = now with { ClassVotes = PackedScores.ReadVotes(ref reader) };
        var colours = (parts & Parts.Colours) != 0 ? PackedColours.ReadProfileAgainst(ref reader, known.Colours) : known.Colours;
        var samples = known.Samples;
        if ((parts & Parts.Samples) != 0) samples = [.. Kept(ref reader, samples), .. PackedColours.ReadSamples(ref reader, now, Quantum)];
        var (looked, body) = (parts & Parts.Body) != 0 ? PackedBodies.ReadProfile(ref reader) : (known.LooksForPoses, known.Body);
        var bodies = known.Bodies;
        if ((parts & Parts.Looks) != 0) bodies = [.. Kept(ref reader, bodies), .. PackedBodies.ReadSamples(ref reader, now, Quantum)];

        var upright = MotionTrace.IsUpright(now.Class);
        var measured = older == 0 && upright == MotionTrace.IsUpright(before.Class) ? changed : 0;
        return new SceneObject(now, MotionTrace.After(known.Motion, Math.Max(0, shift), boxes, measured, upright, meter), colours, samples)
        {
            LooksForPoses = looked, Body = body, Bodies = bodies,
        };
    }

    /// <summary>Copies what stays as it was, and returns the index of the first value that does not.</summary>
    private static int Keep<T>(ref PackedReader reader, T[] before, T[] now, int shift, int older)
    {
        var kept = now.Length - reader.SeriesLength() - older;
        if (kept < 0 || older + shift + kept > before.Length) throw reader.Damaged();
        Array.Copy(before, older + shift, now, older, kept);
        return older + kept;
    }

    private static IEnumerable<T> Kept<T>(ref PackedReader reader, IReadOnlyList<T> known)
    {
        var dropped = reader.Unsigned();
        return dropped <= (ulong)known.Count ? known.Skip((int)dropped) : throw reader.Damaged();
    }

    private static int SameBoxes(ReadOnlySpan<Box> before, ReadOnlySpan<Box> now)
    {
        // Settled boxes are bit by bit the same, which is quick to see.
        var same = MemoryMarshal.Cast<Box, int>(before).CommonPrefixLength(MemoryMarshal.Cast<Box, int>(now)) / 4;
        while (same < now.Length && PackedBoxes.AreSame(before[same], now[same], Quantum)) same++;
        return same;
    }

    private static int SameScores(ReadOnlySpan<float> before, ReadOnlySpan<float> now)
    {
        var same = before.CommonPrefixLength(now);
        while (same < now.Length && PackedScores.Quantise(before[same]) == PackedScores.Quantise(now[same])) same++;
        return same;
    }

    /// <summary>
    /// How many of the known samples are gone, the oldest first; all of them where the others are not what the new ones begin with.
    /// </summary>
    private static int Dropped<T>(IReadOnlyList<T> before, IReadOnlyList<T> now, Func<T, int> frameOf, Func<T, T, bool> areSame)
    {
        var dropped = 0;
        while (dropped < before.Count && (now.Count == 0 || frameOf(before[dropped]) < frameOf(now[0]))) dropped++;
        var kept = before.Count - dropped;
        if (kept > now.Count) return before.Count;
        for (var i = 0; i < kept; i++)
            if (!areSame(before[dropped + i], now[i])) return before.Count;
        return dropped;
    }

    private static T[] Values<T>(IReadOnlyList<T> values) => values as T[] ?? [.. values];
}
