namespace Stvg.Core.Learning.Autodiff;

/// <content>Intervals of time, softly.</content>
internal sealed partial class Tape
{
    // In places: a proposal is never narrower than this.
    private const float LeastVariance = 0.25f;

    /// <summary>Mean and standard deviation of a place under softmax attention, in places from 0.</summary>
    /// <param name="scores">1×T.</param>
    /// <returns>1×2.</returns>
    public Node Moments(Node scores)
    {
        var result = New(1, 2, scores.Learns);
        var (shares, count) = (Buffer(scores.Columns), scores.Columns);
        Softmax(scores.Value, shares.AsSpan(0, count), 1);
        float mean = 0, square = 0;
        for (var t = 0; t < count; t++) mean += shares[t] * t;
        for (var t = 0; t < count; t++) square += shares[t] * (t - mean) * (t - mean);
        var deviation = MathF.Sqrt(square + LeastVariance);
        (result.Value[0], result.Value[1]) = (mean, deviation);
        return Note(result, () =>
        {
            using var slopes = new Scratch(count);
            for (var t = 0; t < count; t++)
                slopes.Span[t] = (result.Gradient[0] * t) + (result.Gradient[1] * (t - mean) * (t - mean) / (2 * deviation));
            SoftmaxGradient(shares.AsSpan(0, count), slopes.Span, scores.Gradient, 1);
        });
    }

    /// <summary>A Gaussian over places, 1 at its middle.</summary>
    /// <param name="moments">1×2: where, and the standard deviation.</param>
    /// <param name="length">Number of places, T.</param>
    /// <returns>1×T.</returns>
    public Node Gaussian(Node moments, int length)
    {
        var result = New(1, length, moments.Learns);
        float middle = moments.Value[0], width = moments.Value[1];
        for (var t = 0; t < length; t++) result.Value[t] = MathF.Exp(-(t - middle) * (t - middle) / (2 * width * width));
        return Note(result, () =>
        {
            for (var t = 0; t < length; t++)
            {
                var slope = result.Gradient[t] * result.Value[t] * (t - middle) / (width * width);
                moments.Gradient[0] += slope;
                moments.Gradient[1] += slope * (t - middle) / width;
            }
        });
    }

    /// <summary>Entries over the sum of their row; they must be positive.</summary>
    public Node ToShares(Node a)
    {
        var c = New(a.Rows, a.Columns, a.Learns);
        var sums = new float[a.Rows];
        for (var r = 0; r < a.Rows; r++)
        {
            foreach (var x in a.Row(r)) sums[r] += x;
            MatrixKernels.AddScaled(a.Row(r), 1 / sums[r], c.Row(r));
        }

        return Note(c, () =>
        {
            for (var r = 0; r < a.Rows; r++)
            {
                var along = MatrixKernels.Dot(c.RowGradient(r), c.Row(r));
                for (var i = 0; i < a.Columns; i++) a.RowGradient(r)[i] += (c.RowGradient(r)[i] - along) / sums[r];
            }
        });
    }

    /// <summary>Matrices side by side.</summary>
    public Node Beside(IReadOnlyList<Node> parts)
    {
        var c = New(parts[0].Rows, parts.Sum(p => p.Columns), parts.Any(p => p.Learns));
        for (var (p, at) = (0, 0); p < parts.Count; at += parts[p++].Columns)
            for (var r = 0; r < c.Rows; r++) parts[p].Row(r).CopyTo(c.Row(r)[at..]);
        return Note(c, () =>
        {
            for (var (p, at) = (0, 0); p < parts.Count; at += parts[p++].Columns)
                for (var r = 0; r < c.Rows && parts[p].Learns; r++)
                    MatrixKernels.AddScaled(c.RowGradient(r).Slice(at, parts[p].Columns), 1, parts[p].RowGradient(r));
        });
    }
}
