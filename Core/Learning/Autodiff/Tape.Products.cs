namespace Stvg.Core.Learning.Autodiff;

/// <content>Sums and products.</content>
internal sealed partial class Tape
{
    /// <summary>a·b.</summary>
    public Node Multiply(Node a, Node b)
    {
        Fits(a.Columns == b.Rows, a, b);
        var c = New(a.Rows, b.Columns, a.Learns || b.Learns);
        MatrixKernels.Multiply(a.Value, b.Value, c.Value, a.Rows, a.Columns, b.Columns);
        return Note(c, () =>
        {
            if (a.Learns) MatrixKernels.MultiplyTransposedRight(c.Gradient, b.Value, a.Gradient, a.Rows, b.Columns, a.Columns);
            if (b.Learns) MatrixKernels.MultiplyTransposedLeft(a.Value, c.Gradient, b.Gradient, a.Rows, a.Columns, b.Columns);
        });
    }

    /// <summary>a·bᵀ: every row of a with every row of b.</summary>
    public Node MultiplyTransposed(Node a, Node b)
    {
        Fits(a.Columns == b.Columns, a, b);
        var c = New(a.Rows, b.Rows, a.Learns || b.Learns);
        MatrixKernels.MultiplyTransposedRight(a.Value, b.Value, c.Value, a.Rows, a.Columns, b.Rows);
        return Note(c, () =>
        {
            if (a.Learns) MatrixKernels.Multiply(c.Gradient, b.Value, a.Gradient, a.Rows, b.Rows, a.Columns);
            if (b.Learns) MatrixKernels.MultiplyTransposedLeft(c.Gradient, a.Value, b.Gradient, a.Rows, b.Rows, a.Columns);
        });
    }

    /// <summary>a + b, of the same shape.</summary>
    public Node Add(Node a, Node b)
    {
        Fits(a.Rows == b.Rows && a.Columns == b.Columns, a, b);
        var c = New(a.Rows, a.Columns, a.Learns || b.Learns);
        a.Value.CopyTo(c.Value);
        MatrixKernels.AddScaled(b.Value, 1, c.Value);
        return Note(c, () =>
        {
            if (a.Learns) MatrixKernels.AddScaled(c.Gradient, 1, a.Gradient);
            if (b.Learns) MatrixKernels.AddScaled(c.Gradient, 1, b.Gradient);
        });
    }

    /// <summary>a + b, where every row of b is added to as many rows of a in turn: a row for all, or one for every group.</summary>
    /// <param name="a">R rows.</param>
    /// <param name="b">G rows, R a multiple of G.</param>
    public Node AddToGroups(Node a, Node b)
    {
        Fits(a.Columns == b.Columns && a.Rows % b.Rows == 0, a, b);
        var each = a.Rows / b.Rows;
        var c = New(a.Rows, a.Columns, a.Learns || b.Learns);
        a.Value.CopyTo(c.Value);
        for (var r = 0; r < a.Rows; r++) MatrixKernels.AddScaled(b.Row(r / each), 1, c.Row(r));
        return Note(c, () =>
        {
            if (a.Learns) MatrixKernels.AddScaled(c.Gradient, 1, a.Gradient);
            if (!b.Learns) return;
            for (var r = 0; r < a.Rows; r++) MatrixKernels.AddScaled(c.RowGradient(r), 1, b.RowGradient(r / each));
        });
    }

    /// <summary>factor · a + shift.</summary>
    public Node Scale(Node a, float factor, float shift = 0)
    {
        var c = New(a.Rows, a.Columns, a.Learns);
        for (var i = 0; i < a.Length; i++) c.Value[i] = (factor * a.Value[i]) + shift;
        return Note(c, () => MatrixKernels.AddScaled(c.Gradient, factor, a.Gradient));
    }

