using System.Numerics;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>Small helpers that turn measurements into scores in [0, 1].</summary>
internal static class Fuzzy
{
    /// <summary>0 at or below <paramref name="low"/>, 1 at or above <paramref name="high"/>, linear between.</summary>
    public static float Rise(float value, float low, float high) => Math.Clamp((value - low) / (high - low), 0, 1);

    /// <summary>1 at or below <paramref name="low"/>, 0 at or above <paramref name="high"/>, linear between.</summary>
    public static float Fall(float value, float low, float high) => 1 - Rise(value, low, high);

    /// <summary>A constant score for every frame.</summary>
    public static float[] Constant(int length, float score)
    {
        var scores = new float[length];
        Array.Fill(scores, score);
        return scores;
    }

    /// <summary>Both hold: frame by frame the product; the second alone where there is no first.</summary>
    public static float[] Product(float[]? a, float[] b)
    {
        if (a is null) return b;
        var product = new float[b.Length];
        var i = 0;
        for (; i <= product.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(a, i) * new Vector<float>(b, i)).CopyTo(product, i);
        for (; i < product.Length; i++) product[i] = a[i] * b[i];
        return product;
    }

    /// <summary>The largest score; 0 when there is none.</summary>
    public static float Most(ReadOnlySpan<float> scores)
    {
        var (most, i) = (0f, 0);
        if (scores.Length >= Vector<float>.Count)
        {
            var largest = Vector<float>.Zero;
            for (; i <= scores.Length - Vector<float>.Count; i += Vector<float>.Count) largest = Vector.Max(largest, new Vector<float>(scores[i..]));
            for (var lane = 0; lane < Vector<float>.Count; lane++) most = MathF.Max(most, largest[lane]);
        }

        for (; i < scores.Length; i++) most = MathF.Max(most, scores[i]);
        return most;
    }

    /// <summary>Both hold, however well the other does: frame by frame the smaller.</summary>
    public static float[] Both(float[] a, float[] b) => PerFrame(b.Length, i => MathF.Min(a[i], b[i]));

    /// <summary>A score for every frame.</summary>
    public static float[] PerFrame(int length, Func<int, float> score)
    {
        var scores = new float[length];
        for (var i = 0; i < length; i++) scores[i] = score(i);
        return scores;
    }
}
