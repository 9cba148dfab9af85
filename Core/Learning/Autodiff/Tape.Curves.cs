namespace Stvg.Core.Learning.Autodiff;

/// <content>What is not linear.</content>
internal sealed partial class Tape
{
    private const float NormEpsilon = 1e-5f;

    /// <summary>x · sigmoid(1.702 x), the quick form of GELU (Hendrycks and Gimpel 2016).</summary>
    public Node Gelu(Node a) => Each(a, static x => x / (1 + MathF.Exp(-1.702f * x)), static (x, _) =>
    {
        var s = 1 / (1 + MathF.Exp(-1.702f * x));
        return s + (1.702f * x * s * (1 - s));
    });

    /// <summary>1/(1 + exp(−x)).</summary>
    public Node Sigmoid(Node a) => Each(a, static x => 1 / (1 + MathF.Exp(-x)), static (_, y) => y * (1 - y));

    /// <summary>exp(x).</summary>
    public Node Exp(Node a) => Each(a, MathF.Exp, static (_, y) => y);

    /// <summary>Hyperbolic tangent.</summary>
    public Node Tanh(Node a) => Each(a, MathF.Tanh, static (_, y) => 1 - (y * y));

    /// <summary>log(1 + exp(x)).</summary>
    public Node SoftPlus(Node a) => Each(
        a, static x => MathF.Max(x, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(x))), static (x, _) => 1 / (1 + MathF.Exp(-x)));

    /// <summary>max(x, 0).</summary>
    public Node Positive(Node a) => Each(a, static x => MathF.Max(x, 0), static (x, _) => x > 0 ? 1 : 0);

    /// <summary>Every row with mean 0 and variance 1 (layer normalisation without gain, Ba et al. 2016).</summary>
    public Node Normalise(Node a)
    {
        var c = New(a.Rows, a.Columns, a.Learns);
        var inverse = new float[a.Rows];
        for (var r = 0; r < a.Rows; r++)
        {
            float mean = 0, square = 0;
            foreach (var x in a.Row(r)) mean += x;
            mean /= a.Columns;
            foreach (var x in a.Row(r)) square += (x - mean) * (x - mean);
            inverse[r] = 1 / MathF.Sqrt((square / a.Columns) + NormEpsilon);
            for (var i = 0; i < a.Columns; i++) c.Row(r)[i] = (a.Row(r)[i] - mean) * inverse[r];
        }

        return Note(c, () =>
        {
            for (var r = 0; r < a.Rows; r++)
            {
                Span<float> g = c.RowGradient(r), y = c.Row(r), to = a.RowGradient(r);
                float mean = 0, along = MatrixKernels.Dot(g, y) / a.Columns;
                foreach (var x in g) mean += x;
                mean /= a.Columns;
                for (var i = 0; i < a.Columns; i++) to[i] += inverse[r] * (g[i] - mean - (y[i] * along));
            }
        });
    }

    /// <summary>Every row as shares: exp(x) over their sum.</summary>
    public Node Softmax(Node a)
    {
        var c = New(a.Rows, a.Columns, a.Learns);
        for (var r = 0; r < a.Rows; r++) Softmax(a.Row(r), c.Row(r), 1);
        return Note(c, () =>
        {
            for (var r = 0; r < a.Rows; r++) SoftmaxGradient(c.Row(r), c.RowGradient(r), a.RowGradient(r), 1);
        });
    }

    /// <summary>−log of the share that softmax gives to one entry of every row, weighted and summed: cross-entropy, 1x1.</summary>
    /// <param name="a">R×C.</param>
    /// <param name="right">The right column of every row.</param>
    /// <param name="weights">One for every row.</param>
    public Node CrossEntropy(Node a, int[] right, float[] weights)
    {
        var c = New(1, 1, a.Learns);
        var shares = Buffer(a.Length);
        for (var r = 0; r < a.Rows; r++)
        {
            if (weights[r] == 0) continue;
            var row = shares.AsSpan(r * a.Columns, a.Columns);
            Softmax(a.Row(r), row, 1);
            c.Value[0] -= weights[r] * MathF.Log(MathF.Max(row[right[r]], 1e-12f));
        }

        return Note(c, () =>
        {
            for (var r = 0; r < a.Rows; r++)
            {
                if (weights[r] == 0) continue;
                var slope = c.Gradient[0] * weights[r];
                MatrixKernels.AddScaled(shares.AsSpan(r * a.Columns, a.Columns), slope, a.RowGradient(r));
                a.RowGradient(r)[right[r]] -= slope;
            }
        });
    }

    private static void Softmax(ReadOnlySpan<float> from, Span<float> to, float scale)
    {
        float most = from[0], sum = 0;
        foreach (var x in from) most = MathF.Max(most, x);
        for (var i = 0; i < from.Length; i++) sum += to[i] = MathF.Exp(scale * (from[i] - most));
        for (var i = 0; i < to.Length; i++) to[i] /= sum;
    }

    private static void SoftmaxGradient(ReadOnlySpan<float> shares, ReadOnlySpan<float> slopes, Span<float> to, float scale)
    {
        var along = MatrixKernels.Dot(shares, slopes);
        for (var i = 0; i < to.Length; i++) to[i] += scale * shares[i] * (slopes[i] - along);
    }

    private Node Each(Node a, Func<float, float> curve, Func<float, float, float> slope)
    {
        var c = New(a.Rows, a.Columns, a.Learns);
        Span<float> from = a.Value, to = c.Value;
        for (var i = 0; i < from.Length; i++) to[i] = curve(from[i]);
        return Note(c, () =>
        {
            Span<float> x = a.Value, y = c.Value, g = c.Gradient, back = a.Gradient;
            for (var i = 0; i < x.Length; i++) back[i] += g[i] * slope(x[i], y[i]);
        });
    }
}
