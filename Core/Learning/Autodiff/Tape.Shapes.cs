namespace Stvg.Core.Learning.Autodiff;

/// <content>Means over groups, sums, and pieces.</content>
internal sealed partial class Tape
{
    /// <summary>The mean of every so many rows.</summary>
    /// <param name="a">R rows.</param>
    /// <param name="size">Rows of a group; R is a multiple of it.</param>
    public Node GroupMeans(Node a, int size)
    {
        var c = New(a.Rows / size, a.Columns, a.Learns);
        for (var r = 0; r < a.Rows; r++) MatrixKernels.AddScaled(a.Row(r), 1f / size, c.Row(r / size));
        return Note(c, () =>
        {
            for (var r = 0; r < a.Rows; r++) MatrixKernels.AddScaled(c.RowGradient(r / size), 1f / size, a.RowGradient(r));
        });
    }

    /// <summary>
    /// log((1/n) Σ exp(s·x))/s over every so many entries of each row: the largest for a large s, the mean for a small one.
    /// </summary>
    /// <param name="a">R rows, C columns.</param>
    /// <param name="size">Entries of a group; C is a multiple of it.</param>
    /// <param name="sharpness">s.</param>
    public Node SoftMaximum(Node a, int size, float sharpness)
    {
        var c = New(a.Rows, a.Columns / size, a.Learns);
        for (var g = 0; g < c.Length; g++)
        {
            var group = a.Value.Slice(g * size, size);
            float most = group[0], sum = 0;
            foreach (var x in group) most = MathF.Max(most, x);
            foreach (var x in group) sum += MathF.Exp(sharpness * (x - most));
            c.Value[g] = most + (MathF.Log(sum / size) / sharpness);
        }

        return Note(c, () =>
        {
            for (var g = 0; g < c.Length; g++)
                for (var i = g * size; i < (g + 1) * size; i++)
                    a.Gradient[i] += c.Gradient[g] * MathF.Exp(sharpness * (a.Value[i] - c.Value[g])) / size;
        });
    }

    /// <summary>Rows weighted and summed: weights · a, where the weights are given.</summary>
    /// <param name="a">R rows.</param>
    /// <param name="weights">Q×R, row by row.</param>
    public Node Mix(Node a, float[] weights) => Multiply(Constant(weights, weights.Length / a.Rows, a.Rows), a);

    /// <summary>Some rows, in the order given.</summary>
    public Node Rows(Node a, ReadOnlySpan<int> rows)
    {
        var ones = new float[rows.Length];
        Array.Fill(ones, 1);
        return Gather(a, rows.ToArray(), ones, 1);
    }

    /// <summary>Some columns beside each other.</summary>
    public Node Columns(Node a, int first, int count)
    {
        var c = New(a.Rows, count, a.Learns);
        for (var r = 0; r < a.Rows; r++) a.Row(r).Slice(first, count).CopyTo(c.Row(r));
        return Note(c, () =>
        {
            for (var r = 0; r < a.Rows; r++) MatrixKernels.AddScaled(c.RowGradient(r), 1, a.RowGradient(r).Slice(first, count));
        });
    }

    /// <summary>Rows of one below rows of the other.</summary>
    public Node Below(Node a, Node b)
    {
        Fits(a.Columns == b.Columns, a, b);
        var c = New(a.Rows + b.Rows, a.Columns, a.Learns || b.Learns);
        a.Value.CopyTo(c.Value);
        b.Value.CopyTo(c.Value[a.Length..]);
        return Note(c, () =>
        {
            if (a.Learns) MatrixKernels.AddScaled(c.Gradient[..a.Length], 1, a.Gradient);
            if (b.Learns) MatrixKernels.AddScaled(c.Gradient[a.Length..], 1, b.Gradient);
        });
    }

    /// <summary>The sum of all entries.</summary>
    public Node Sum(Node a)
    {
        var c = New(1, 1, a.Learns);
        foreach (var x in a.Value) c.Value[0] += x;
        return Note(c, () =>
        {
            var slope = c.Gradient[0];
            foreach (ref var g in a.Gradient) g += slope;
        });
    }

    /// <summary>The same values for what follows, and derivatives that spread to neighbouring rows of a group: g + R·g, R_ij = 2^−|i−j|.</summary>
    /// <remarks>
    /// The neighbour smoothing W~ = W + RW − sg(RW) of coordinate tokens (LLaVA-ST, CVPR 2025): a bin that is seen teaches the bins beside it.
    /// </remarks>
    public Node SpreadToNeighbours(Node a, int size, int reach)
    {
        var c = New(a.Rows, a.Columns, a.Learns);
        a.Value.CopyTo(c.Value);
        return Note(c, () =>
        {
            for (var r = 0; r < a.Rows; r++)
            {
                var (first, last) = (Math.Max(r - reach, r / size * size), Math.Min(r + reach, (((r / size) + 1) * size) - 1));
                MatrixKernels.AddScaled(c.RowGradient(r), 1, a.RowGradient(r));
                for (var i = first; i <= last; i++) MatrixKernels.AddScaled(c.RowGradient(r), MathF.Pow(2, -Math.Abs(i - r)), a.RowGradient(i));
            }
        });
    }
}
