namespace Stvg.Core.Evaluation;

/// <summary>Ground truth and result of one frame, and how similar each is to each.</summary>
/// <param name="truthIds">Identities of the ground truth.</param>
/// <param name="resultIds">Identities of the result.</param>
/// <param name="similarity">IoU, row after row: <c>[truth * resultIds.Length + result]</c>.</param>
internal readonly ref struct FramePair(ReadOnlySpan<int> truthIds, ReadOnlySpan<int> resultIds, ReadOnlySpan<double> similarity)
{
    public ReadOnlySpan<int> TruthIds { get; } = truthIds;

    public ReadOnlySpan<int> ResultIds { get; } = resultIds;

    public ReadOnlySpan<double> Similarity { get; } = similarity;
}

/// <summary>
/// Walks two tables frame by frame. Similarities are computed anew on each walk: crowded sequences would need gigabytes to keep them.
/// </summary>
internal ref struct FramePairs(TrackTable truth, TrackTable result)
{
    private int _truth, _result;
    private double[] _similarity = [];

    public FramePair Current { get; private set; }

    public bool MoveNext()
    {
        var (truthFrame, resultFrame) = (FrameAt(truth, _truth), FrameAt(result, _result));
        var frame = Math.Min(truthFrame, resultFrame);
        if (frame == int.MaxValue) return false;

        ReadOnlySpan<int> truthIds = [], resultIds = [];
        ReadOnlySpan<Overlap.Edges> truthBoxes = [], resultBoxes = [];
        if (truthFrame == frame)
        {
            truthIds = truth.IdsAt(_truth);
            truthBoxes = truth.BoxesAt(_truth++);
        }
        if (resultFrame == frame)
        {
            resultIds = result.IdsAt(_result);
            resultBoxes = result.BoxesAt(_result++);
        }

        var size = truthIds.Length * resultIds.Length;
        if (_similarity.Length < size) _similarity = new double[size];
        for (var i = 0; i < truthBoxes.Length; i++)
            for (var j = 0; j < resultBoxes.Length; j++)
                _similarity[(i * resultBoxes.Length) + j] = Overlap.IoU(truthBoxes[i], resultBoxes[j]);
        Current = new FramePair(truthIds, resultIds, _similarity.AsSpan(0, size));
        return true;
    }

    public void Reset() => (_truth, _result) = (0, 0);

    private static int FrameAt(TrackTable table, int index) => index < table.Frames.Length ? table.Frames[index] : int.MaxValue;
}
