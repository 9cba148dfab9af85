using System.Collections;

namespace Stvg.Core.Evaluation;

/// <summary>A figure at every localisation threshold of HOTA, 0.05, 0.10, … 0.95.</summary>
public sealed class AlphaCurve : IReadOnlyList<double>
{
    private static readonly double[] s_alphas = [.. Enumerable.Range(0, 19).Select(i => 0.05 + (i * 0.05))];
    private readonly double[] _values;

    internal AlphaCurve(Func<int, double> valueAt)
    {
        _values = new double[s_alphas.Length];
        for (var i = 0; i < _values.Length; i++) _values[i] = valueAt(i);
    }

    /// <summary>The thresholds on IoU.</summary>
    public static IReadOnlyList<double> Alphas => s_alphas;

    /// <summary>Mean over the thresholds; what TrackEval reports ("AUC").</summary>
    public double Mean => _values.Average();

    /// <summary>The figure at IoU 0.5.</summary>
    public double At50 => _values[9];

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <summary>The figure at the index-th threshold of <see cref="Alphas"/>.</summary>
    public double this[int index] => _values[index];

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
