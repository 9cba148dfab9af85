using System.Numerics;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>Small helpers that turn measurements into scores in [0, 1].</summary>
internal static class Fuzzy
{
    /// <summary>0 at or below <paramref name="low"/>, 1 at or above <paramref name="high"/>, linear between.</summary>
    public static float Rise(float value, float low, float high) => Math.Clamp((value - low) / (high - low), 0, 1);

    /// <summary>1 at or below <paramref name="low"/>, 0 at or above <paramref name="high"/>, linear between.</summary>
    public static float Fall(float value, float low, float high) => 1 - Rise(value, low, high);

    /// <summary>The same for several values.</summary>
    public static Vector<float> Rise(Vector<float> value, Vector<float> low, Vector<float> high) =>
        Vector.Min(Vector.Max((value - low) / (high - low), Vector<float>.Zero), Vector<float>.One);

    /// <summary>The same for several values.</summary>
    public static Vector<float> Rise(Vector<float> value, float low, float high) => Rise(value, new Vector<float>(low), new Vector<float>(high));

    /// <summary>The same for several values.</summary>
    public static Vector<float> Fall(Vector<float> value, float low, float high) => Vector<float>.One - Rise(value, low, high);

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

    /// <summary>Raises scores to a share of others, where those are higher.</summary>
    public static void Raise(Span<float> scores, ReadOnlySpan<float> others, float share)
    {
        var i = 0;
        for (; i <= scores.Length - Vector<float>.Count; i += Vector<float>.Count)
            Vector.Max(new Vector<float>(scores[i..]), new Vector<float>(others[i..]) * share).CopyTo(scores[i..]);
        for (; i < scores.Length; i++) scores[i] = MathF.Max(scores[i], others[i] * share);
    }

    /// <summary>A score for every frame from one measurement, several frames at once.</summary>
    public static float[] PerFrame(float[] a, Func<Vector<float>, Vector<float>> score)
    {
        var scores = new float[a.Length];
        var i = 0;
        for (; i <= scores.Length - Vector<float>.Count; i += Vector<float>.Count) score(new Vector<float>(a, i)).CopyTo(scores, i);
        if (i == scores.Length) return scores;
        Span<float> last = stackalloc float[Vector<float>.Count];
        last.Clear();
        a.AsSpan(i).CopyTo(last);
        score(new Vector<float>(last)).CopyTo(last);
        last[..(scores.Length - i)].CopyTo(scores.AsSpan(i));
        return scores;
    }

    /// <summary>A score for every frame from two measurements, several frames at once.</summary>
    public static float[] PerFrame(float[] a, float[] b, Func<Vector<float>, Vector<float>, Vector<float>> score)
    {
        var scores = new float[a.Length];
        var i = 0;
        for (; i <= scores.Length - Vector<float>.Count; i += Vector<float>.Count)
            score(new Vector<float>(a, i), new Vector<float>(b, i)).CopyTo(scores, i);
        if (i == scores.Length) return scores;
        Span<float> last = stackalloc float[Vector<float>.Count], other = stackalloc float[Vector<float>.Count];
        last.Clear();
        other.Clear();
        a.AsSpan(i).CopyTo(last);
        b.AsSpan(i).CopyTo(other);
        score(new Vector<float>(last), new Vector<float>(other)).CopyTo(last);
        last[..(scores.Length - i)].CopyTo(scores.AsSpan(i));
        return scores;
    }

    /// <summary>A score for every frame.</summary>
    public static float[] PerFrame(int length, Func<int, float> score)
    {
        var scores = new float[length];
        for (var i = 0; i < length; i++) scores[i] = score(i);
        return scores;
    }
}
