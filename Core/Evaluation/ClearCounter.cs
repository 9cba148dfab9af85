using Stvg.Core.Assignment;

namespace Stvg.Core.Evaluation;

/// <summary>
/// CLEAR MOT in one walk over a sequence. Each frame is matched so that pairs of the frame before are kept wherever they still overlap
/// enough, and the sum of IoU is largest among such matchings.
/// </summary>
internal sealed class ClearCounter(int[] rowsOfTruth)
{
    private const int None = -1;
    private const double KeepBonus = 1000;

    private readonly LinearAssignment _assignment = new();
    private readonly int[] _matched = new int[rowsOfTruth.Length];
    private readonly int[] _begun = new int[rowsOfTruth.Length];
    private readonly int[] _last = Filled(rowsOfTruth.Length);
    private int[] _previous = Filled(rowsOfTruth.Length), _current = Filled(rowsOfTruth.Length);
    private double[] _cost = [];
    private int[] _resultOf = [];
    private int _tp, _fn, _fp, _switches;
    private double _similaritySum;

    /// <summary>Matches and counts one frame.</summary>
    public void Add(in FramePair frame)
    {
        var (n, m) = (frame.TruthIds.Length, frame.ResultIds.Length);
        _fn += n;
        _fp += m;
        // As in TrackEval, a frame in which one side is empty does not end the pairs of the frame before it.
        if (n == 0 || m == 0) return;

        if (_cost.Length < n * m) _cost = new double[n * m];
        if (_resultOf.Length < n) _resultOf = new int[n];
        for (var i = 0; i < n; i++)
        {
            var kept = _previous[frame.TruthIds[i]];
            for (var j = 0; j < m; j++)
            {
                var similarity = frame.Similarity[(i * m) + j];
                _cost[(i * m) + j] = !IsMatch(similarity) ? 0 : -(similarity + (frame.ResultIds[j] == kept ? KeepBonus : 0));
            }
        }
        _assignment.Solve(_cost, n, m, _resultOf);

        Array.Fill(_current, None);
        for (var i = 0; i < n; i++)
        {
            var similarity = _resultOf[i] < 0 ? 0 : frame.Similarity[(i * m) + _resultOf[i]];
            if (IsMatch(similarity)) Count(frame.TruthIds[i], frame.ResultIds[_resultOf[i]], similarity);
        }
        (_previous, _current) = (_current, _previous);
    }

    /// <summary>The metrics of everything counted so far.</summary>
    public ClearMetrics Result(int frames)
    {
        int mostly = 0, atLeastPartly = 0, fragmentations = 0;
        for (var id = 0; id < rowsOfTruth.Length; id++)
        {
            var ratio = (double)_matched[id] / rowsOfTruth[id];
            if (ratio > 0.8) mostly++;
            if (ratio >= 0.2) atLeastPartly++;
            fragmentations += Math.Max(0, _begun[id] - 1);
        }
        return new ClearMetrics
        {
            Tp = _tp, Fn = _fn, Fp = _fp, IdSwitches = _switches, Fragmentations = fragmentations,
            MotpSum = _similaritySum, Frames = frames,
            MostlyTracked = mostly, PartlyTracked = atLeastPartly - mostly, MostlyLost = rowsOfTruth.Length - atLeastPartly,
        };
    }

    private void Count(int truth, int result, double similarity)
    {
        if (_last[truth] != None && _last[truth] != result) _switches++;
        if (_previous[truth] == None) _begun[truth]++;
        (_last[truth], _current[truth]) = (result, result);
        _matched[truth]++;
        _tp++;
        _fn--;
        _fp--;
        _similaritySum += similarity;
    }

    private static bool IsMatch(double similarity) => similarity >= TrackingEvaluation.MatchThreshold - Overlap.MachineEpsilon;

    private static int[] Filled(int length)
    {
        var array = new int[length];
        Array.Fill(array, None);
        return array;
    }
}
