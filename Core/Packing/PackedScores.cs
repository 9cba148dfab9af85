using System.Buffers;

namespace Stvg.Core.Packing;

/// <summary>What a detector said of an object: scores by frame, and votes by class.</summary>
internal static class PackedScores
{
    private const int ScoreSteps = 255, MostClasses = 4096;

    /// <summary>A score in steps: 0 only where nothing was observed.</summary>
    public static int Quantise(float score) => score > 0 ? Math.Max(1, PackedShares.Quantise(score, ScoreSteps)) : 0;

    /// <summary>Which boxes were observed, and the scores of those.</summary>
    public static void Write(PackedWriter writer, IReadOnlyList<float> scores)
    {
        var rented = ArrayPool<int>.Shared.Rent(scores.Count);
        var observed = 0;
        for (var i = 0; i < scores.Count; i++) rented[i] = scores[i] > 0 ? 1 : 0;
        writer.Series(rented.AsSpan(0, scores.Count));
        for (var i = 0; i < scores.Count; i++)
            if (scores[i] > 0) rented[observed++] = Quantise(scores[i]);
        writer.Series(rented.AsSpan(0, observed));
        ArrayPool<int>.Shared.Return(rented);
    }

    public static float[] Read(ref PackedReader reader, int count)
    {
        var scores = new float[count];
        var rented = ArrayPool<int>.Shared.Rent(count);
        try
        {
            var series = rented.AsSpan(0, count);
            reader.Series(series);
            var observed = 0;
            for (var i = 0; i < count; i++)
            {
                if (series[i] is < 0 or > 1) throw reader.Damaged();
                scores[i] = series[i];
                observed += series[i];
            }

            series = series[..observed];
            reader.Series(series);
            for (int i = 0, next = 0; i < count; i++)
            {
                if (scores[i] == 0) continue;
                if (series[next] is < 1 or > ScoreSteps) throw reader.Damaged();
                scores[i] = series[next++] / (float)ScoreSteps;
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }

        return scores;
    }

    /// <summary>Only the classes that anything was taken for: as a rule one to four of many.</summary>
    public static void WriteVotes(PackedWriter writer, IReadOnlyList<float> votes)
    {
        if (votes.Count > MostClasses) throw new ArgumentException($"{votes.Count} classes; at most {MostClasses}", nameof(votes));
        writer.Unsigned((ulong)votes.Count);
        writer.Unsigned((ulong)votes.Count(IsVote));
        for (var i = 0; i < votes.Count; i++)
        {
            if (!IsVote(votes[i])) continue;
            writer.Unsigned((ulong)i);
            writer.Single(votes[i]);
        }

        static bool IsVote(float vote) => vote != 0 && float.IsFinite(vote);
    }

    public static float[] ReadVotes(ref PackedReader reader)
    {
        var length = reader.Unsigned();
        if (length > MostClasses) throw reader.Damaged();
        var votes = new float[length];
        for (var left = reader.Count(40); left > 0; left--)
        {
            var index = reader.Unsigned();
            if (index >= length) throw reader.Damaged();
            votes[index] = reader.Single();
        }

        return votes;
    }
}
