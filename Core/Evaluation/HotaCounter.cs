using System.Runtime.InteropServices;
using Stvg.Core.Assignment;

namespace Stvg.Core.Evaluation;

/// <summary>
/// HOTA in two walks over a sequence: the first aligns whole tracks, the second matches boxes frame by frame, preferring pairs whose
/// tracks go together over the whole sequence (section 4 of the paper, as TrackEval computes it).
/// </summary>
internal sealed class HotaCounter(int[] rowsOfTruth, int[] rowsOfResult)
{
    private static readonly int s_thresholds = AlphaCurve.Alphas.Count;

    // Sparse: most tracks never meet, and dense tables of long crowded sequences would not fit into memory.
    private readonly Dictionary<(int Truth, int Result), double> _alignment = [];
    private readonly Dictionary<(int Truth, int Result), int[]> _matches = [];
    private readonly LinearAssignment _assignment = new();
    private readonly int[] _tp = new int[s_thresholds], _fn = new int[s_thresholds], _fp = new int[s_thresholds];
    private readonly double[] _similaritySum = new double[s_thresholds];
    private double[] _cost = [], _ofResult = [];
    private int[] _resultOf = [];

    /// <summary>First walk: potential matches, each frame's similarities normalised like an IoU.</summary>
    public void Align(in FramePair frame)
    {
        var (n, m) = (frame.TruthIds.Length, frame.ResultIds.Length);
        if (_ofResult.Length < m) _ofResult = new double[m];
        Array.Clear(_ofResult);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) _ofResult[j] += frame.Similarity[(i * m) + j];
        for (var i = 0; i < n; i++)
        {
            var row = frame.Similarity.Slice(i * m, m);
            var ofTruth = 0.0;
            foreach (var similarity in row) ofTruth += similarity;
            for (var j = 0; j < m; j++)
            {
                var either = _ofResult[j] + ofTruth - row[j];
                if (row[j] <= 0 || either <= Overlap.MachineEpsilon) continue;
                var pair = (frame.TruthIds[i], frame.ResultIds[j]);
                CollectionsMarshal.GetValueRefOrAddDefault(_alignment, pair, out _) += row[j] / either;
            }
        }
    }

    /// <summary>Second walk: one matching per frame, counted at every threshold that it reaches.</summary>
    public void Match(in FramePair frame)
    {
        var (n, m) = (frame.TruthIds.Length, frame.ResultIds.Length);
        if (_cost.Length < n * m) _cost = new double[n * m];
        if (_resultOf.Length < n) _resultOf = new int[n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
                _cost[(i * m) + j] = frame.Similarity[(i * m) + j] is > 0 and var similarity
                    ? -similarity * Alignment(frame.TruthIds[i], frame.ResultIds[j]) : 0;
        _assignment.Solve(_cost, n, m, _resultOf);

        for (var a = 0; a < _tp.Length; a++)
        {
            _fn[a] += n;
            _fp[a] += m;
        }
        for (var i = 0; i < n; i++)
        {
            if (_resultOf[i] < 0) continue;
            var similarity = frame.Similarity[(i * m) + _resultOf[i]];
            if (similarity >= AlphaCurve.Alphas[0] - Overlap.MachineEpsilon)
                Count(frame.TruthIds[i], frame.ResultIds[_resultOf[i]], similarity);
        }
    }

    /// <summary>The metrics of everything matched so far.</summary>
    public HotaMetrics Result() => new(
        new AlphaCurve(a => _tp[a]), new AlphaCurve(a => _fn[a]), new AlphaCurve(a => _fp[a]),
        Association((matches, truth, result) => matches / Math.Max(1.0, truth + result - matches)),
        Association((matches, truth, _) => matches / Math.Max(1.0, truth)),
        Association((matches, _, result) => matches / Math.Max(1.0, result)),
        new AlphaCurve(a => Math.Max(1e-10, _similaritySum[a]) / Math.Max(1e-10, _tp[a])));

    private double Alignment(int truth, int result) =>
        _alignment.TryGetValue((truth, result), out var common) ? common / (rowsOfTruth[truth] + rowsOfResult[result] - common) : 0;

    private void Count(int truth, int result, double similarity)
    {
        ref var matches = ref CollectionsMarshal.GetValueRefOrAddDefault(_matches, (truth, result), out _);
        matches ??= new int[_tp.Length];
        for (var a = 0; a < _tp.Length && similarity >= AlphaCurve.Alphas[a] - Overlap.MachineEpsilon; a++)
        {
            matches[a]++;
            _tp[a]++;
            _fn[a]--;
            _fp[a]--;
            _similaritySum[a] += similarity;
        }
    }

    private AlphaCurve Association(Func<int, int, int, double> of) => new(a =>
    {
        var sum = 0.0;
        foreach (var ((truth, result), matches) in _matches)
            sum += matches[a] * of(matches[a], rowsOfTruth[truth], rowsOfResult[result]);
        return sum / Math.Max(1, _tp[a]);
    });
}
