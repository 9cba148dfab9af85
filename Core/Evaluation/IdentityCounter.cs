using System.Runtime.InteropServices;
using Stvg.Core.Assignment;

namespace Stvg.Core.Evaluation;

/// <summary>The identity metrics in one walk: counts boxes that could match for every pair of tracks, then pairs whole tracks.</summary>
internal sealed class IdentityCounter(TrackTable truth, TrackTable result)
{
    private readonly Dictionary<(int Truth, int Result), int> _overlaps = [];

    /// <summary>Counts one frame.</summary>
    public void Add(in FramePair frame)
    {
        var m = frame.ResultIds.Length;
        for (var i = 0; i < frame.TruthIds.Length; i++)
            for (var j = 0; j < m; j++)
                if (frame.Similarity[(i * m) + j] >= TrackingEvaluation.MatchThreshold)
                    CollectionsMarshal.GetValueRefOrAddDefault(_overlaps, (frame.TruthIds[i], frame.ResultIds[j]), out _)++;
    }

    /// <summary>
    /// The metrics of everything counted so far. Minimising IDFN + IDFP, as the paper defines it, is maximising the boxes matched under
    /// a pairing of tracks, since every one of them takes one from each.
    /// </summary>
    public IdentityMetrics Result()
    {
        // Only tracks that meet something take part: the table stays small however many there are.
        var rows = Numbers(_overlaps.Keys.Select(pair => pair.Truth));
        var columns = Numbers(_overlaps.Keys.Select(pair => pair.Result));
        var cost = new double[rows.Count * columns.Count];
        foreach (var ((truthId, resultId), count) in _overlaps) cost[(rows[truthId] * columns.Count) + columns[resultId]] = -count;
        var columnOf = new int[rows.Count];
        new LinearAssignment().Solve(cost, rows.Count, columns.Count, columnOf);

        var matched = 0.0;
        for (var row = 0; row < columnOf.Length; row++)
            if (columnOf[row] >= 0) matched -= cost[(row * columns.Count) + columnOf[row]];
        return new IdentityMetrics((int)matched, truth.Rows - (int)matched, result.Rows - (int)matched);
    }

    private static Dictionary<int, int> Numbers(IEnumerable<int> ids) =>
        ids.Distinct().Order().Select((id, number) => (id, number)).ToDictionary(pair => pair.id, pair => pair.number);
}
