using Stvg.Core.Packing;

namespace Stvg.Core.Tubelets;

/// <summary>
/// A tubelet with its measurements as bytes: about a tenth of what it takes in memory (docs/archive.md has sizes). The first byte is the
/// version of the format; what an older version wrote stays readable.
/// </summary>
/// <remarks>
/// Lossy within limits that no scorer notices: coordinates of boxes are off by at most an eighth of a pixel (edges on the right and below
/// by a quarter), scores and the colour profile by 1/510, colours of single samples by 1/62, lengths of bodies by 1/400 of the box's height. Not kept: <see cref="Tubelet.CameraId"/>,
/// which the caller knows; <see cref="Tubelet.Appearance"/>, which has bytes of its own because few ask for it; and
/// <see cref="Tubelet.AppearanceSamples"/>, which only mending needs. <see cref="MotionTrace"/> is measured again.
/// </remarks>
public static class TubeletCodec
{
    /// <summary>
    /// Versions: what has neither poses nor boxes of its own in the scene is written as 1, without those boxes as 2, which older programs can read.
    /// </summary>
    internal const byte Version = 3, WithPoses = 2, Plain = 1;

    /// <summary>The bytes of a tubelet.</summary>
    /// <exception cref="ArgumentException">It has no boxes, or not one score for each.</exception>
    public static byte[] Encode(SceneObject seen)
    {
        using var writer = new PackedWriter();
        var format = FormatOf(seen);
        writer.Byte(format);
        Write(writer, seen, PackedBoxes.Quantum, format);
        return writer.ToArray();
    }

    /// <summary>The oldest version that has a place for all there is to be written.</summary>
    internal static byte FormatOf(SceneObject seen) => seen.Tubelet.Steady is not null || seen.Fate != ThingFate.None ? Version
        : seen.LooksForPoses || seen.Body is not null || seen.Bodies.Count > 0 ? WithPoses : Plain;

    /// <summary>The same without a version, as a part of something that has one, with boxes rounded to so many pixels.</summary>
    internal static void Write(PackedWriter writer, SceneObject seen, float quantum, byte format)
    {
        var tubelet = seen.Tubelet;
        var (boxes, scores) = (tubelet.Boxes.Count, tubelet.Scores.Count);
        if (boxes == 0 || scores != boxes)
            throw new ArgumentException($"tubelet {tubelet.Id} has {boxes} boxes and {scores} scores", nameof(seen));
        writer.Signed(tubelet.Id);
        writer.Signed((long)tubelet.Id - tubelet.ObjectId);
        writer.Signed(tubelet.Begin);
        writer.Signed((long)tubelet.Begin - tubelet.FirstSeen);
        writer.Unsigned((ulong)tubelet.Boxes.Count);
        PackedBoxes.Write(writer, tubelet.Boxes, quantum);
        PackedScores.Write(writer, tubelet.Scores);
        PackedScores.WriteVotes(writer, tubelet.ClassVotes);
        PackedColours.WriteProfile(writer, seen.Colours);
        PackedColours.WriteSamples(writer, seen.Samples, tubelet, quantum);
        if (format < WithPoses) return;
        PackedBodies.WriteProfile(writer, seen);
        PackedBodies.WriteSamples(writer, seen.Bodies, tubelet, quantum);
        if (format < Version) return;
        // A bit for boxes in the scene, and what became of it.
        writer.Byte((byte)((tubelet.Steady is null ? 0 : 1) | ((int)seen.Fate << 1)));
        if (tubelet.Steady is { } steady) PackedBoxes.Write(writer, steady, quantum);
    }

    /// <summary>The tubelet of bytes.</summary>
    /// <param name="bytes">What <see cref="Encode"/> gave.</param>
    /// <param name="cameraId">Becomes <see cref="Tubelet.CameraId"/>.</param>
    /// <param name="fps">Frames per second of the numbering, to measure the motion with.</param>
    /// <param name="appearance">Becomes <see cref="Tubelet.Appearance"/>.</param>
    /// <exception cref="StvgException">The bytes are damaged, or of a newer version of the program.</exception>
    public static SceneObject Decode(ReadOnlySpan<byte> bytes, string cameraId, double fps, IReadOnlyList<float>? appearance = null)
    {
        var reader = new PackedReader(bytes, "tubelet");
        var version = reader.Byte();
        if (version > Version)
            throw new StvgException($"a stored tubelet is of format {version}, this program knows up to {Version}: update it");
        if (version == 0) throw reader.Damaged();
        reader.Format = version;
        var seen = Read(ref reader, cameraId, fps, PackedBoxes.Quantum, appearance);
        return reader.IsAtEnd ? seen : throw reader.Damaged();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; poses are there from format 2 on, boxes in the scene from 3 on.</summary>
    internal static SceneObject Read(
        ref PackedReader reader, string cameraId, double fps, float quantum, IReadOnlyList<float>? appearance = null)
    {
        int id = reader.Int32(), objectId = Minus(reader, id, reader.Signed());
        int begin = reader.Int32(), firstSeen = Minus(reader, begin, reader.Signed());
        var count = reader.SeriesLength();
        if (count == 0 || (long)begin + count - 1 > int.MaxValue) throw reader.Damaged();
        var tubelet = new Tubelet
        {
            Id = id,
            CameraId = cameraId,
            ObjectId = objectId,
            Begin = begin,
            FirstSeen = firstSeen,
            Boxes = PackedBoxes.Read(ref reader, count, quantum),
            Scores = PackedScores.Read(ref reader, count),
            ClassVotes = PackedScores.ReadVotes(ref reader),
            Appearance = appearance ?? [],
        };
        var profile = PackedColours.ReadProfile(ref reader);
        var samples = PackedColours.ReadSamples(ref reader, tubelet, quantum);
        var seen = new SceneObject(tubelet, MotionTrace.Of(tubelet, fps), profile, samples);
        if (reader.Format < WithPoses) return seen;
        var (looked, body) = PackedBodies.ReadProfile(ref reader);
        seen = seen with { LooksForPoses = looked, Body = body, Bodies = PackedBodies.ReadSamples(ref reader, tubelet, quantum) };
        if (reader.Format < Version) return seen;
        var rest = reader.Byte();
        var fate = (ThingFate)(rest >> 1);
        if (!Enum.IsDefined(fate)) throw reader.Damaged();
        seen = seen with { Fate = fate };
        if ((rest & 1) == 0) return seen;
        tubelet = tubelet with { Steady = PackedBoxes.Read(ref reader, count, quantum) };
        return seen with { Tubelet = tubelet, Motion = MotionTrace.Of(tubelet, fps) };
    }

    private static int Minus(in PackedReader reader, int from, long difference)
    {
        var value = from - difference;
        return Math.Abs(difference) <= uint.MaxValue && value is >= int.MinValue and <= int.MaxValue ? (int)value : throw reader.Damaged();
    }
}
