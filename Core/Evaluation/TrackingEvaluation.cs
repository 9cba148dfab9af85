namespace Stvg.Core.Evaluation;

/// <summary>
/// Compares tracks with ground truth as TrackEval does (HOTA, CLEAR and Identity, without its benchmark-specific removal of distractors).
/// </summary>
public static class TrackingEvaluation
{
    /// <summary>IoU from which CLEAR and Identity take two boxes for the same object.</summary>
    public const double MatchThreshold = 0.5;

    /// <summary>Evaluates one sequence.</summary>
    /// <param name="groundTruth">Rows of the ground truth (see <see cref="MotText.ReadGroundTruth"/>).</param>
    /// <param name="result">Rows of the tracker's output.</param>
    /// <param name="wantedClass">
    /// COCO index: rows of other classes are left out on both sides. Null compares all, whatever their class.
    /// </param>
    /// <param name="frames">
    /// Length of the sequence; 0 takes the last frame that has a row. Only <see cref="ClearMetrics.FpPerFrame"/> needs it.
    /// </param>
    /// <exception cref="StvgException">A row has no identity, or an identity has two rows in a frame.</exception>
    public static TrackingMetrics Evaluate(
        IReadOnlyList<MotRow> groundTruth, IReadOnlyList<MotRow> result, int? wantedClass = null, int frames = 0)
    {
        ArgumentNullException.ThrowIfNull(groundTruth);
        ArgumentNullException.ThrowIfNull(result);
        var truthTable = TrackTable.Build(groundTruth, "ground truth", wantedClass);
        var resultTable = TrackTable.Build(result, "result", wantedClass);
        if (frames == 0) frames = Math.Max(LastFrame(truthTable), LastFrame(resultTable));

        var hota = new HotaCounter(truthTable.RowsOfId, resultTable.RowsOfId);
        var clear = new ClearCounter(truthTable.RowsOfId);
        var identity = new IdentityCounter(truthTable, resultTable);
        var pairs = new FramePairs(truthTable, resultTable);
        while (pairs.MoveNext())
        {
            hota.Align(pairs.Current);
            clear.Add(pairs.Current);
            identity.Add(pairs.Current);
        }
        pairs.Reset();
        while (pairs.MoveNext()) hota.Match(pairs.Current);
        return new TrackingMetrics(
            hota.Result(), clear.Result(frames), identity.Result(), truthTable.RowsOfId.Length, resultTable.RowsOfId.Length);
    }

    private static int LastFrame(TrackTable table) => table.Frames.IsEmpty ? 0 : table.Frames[^1];
}
