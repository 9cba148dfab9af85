namespace Stvg.Core.Learning.Autodiff;

/// <content>Attention.</content>
internal sealed partial class Tape
{
    /// <summary>
    /// Scaled dot-product attention (Vaswani et al. 2017) inside groups: softmax(QKᵀ/√d)·V for every group by itself. One head.
    /// </summary>
    /// <param name="queries">G·a rows of d.</param>
    /// <param name="keys">G·b rows of d.</param>
    /// <param name="values">G·b rows.</param>
    /// <param name="groups">G.</param>
    /// <returns>G·a rows.</returns>
    public Node Attend(Node queries, Node keys, Node values, int groups)
    {
        Fits(queries.Columns == keys.Columns && keys.Rows == values.Rows, queries, keys);
        int d = keys.Columns, v = values.Columns, a = queries.Rows / groups, b = keys.Rows / groups;
        var scale = 1 / MathF.Sqrt(d);
        var result = New(queries.Rows, v, queries.Learns || keys.Learns || values.Learns);
        var shares = Buffer(queries.Rows * b);
        for (var g = 0; g < groups; g++)
        {
            var of = shares.AsSpan(g * a * b, a * b);
            MatrixKernels.MultiplyTransposedRight(Part(queries.Value, g, a * d), Part(keys.Value, g, b * d), of, a, d, b);
            for (var r = 0; r < a; r++)
            {
                var row = of.Slice(r * b, b);
                Softmax(row, row, scale);
            }

            MatrixKernels.Multiply(of, Part(values.Value, g, b * v), Part(result.Value, g, a * v), a, b, v);
        }

        return Note(result, () =>
        {
            using Scratch toShares = new(a * b), toScores = new(a * b);
            for (var g = 0; g < groups; g++)
            {
                ReadOnlySpan<float> of = shares.AsSpan(g * a * b, a * b), slopes = Part(result.Gradient, g, a * v);
                if (values.Learns) MatrixKernels.MultiplyTransposedLeft(of, slopes, Part(values.Gradient, g, b * v), a, b, v);
                if (!queries.Learns && !keys.Learns) continue;
                toShares.Span.Clear();
                toScores.Span.Clear();
                MatrixKernels.MultiplyTransposedRight(slopes, Part(values.Value, g, b * v), toShares.Span, a, v, b);
                for (var r = 0; r < a; r++)
                    SoftmaxGradient(of.Slice(r * b, b), toShares.Span.Slice(r * b, b), toScores.Span.Slice(r * b, b), scale);
                if (queries.Learns) MatrixKernels.Multiply(toScores.Span, Part(keys.Value, g, b * d), Part(queries.Gradient, g, a * d), a, b, d);
                if (keys.Learns)
                    MatrixKernels.MultiplyTransposedLeft(toScores.Span, Part(queries.Value, g, a * d), Part(keys.Gradient, g, b * d), a, b, d);
            }
        });
    }

    private static Span<float> Part(Span<float> all, int number, int length) => all.Slice(number * length, length);
}