    /// <summary>factor · a, the factor learned.</summary>
    /// <param name="a">Any matrix.</param>
    /// <param name="factor">1x1.</param>
    public Node ScaleBy(Node a, Node factor)
    {
        var c = New(a.Rows, a.Columns, a.Learns || factor.Learns);
        MatrixKernels.AddScaled(a.Value, factor.Scalar, c.Value);
        return Note(c, () =>
        {
            if (a.Learns) MatrixKernels.AddScaled(c.Gradient, factor.Scalar, a.Gradient);
            if (factor.Learns) factor.Gradient[0] += MatrixKernels.Dot(c.Gradient, a.Value);
        });
    }

    /// <summary>Every row of a times its own factor.</summary>
    /// <param name="a">R×C.</param>
    /// <param name="factors">R×1.</param>
    public Node ScaleRows(Node a, Node factors)
    {
        Fits(a.Rows == factors.Rows && factors.Columns == 1, a, factors);
        var c = New(a.Rows, a.Columns, a.Learns || factors.Learns);
        for (var r = 0; r < a.Rows; r++) MatrixKernels.AddScaled(a.Row(r), factors.Value[r], c.Row(r));
        return Note(c, () =>
        {
            for (var r = 0; r < a.Rows; r++)
            {
                if (a.Learns) MatrixKernels.AddScaled(c.RowGradient(r), factors.Value[r], a.RowGradient(r));
                if (factors.Learns) factors.Gradient[r] += MatrixKernels.Dot(c.RowGradient(r), a.Row(r));
            }
        });
    }

    /// <summary>Every row of a with its own number added.</summary>
    /// <param name="a">R×C.</param>
    /// <param name="shifts">R×1.</param>
    public Node AddColumn(Node a, Node shifts)
    {
        Fits(a.Rows == shifts.Rows && shifts.Columns == 1, a, shifts);
        var c = New(a.Rows, a.Columns, a.Learns || shifts.Learns);
        for (var i = 0; i < c.Length; i++) c.Value[i] = a.Value[i] + shifts.Value[i / a.Columns];
        return Note(c, () =>
        {
            if (a.Learns) MatrixKernels.AddScaled(c.Gradient, 1, a.Gradient);
            for (var i = 0; i < c.Length && shifts.Learns; i++) shifts.Gradient[i / a.Columns] += c.Gradient[i];
        });
    }

    /// <summary>Entry by entry.</summary>
    public Node MultiplyEach(Node a, Node b)
    {
        Fits(a.Rows == b.Rows && a.Columns == b.Columns, a, b);
        var c = New(a.Rows, a.Columns, a.Learns || b.Learns);
        for (var i = 0; i < c.Length; i++) c.Value[i] = a.Value[i] * b.Value[i];
        return Note(c, () =>
        {
            for (var i = 0; i < c.Length; i++)
            {
                if (a.Learns) a.Gradient[i] += c.Gradient[i] * b.Value[i];
                if (b.Learns) b.Gradient[i] += c.Gradient[i] * a.Value[i];
            }
        });
    }

    /// <summary>Rows made of rows of a table: row r is the sum of weight · table[index] over the <paramref name="each"/> entries of r.</summary>
    /// <param name="table">What rows are taken from.</param>
    /// <param name="indices">Rows of the table, <paramref name="each"/> for every row of the result.</param>
    /// <param name="weights">Their weights; 0 for what is not wanted.</param>
    /// <param name="each">How many.</param>
    public Node Gather(Node table, int[] indices, float[] weights, int each)
    {
        var rows = indices.Length / each;
        var c = New(rows, table.Columns, table.Learns);
        for (var i = 0; i < indices.Length; i++)
            if (weights[i] != 0) MatrixKernels.AddScaled(table.Row(indices[i]), weights[i], c.Row(i / each));
        return Note(c, () =>
        {
            for (var i = 0; i < indices.Length; i++)
                if (weights[i] != 0) MatrixKernels.AddScaled(c.RowGradient(i / each), weights[i], table.RowGradient(indices[i]));
        });
    }

    private static void Fits(bool fits, Node a, Node b)
    {
        if (!fits) throw new ArgumentException($"{a.Rows}x{a.Columns} and {b.Rows}x{b.Columns} do not fit");
    }
}
