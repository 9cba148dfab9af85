using Stvg.Core.Packing;

namespace Stvg.Core.Grounding;

/// <summary>
/// A tube with its evidence as bytes. The first byte is the version of the format; what an older version wrote stays readable.
/// </summary>
/// <remarks>
/// Boxes are off by at most an eighth of a pixel (edges on the right and below by a quarter), the evidence of single frames by 1/510;
/// everything else is exact.
/// </remarks>
public static class TubeCodec
{
    private const byte Version = 1;
    private const int Steps = 255;

    /// <summary>The bytes of a tube.</summary>
    public static byte[] Encode(Tube tube)
    {
        ArgumentNullException.ThrowIfNull(tube);
        using var writer = new PackedWriter();
        writer.Byte(Version);
        writer.Text(tube.Id);
        writer.Text(tube.Query);
        writer.Text(tube.CameraId);
        writer.Signed(tube.TubeletId);
        writer.Signed(tube.Begin);
        writer.Signed(tube.BeginTime.Ticks);
        writer.Signed(tube.EndTime.Ticks);
        writer.Single(tube.Score);
        writer.Unsigned((ulong)tube.Boxes.Count);
        PackedBoxes.Write(writer, tube.Boxes);
        writer.Unsigned((ulong)tube.Evidence.Count);
        int[] series = [];
        foreach (var evidence in tube.Evidence)
        {
            writer.Text(evidence.SubQuery);
            writer.Single(evidence.Score);
            writer.Unsigned((ulong)evidence.PerFrame.Count);
            if (series.Length < evidence.PerFrame.Count) series = new int[evidence.PerFrame.Count];
            for (var i = 0; i < evidence.PerFrame.Count; i++) series[i] = PackedShares.Quantise(evidence.PerFrame[i], Steps);
            writer.Series(series.AsSpan(0, evidence.PerFrame.Count));
        }

        return writer.ToArray();
    }

    /// <summary>The tube of bytes.</summary>
    /// <exception cref="StvgException">The bytes are damaged, or of a newer version of the program.</exception>
    public static Tube Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes, "tube");
        var version = reader.Byte();
        if (version > Version)
            throw new StvgException($"a stored tube is of format {version}, this program knows up to {Version}: update it");
        if (version == 0) throw reader.Damaged();
        string id = reader.Text(), query = reader.Text(), cameraId = reader.Text();
        int tubeletId = reader.Int32(), begin = reader.Int32();
        long beginTime = reader.Signed(), endTime = reader.Signed();
        var score = reader.Single();
        var boxes = PackedBoxes.Read(ref reader, reader.SeriesLength());
        if ((long)begin + boxes.Length - 1 > int.MaxValue) throw reader.Damaged();
        var evidence = new Evidence[reader.Count(bits: 48)];
        for (var i = 0; i < evidence.Length; i++) evidence[i] = ReadEvidence(ref reader);
        if (!reader.IsAtEnd) throw reader.Damaged();
        return new Tube
        {
            Id = id,
            Query = query,
            CameraId = cameraId,
            TubeletId = tubeletId,
            Begin = begin,
            BeginTime = new TimeSpan(beginTime),
            EndTime = new TimeSpan(endTime),
            Score = score,
            Boxes = boxes,
            Evidence = evidence,
        };
    }

    private static Evidence ReadEvidence(ref PackedReader reader)
    {
        var subQuery = reader.Text();
        var score = reader.Single();
        var series = new int[reader.SeriesLength()];
        reader.Series(series);
        var perFrame = new float[series.Length];
        for (var i = 0; i < series.Length; i++)
            perFrame[i] = series[i] is >= 0 and <= Steps ? series[i] / (float)Steps : throw reader.Damaged();
        return new Evidence(subQuery, score, perFrame);
    }
}
