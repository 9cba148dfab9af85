using Stvg.Core.Learning.Features;

namespace Stvg.Core.Learning.Network;

/// <summary>Where and when a clip's tokens are, as rows of the coordinate table; forwards, or with every life shown backwards.</summary>
internal sealed class TokenPlaces
{
    /// <summary>Entries of a fine token: time, width, height.</summary>
    public const int FineEach = 3 * CoordinateTable.Each;

    /// <summary>Entries of a coarse token: a third of the width and of the height.</summary>
    public const int CoarseEach = 2;

    /// <summary>Entries of a third.</summary>
    public const int ThirdEach = CoordinateTable.Bins / 3;

    /// <summary>Measures a clip.</summary>
    public TokenPlaces(ClipTokens clip, bool reversed)
    {
        int rows = clip.Count * TokenShape.Bins, fast = clip.Count * TokenShape.Fast;
        (Fine, FineWeights) = (new int[rows * FineEach], new float[rows * FineEach]);
        (Coarse, CoarseWeights) = (new int[rows * CoarseEach], new float[rows * CoarseEach]);
        (Times, TimeWeights) = (new int[rows * CoordinateTable.Each], new float[rows * CoordinateTable.Each]);
        (Order, OrderWeights) = (new int[fast], new float[fast]);
        Moving = reversed ? Turned(clip.Moving, TokenShape.Bins, TokenShape.Moving) : clip.Moving;
        Near = reversed ? Turned(clip.Near, TokenShape.Fast, clip.Count) : clip.Near;
        Array.Fill(CoarseWeights, 1);
        Array.Fill(OrderWeights, 1);
        for (var i = 0; i < fast; i++) Order[i] = i % TokenShape.Fast;
        for (var row = 0; row < rows; row++)
        {
            var from = reversed ? Mirror(row, TokenShape.Bins) : row;
            float x = clip.Places[2 * from], y = clip.Places[(2 * from) + 1];
            // Times stay those of the order shown, as frames played backwards have ascending times again.
            var time = clip.Times[row];
            Put(Times, TimeWeights, row, CoordinateTable.Each, 0, CoordinateTable.Time, time);
            Put(Fine, FineWeights, row, FineEach, 0, CoordinateTable.Time, time);
            Put(Fine, FineWeights, row, FineEach, 1, CoordinateTable.Width, x);
            Put(Fine, FineWeights, row, FineEach, 2, CoordinateTable.Height, y);
            (Coarse[CoarseEach * row], Coarse[(CoarseEach * row) + 1]) = (Third(x), 3 + Third(y));
        }
    }

    /// <summary>Rows of the table for each of six thirds: three of the width, three of the height.</summary>
    public static int[] Thirds { get; } = [.. Enumerable.Range(0, 6 * ThirdEach).Select(i =>
        (i / (3 * ThirdEach) == 0 ? CoordinateTable.Width : CoordinateTable.Height) + (i % (3 * ThirdEach)))];

    /// <summary>Their weights: the mean.</summary>
    public static float[] ThirdWeights { get; } = [.. Enumerable.Repeat(1f / ThirdEach, 6 * ThirdEach)];

#pragma warning disable CS1591 // rows and weights, as Tape.Gather takes them
    public int[] Fine { get; }
    public float[] FineWeights { get; }
    public int[] Coarse { get; }
    public float[] CoarseWeights { get; }
    public int[] Times { get; }
    public float[] TimeWeights { get; }
    public int[] Order { get; }
    public float[] OrderWeights { get; }
    public float[] Moving { get; }
    public float[] Near { get; }
#pragma warning restore CS1591

    private static int Third(float share) => Math.Clamp((int)(3 * share), 0, 2);

    private static int Mirror(int row, int group) => ((row / group) * group) + group - 1 - (row % group);

    private static void Put(int[] rows, float[] weights, int row, int each, int number, int first, float fraction)
    {
        var at = (row * each) + (number * CoordinateTable.Each);
        CoordinateTable.Put(first, fraction, rows.AsSpan(at), weights.AsSpan(at));
    }

    private static float[] Turned(float[] values, int group, int columns)
    {
        var turned = new float[values.Length];
        for (var row = 0; row < values.Length / columns; row++)
            values.AsSpan(Mirror(row, group) * columns, columns).CopyTo(turned.AsSpan(row * columns));
        return turned;
    }
}
