using System.Numerics;
using System.Runtime.InteropServices;

namespace Stvg.Core.Learning.Autodiff;

/// <summary>Products of small dense matrices, row-major. Every one adds to what is there. Deterministic: sums run in a fixed order.</summary>
internal static class MatrixKernels
{
    /// <summary>c += a·b.</summary>
    /// <param name="a">m×k.</param>
    /// <param name="b">k×n.</param>
    /// <param name="c">m×n.</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="n">Columns of b and c.</param>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n)
    {
        // Two rows and four vectors at a time: eight sums stay in registers, and a row of b is loaded once for two rows of a.
        var width = Vector<float>.Count;
        var wide = n - (n % (4 * width));
        var i = 0;
        for (; i + 1 < m; i += 2)
            for (var j = 0; j < wide; j += 4 * width)
                TwoRows(a.Slice(i * k, k), a.Slice((i + 1) * k, k), b[j..], c[((i * n) + j)..], c[(((i + 1) * n) + j)..], n);
        if (i < m)
            for (var j = 0; j < wide; j += 4 * width) OneRow(a.Slice(i * k, k), b[j..], c[((i * n) + j)..], n);
        if (wide < n) Rest(a, b, c, m, k, n, wide);
    }

    /// <summary>c += aᵀ·b, the gradient of a factor.</summary>
    /// <param name="a">m×k.</param>
    /// <param name="b">m×n.</param>
    /// <param name="c">k×n.</param>
    /// <param name="m">Rows of a and b.</param>
    /// <param name="k">Columns of a, rows of c.</param>
    /// <param name="n">Columns of b and c.</param>
    public static void MultiplyTransposedLeft(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n)
    {
        using var turned = new Scratch(m * k);
        Transpose(a, turned.Span, m, k);
        Multiply(turned.Span, b, c, k, m, n);
    }

    /// <summary>c += a·bᵀ.</summary>
    /// <param name="a">m×k.</param>
    /// <param name="b">n×k.</param>
    /// <param name="c">m×n.</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="k">Columns of a and b.</param>
    /// <param name="n">Rows of b, columns of c.</param>
    public static void MultiplyTransposedRight(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n)
    {
        using var turned = new Scratch(n * k);
        Transpose(b, turned.Span, n, k);
        Multiply(a, turned.Span, c, m, k, n);
    }

    /// <summary>Rows become columns.</summary>
    public static void Transpose(ReadOnlySpan<float> source, Span<float> target, int rows, int columns)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = source.Slice(r * columns, columns);
            for (var c = 0; c < row.Length; c++) target[(c * rows) + r] = row[c];
        }
    }

    /// <summary>target += scale · source.</summary>
    public static void AddScaled(ReadOnlySpan<float> source, float scale, Span<float> target)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(source);
        var to = MemoryMarshal.Cast<float, Vector<float>>(target[..source.Length]);
        var factor = new Vector<float>(scale);
        for (var i = 0; i < from.Length; i++) to[i] += factor * from[i];
        for (var i = from.Length * Vector<float>.Count; i < source.Length; i++) target[i] += scale * source[i];
    }

    /// <summary>Sum of products.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var va = MemoryMarshal.Cast<float, Vector<float>>(a);
        var vb = MemoryMarshal.Cast<float, Vector<float>>(b[..a.Length]);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < va.Length; i++) sums += va[i] * vb[i];
        var sum = Vector.Sum(sums);
        for (var i = va.Length * Vector<float>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void TwoRows(ReadOnlySpan<float> a0, ReadOnlySpan<float> a1, ReadOnlySpan<float> b, Span<float> c0, Span<float> c1, int n)
    {
        var w = Vector<float>.Count;
        Vector<float> s00 = Load(c0), s01 = Load(c0[w..]), s02 = Load(c0[(2 * w)..]), s03 = Load(c0[(3 * w)..]);
        Vector<float> s10 = Load(c1), s11 = Load(c1[w..]), s12 = Load(c1[(2 * w)..]), s13 = Load(c1[(3 * w)..]);
        for (var p = 0; p < a0.Length; p++)
        {
            var row = b.Slice(p * n, 4 * w);
            Vector<float> x = new(a0[p]), y = new(a1[p]);
            Vector<float> b0 = Load(row), b1 = Load(row[w..]), b2 = Load(row[(2 * w)..]), b3 = Load(row[(3 * w)..]);
            (s00, s01) = (Vector.FusedMultiplyAdd(x, b0, s00), Vector.FusedMultiplyAdd(x, b1, s01));
            (s02, s03) = (Vector.FusedMultiplyAdd(x, b2, s02), Vector.FusedMultiplyAdd(x, b3, s03));
            (s10, s11) = (Vector.FusedMultiplyAdd(y, b0, s10), Vector.FusedMultiplyAdd(y, b1, s11));
            (s12, s13) = (Vector.FusedMultiplyAdd(y, b2, s12), Vector.FusedMultiplyAdd(y, b3, s13));
        }

        s00.CopyTo(c0);
        s01.CopyTo(c0[w..]);
        s02.CopyTo(c0[(2 * w)..]);
        s03.CopyTo(c0[(3 * w)..]);
        s10.CopyTo(c1);
        s11.CopyTo(c1[w..]);
        s12.CopyTo(c1[(2 * w)..]);
        s13.CopyTo(c1[(3 * w)..]);
    }

    private static void OneRow(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int n)
    {
        var w = Vector<float>.Count;
        Vector<float> s0 = Load(c), s1 = Load(c[w..]), s2 = Load(c[(2 * w)..]), s3 = Load(c[(3 * w)..]);
        for (var p = 0; p < a.Length; p++)
        {
            var row = b.Slice(p * n, 4 * w);
            Vector<float> x = new(a[p]);
            (s0, s1) = (Vector.FusedMultiplyAdd(x, Load(row), s0), Vector.FusedMultiplyAdd(x, Load(row[w..]), s1));
            (s2, s3) = (Vector.FusedMultiplyAdd(x, Load(row[(2 * w)..]), s2), Vector.FusedMultiplyAdd(x, Load(row[(3 * w)..]), s3));
        }

        s0.CopyTo(c);
        s1.CopyTo(c[w..]);
        s2.CopyTo(c[(2 * w)..]);
        s3.CopyTo(c[(3 * w)..]);
    }

    /// <summary>The columns that do not fill four vectors.</summary>
    private static void Rest(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, int from)
    {
        for (var i = 0; i < m; i++)
        {
            var sums = c.Slice((i * n) + from, n - from);
            for (var p = 0; p < k; p++) AddScaled(b.Slice((p * n) + from, n - from), a[(i * k) + p], sums);
        }
    }

    private static Vector<float> Load(ReadOnlySpan<float> values) => new(values);

    private static Vector<float> Load(Span<float> values) => new(values);
}
