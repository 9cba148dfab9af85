using System.Buffers;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Packing;

/// <summary>What poses told of a tubelet: a profile in ten bytes, and about twenty for every look.</summary>
internal static class PackedBodies
{
    // Two looks at the same cloth agree no better than this; joints are a pixel or two of a hundred.
    private const int ShareSteps = 255, LengthSteps = 200, NotSeen = int.MaxValue >> 4;

    private const int Series = 14;

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Looked = 1,
        Profile = 2,
        Hem = 4,
        All = 7,
    }

    /// <summary>Writes the profile, and whether anybody looked for one.</summary>
    public static void WriteProfile(PackedWriter writer, SceneObject seen)
    {
        var body = seen.Body;
        var parts = (seen.LooksForPoses ? Parts.Looked : 0) | (body is null ? 0 : Parts.Profile) | (body?.Hem is null ? 0 : Parts.Hem);
        writer.Byte((byte)parts);
        if (body is null) return;
        foreach (var share in (ReadOnlySpan<float>)[body.Crown.Dark, body.Crown.Skin, body.Crown.Fair, body.FairNape, body.Hem ?? 0])
            writer.Byte((byte)PackedShares.Quantise(share, ShareSteps));
        writer.Signed(Length(body.Stripes));
        writer.Signed(Length(body.UprightTorso));
    }

    /// <summary>Reads what <see cref="WriteProfile"/> wrote.</summary>
    public static (bool Looked, BodyProfile? Body) ReadProfile(ref PackedReader reader)
    {
        var parts = (Parts)reader.Byte();
        if ((parts & ~Parts.All) != 0) throw reader.Damaged();
        var looked = parts.HasFlag(Parts.Looked);
        if (!parts.HasFlag(Parts.Profile)) return (looked, null);
        float dark = Share(ref reader), skin = Share(ref reader), fair = Share(ref reader), nape = Share(ref reader), hem = Share(ref reader);
        return (looked, new BodyProfile
        {
            Crown = new CrownShares(dark, skin, fair), FairNape = nape, Hem = parts.HasFlag(Parts.Hem) ? hem : null,
            Stripes = FromLength(reader.Int32()), UprightTorso = FromLength(reader.Int32()),
        });

        static float Share(ref PackedReader reader) => reader.Byte() / (float)ShareSteps;
    }

    /// <summary>Whether two profiles are the same once they are rounded.</summary>
    public static bool AreSame(SceneObject a, SceneObject b)
    {
        if (a.LooksForPoses != b.LooksForPoses) return false;
        if (ReferenceEquals(a.Body, b.Body)) return true;
        if (a.Body is not { } one || b.Body is not { } two) return false;
        return AreSame(one.Crown, two.Crown) && Share(one.FairNape) == Share(two.FairNape) && OrNot(one.Hem, Share) == OrNot(two.Hem, Share)
            && Length(one.Stripes) == Length(two.Stripes) && Length(one.UprightTorso) == Length(two.UprightTorso);
    }

    /// <summary>Whether two looks are the same once they are rounded.</summary>
    public static bool AreSame(BodySample a, BodySample b, float quantum)
    {
        if (ReferenceEquals(a, b)) return true;
        Span<int> one = stackalloc int[Series], two = stackalloc int[Series];
        Values(a, one);
        Values(b, two);
        return one.SequenceEqual(two) && a.Frame == b.Frame && PackedBoxes.AreSame(a.Box, b.Box, quantum);
    }

    /// <summary>Writes looks; their boxes, like the tubelet's own, are rounded to <paramref name="quantum"/> pixels.</summary>
    public static void WriteSamples(PackedWriter writer, IReadOnlyList<BodySample> samples, Tubelet tubelet, float quantum)
    {
        writer.Unsigned((ulong)samples.Count);
        if (samples.Count == 0) return;
        var rented = ArrayPool<int>.Shared.Rent(samples.Count * (Series + 1));
        var frames = rented.AsSpan(0, samples.Count);
        for (var i = 0; i < frames.Length; i++) frames[i] = samples[i].Frame;
        writer.Series(frames);
        for (var coordinate = 0; coordinate < 4; coordinate++)
        {
            for (var i = 0; i < samples.Count; i++)
                frames[i] = Quanta(samples[i].Box, coordinate, quantum) - Quanta(Nearest(tubelet, samples[i].Frame), coordinate, quantum);
            writer.Series(frames);
        }

        Span<int> values = stackalloc int[Series];
        for (var i = 0; i < samples.Count; i++)
        {
            Values(samples[i], values);
            for (var k = 0; k < Series; k++) rented[((k + 1) * samples.Count) + i] = values[k];
        }

        for (var k = 1; k <= Series; k++) writer.Series(rented.AsSpan(k * samples.Count, samples.Count));
        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>Reads what <see cref="WriteSamples"/> wrote.</summary>
    public static IReadOnlyList<BodySample> ReadSamples(ref PackedReader reader, Tubelet tubelet, float quantum)
    {
        var count = reader.SeriesLength();
        if (count == 0) return [];
        // Every series has at least a byte for sixteen values.
        if (count > (long)reader.Left * PackedWriter.BlockLength / (Series + 5)) throw reader.Damaged();
        var frames = new int[count];
        reader.Series(frames);
        var boxes = PackedBoxes.Read(ref reader, count, quantum);
        var values = new int[Series][];
        for (var k = 0; k < Series; k++) reader.Series(values[k] = new int[count]);
        var samples = new BodySample[count];
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k <= 6; k++)
                if (values[k][i] is < 0 or > ShareSteps && !(k == 4 && values[k][i] == NotSeen)) throw reader.Damaged();
            var near = Nearest(tubelet, frames[i]);
            var box = new Box(near.X + boxes[i].X, near.Y + boxes[i].Y, near.Width + boxes[i].Width, near.Height + boxes[i].Height);
            samples[i] = Sample(frames[i], box, values, i);
        }

        return samples;
    }

    private static void Values(BodySample sample, Span<int> values)
    {
        var (nape, held) = (sample.Nape, sample.Posture);
        ReadOnlySpan<int> all =
        [
            PackedShares.Quantise(sample.Weight, ShareSteps), Share(sample.Crown.Dark), Share(sample.Crown.Skin), Share(sample.Crown.Fair),
            nape is { } n ? Share(n.Dark) : NotSeen, Share(nape?.Skin ?? 0), Share(nape?.Fair ?? 0),
            OrNot(sample.Hem, Share), Length(sample.Stripes),
            Length(held.Torso), Length(held.Lean), OrNot(held.Thigh, Length), OrNot(held.Hand, Length), Length(held.Flatness),
        ];
        all.CopyTo(values);
    }

    private static BodySample Sample(int frame, in Box box, int[][] values, int i)
    {
        float Share(int k) => values[k][i] / (float)ShareSteps;
        float Part(int k) => FromLength(values[k][i]);
        bool IsSeen(int k) => values[k][i] != NotSeen;
        return new BodySample(frame, box, Share(0))
        {
            Crown = new CrownShares(Share(1), Share(2), Share(3)),
            Nape = IsSeen(4) ? new CrownShares(Share(4), Share(5), Share(6)) : null,
            Hem = IsSeen(7) ? Share(7) : null,
            Stripes = Part(8),
            Posture = new PostureMeasure(Part(9), Part(10), IsSeen(11) ? Part(11) : null, IsSeen(12) ? Part(12) : null, Part(13)),
        };
    }

    private static bool AreSame(in CrownShares a, in CrownShares b) =>
        Share(a.Dark) == Share(b.Dark) && Share(a.Skin) == Share(b.Skin) && Share(a.Fair) == Share(b.Fair);

    private static int Share(float share) => PackedShares.Quantise(share, ShareSteps);

    // A person lying far away is no longer than ten heights of the box.
    private static int Length(float length) => float.IsNaN(length) ? 0 : (int)MathF.Round(Math.Clamp(length, -100, 100) * LengthSteps);

    private static float FromLength(int steps) => steps / (float)LengthSteps;

    private static int OrNot(float? value, Func<float, int> steps) => value is { } there ? steps(there) : NotSeen;

    private static int Quanta(in Box box, int coordinate, float quantum) =>
        PackedBoxes.Quantise(PackedBoxes.Coordinate(box, coordinate), quantum);

    private static Box Nearest(Tubelet tubelet, int frame) => tubelet.BoxAt(Math.Clamp(frame, tubelet.Begin, tubelet.End));
}
