using System.Buffers;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Packing;

/// <summary>The colours of a tubelet. Most colours are not to be seen on most parts, and those cost one bit.</summary>
internal static class PackedColours
{
    // A sample is one look at cloth in motion: 32 levels are finer than two looks agree. Their mean is kept more exactly.
    private const int SampleSteps = 31, ProfileSteps = 255, WeightSteps = 255;

    private const int Channels = ColourSample.Parts * ColourNames.Count;

    private static readonly int s_profileLength = ColourProfile.Of([]).Shares.Length;

    public static void WriteProfile(PackedWriter writer, ColourProfile profile)
    {
        writer.Unsigned((ulong)profile.Samples);
        Span<bool> there = stackalloc bool[s_profileLength];
        for (var i = 0; i < there.Length; i++) there[i] = Step(profile, i) > 0;
        PackedShares.WriteMask(writer, there);
        for (var i = 0; i < there.Length; i++)
            if (there[i]) writer.Byte((byte)Step(profile, i));
    }

    public static ColourProfile ReadProfile(ref PackedReader reader)
    {
        var samples = reader.Unsigned();
        if (samples > int.MaxValue) throw reader.Damaged();
        Span<bool> there = stackalloc bool[s_profileLength];
        PackedShares.ReadMask(ref reader, there);
        Span<float> shares = stackalloc float[there.Length];
        for (var i = 0; i < there.Length; i++) shares[i] = there[i] ? reader.Byte() / (float)ProfileSteps : 0;
        return ColourProfile.Of((int)samples, shares);
    }

