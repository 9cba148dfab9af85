using System.Numerics;
using System.Runtime.InteropServices;

namespace Stvg.Core.Tracking.Appearance;

/// <summary>Cosine similarity of vectors.</summary>
public static class Cosine
{
    /// <summary>Cosine of the angle between two vectors of one length, in [-1, 1]; 0 when either is zero.</summary>
    public static float Similarity(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"{second.Length} floats against {first.Length}", nameof(second));
        var (dots, firsts, seconds) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var a = MemoryMarshal.Cast<float, Vector<float>>(first);
        var b = MemoryMarshal.Cast<float, Vector<float>>(second);
        for (var i = 0; i < a.Length; i++)
        {
            dots += a[i] * b[i];
            firsts += a[i] * a[i];
            seconds += b[i] * b[i];
        }
        var (dot, firstSquare, secondSquare) = (Vector.Sum(dots), Vector.Sum(firsts), Vector.Sum(seconds));
        for (var i = a.Length * Vector<float>.Count; i < first.Length; i++)
        {
            dot += first[i] * second[i];
            firstSquare += first[i] * first[i];
            secondSquare += second[i] * second[i];
        }
        var norm = MathF.Sqrt(firstSquare) * MathF.Sqrt(secondSquare);
        return norm > 0 ? dot / norm : 0;
    }

    /// <summary>Scales a vector to a length; a zero vector stays zero.</summary>
    internal static void Normalise(Span<float> values, float length)
    {
        var square = 0f;
        foreach (var value in values) square += value * value;
        if (square <= 0) return;
        var scale = length / MathF.Sqrt(square);
        foreach (ref var value in values) value *= scale;
    }
}