    /// <summary>Whether two profiles are the same once they are rounded.</summary>
    public static bool AreSame(ColourProfile a, ColourProfile b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.Samples != b.Samples) return false;
        for (var i = 0; i < s_profileLength; i++)
            if (Step(a, i) != Step(b, i)) return false;
        return true;
    }

    /// <summary>Whether two samples are the same once they are rounded.</summary>
    public static bool AreSame(ColourSample a, ColourSample b, float quantum)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.Frame != b.Frame) return false;
        if (PackedShares.Quantise(a.Weight, WeightSteps) != PackedShares.Quantise(b.Weight, WeightSteps)) return false;
        if (!PackedBoxes.AreSame(a.Box, b.Box, quantum)) return false;
        for (var channel = 0; channel < Channels; channel++)
            if (Level(a, channel) != Level(b, channel)) return false;
        return true;
    }

    /// <summary>
    /// Writes a profile to a reader who has an earlier one of the same object: one more sample changes few shares noticeably.
    /// </summary>
    public static void WriteProfileAgainst(PackedWriter writer, ColourProfile profile, ColourProfile known)
    {
        writer.Unsigned((ulong)profile.Samples);
        Span<bool> changed = stackalloc bool[s_profileLength];
        for (var i = 0; i < changed.Length; i++) changed[i] = Step(profile, i) != Step(known, i);
        PackedShares.WriteMask(writer, changed);
        for (var i = 0; i < changed.Length; i++)
            if (changed[i]) writer.Byte((byte)Step(profile, i));
    }

    /// <summary>Reads what <see cref="WriteProfileAgainst"/> wrote.</summary>
    public static ColourProfile ReadProfileAgainst(ref PackedReader reader, ColourProfile known)
    {
        var samples = reader.Unsigned();
        if (samples > int.MaxValue) throw reader.Damaged();
        Span<bool> changed = stackalloc bool[s_profileLength];
        PackedShares.ReadMask(ref reader, changed);
        Span<float> shares = stackalloc float[changed.Length];
        for (var i = 0; i < changed.Length; i++) shares[i] = changed[i] ? reader.Byte() / (float)ProfileSteps : known.Shares[i];
        return ColourProfile.Of((int)samples, shares);
    }

    /// <summary>Writes samples of a tubelet; their boxes, like its own, are rounded to <paramref name="quantum"/> pixels.</summary>
    public static void WriteSamples(
        PackedWriter writer, IReadOnlyList<ColourSample> samples, Tubelet tubelet, float quantum = PackedBoxes.Quantum)
    {
        writer.Unsigned((ulong)samples.Count);
        if (samples.Count == 0) return;
        var rented = ArrayPool<int>.Shared.Rent(samples.Count);
        var series = rented.AsSpan(0, samples.Count);
        for (var i = 0; i < series.Length; i++) series[i] = samples[i].Frame;
        writer.Series(series);
        for (var i = 0; i < series.Length; i++) series[i] = PackedShares.Quantise(samples[i].Weight, WeightSteps);
        writer.Series(series);
        for (var coordinate = 0; coordinate < 4; coordinate++)
        {
            for (var i = 0; i < series.Length; i++)
                series[i] = Quanta(samples[i].Box, coordinate, quantum) - Quanta(Nearest(tubelet, samples[i].Frame), coordinate, quantum);
            writer.Series(series);
        }

        Span<bool> there = stackalloc bool[Channels];
        foreach (var sample in samples)
            for (var channel = 0; channel < Channels; channel++) there[channel] |= Level(sample, channel) > 0;
        PackedShares.WriteMask(writer, there);
        for (var channel = 0; channel < Channels; channel++)
        {
            if (!there[channel]) continue;
            for (var i = 0; i < series.Length; i++) series[i] = Level(samples[i], channel);
            writer.Series(series);
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>Reads what <see cref="WriteSamples"/> wrote.</summary>
    public static IReadOnlyList<ColourSample> ReadSamples(ref PackedReader reader, Tubelet tubelet, float quantum = PackedBoxes.Quantum)
    {
        var count = reader.SeriesLength();
        if (count == 0) return [];
        var rented = ArrayPool<int>.Shared.Rent(count);
        try
        {
            var series = rented.AsSpan(0, count);
            reader.Series(series);
            int[] frames = series.ToArray();
            reader.Series(series);
            var weights = new float[count];
            for (var i = 0; i < count; i++)
                weights[i] = series[i] is >= 0 and <= WeightSteps ? series[i] / (float)WeightSteps : throw reader.Damaged();
            var boxes = PackedBoxes.Read(ref reader, count, quantum);
            var shares = ReadShares(ref reader, series);
            var samples = new ColourSample[count];
            for (var i = 0; i < count; i++)
            {
                var near = Nearest(tubelet, frames[i]);
                var box = new Box(near.X + boxes[i].X, near.Y + boxes[i].Y, near.Width + boxes[i].Width, near.Height + boxes[i].Height);
                samples[i] = ColourSample.Of(frames[i], box, weights[i], shares.AsSpan(i * Channels, Channels));
            }

            return samples;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static byte[] ReadShares(ref PackedReader reader, scoped Span<int> series)
    {
        Span<bool> there = stackalloc bool[Channels];
        PackedShares.ReadMask(ref reader, there);
        var shares = new byte[(long)series.Length * Channels];
        for (var channel = 0; channel < Channels; channel++)
        {
            if (!there[channel]) continue;
            reader.Series(series);
            for (var i = 0; i < series.Length; i++)
            {
                if (series[i] is < 0 or > SampleSteps) throw reader.Damaged();
                shares[(i * Channels) + channel] = (byte)MathF.Round(series[i] * (255f / SampleSteps));
            }
        }

        return shares;
    }

    private static int Step(ColourProfile profile, int i) => PackedShares.Quantise(profile.Shares[i], ProfileSteps);

    private static int Level(ColourSample sample, int channel) => PackedShares.Quantise(sample.Shares[channel] / 255f, SampleSteps);

    private static int Quanta(in Box box, int coordinate, float quantum) =>
        PackedBoxes.Quantise(PackedBoxes.Coordinate(box, coordinate), quantum);

    private static Box Nearest(Tubelet tubelet, int frame) => tubelet.BoxAt(Math.Clamp(frame, tubelet.Begin, tubelet.End));
}
