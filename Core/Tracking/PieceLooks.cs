using Stvg.Core.Tubelets;

namespace Stvg.Core.Tracking;

/// <summary>What the pieces' appearance says about who is who.</summary>
internal sealed class PieceLooks
{
    /// <summary>Every piece is compared with at most this many that live beside it, to learn how alike strangers look.</summary>
    private const int MostNeighbours = 20;

    private readonly MendingOptions _options;
    private readonly AppearanceEvidence _evidence;
    private readonly int _span;
    private readonly Dictionary<TubeletPiece, (float[] Head, float[] Tail)> _ends = [];

    public PieceLooks(List<TubeletPiece> pieces, MendingOptions options)
    {
        _options = options;
        _evidence = new AppearanceEvidence(options.AppearancePrior);
        _span = (int)(options.LookSeconds * options.FramesPerSecond);
        Learn(pieces);
    }

    /// <summary>Nats for "the same" between the end of one piece and the beginning of a later one; 0 without looks.</summary>
    public float LogRatio(TubeletPiece earlier, TubeletPiece later)
    {
        var (tail, head) = (Ends(earlier).Tail, Ends(later).Head);
        if (tail.Length == 0 || head.Length != tail.Length) return 0;
        return _options.AppearanceWeight * _evidence.LogRatio(_options.Similarity(tail, head));
    }

    /// <summary>Splits pieces that show two identities, worst break first, until none does.</summary>
    public List<TubeletPiece> Split(List<TubeletPiece> pieces)
    {
        var whole = new List<TubeletPiece>();
        var open = new Stack<TubeletPiece>(pieces);
        while (open.TryPop(out var piece))
        {
            if (FindBreak(piece) is not { } frame)
            {
                whole.Add(piece);
                continue;
            }
            var (before, after) = piece.SplitAt(piece.Observations.FindIndex(o => o.Frame >= frame));
            open.Push(before);
            open.Push(after);
        }
        return whole;
    }

    /// <summary>The mean of samples, each weighing as many looks as it holds; empty when there are none.</summary>
    public static float[] Mean(IReadOnlyList<AppearanceSample> samples)
    {
        if (samples.Count == 0) return [];
        var mean = new float[samples[0].Vector.Count];
        var looks = 0;
        foreach (var sample in samples)
        {
            looks += sample.Looks;
            var share = (float)sample.Looks / looks;
            for (var i = 0; i < mean.Length; i++) mean[i] += share * (sample.Vector[i] - mean[i]);
        }
        return mean;
    }

    private int? FindBreak(TubeletPiece piece)
    {
        var samples = piece.Samples;
        var (worst, at) = (-_options.SplitThreshold, 0);
        for (var i = 1; i < samples.Count; i++)
        {
            var ratio = _evidence.LogRatio(_options.Similarity(Before(samples, i), After(samples, i)));
            if (ratio < worst) (worst, at) = (ratio, i);
        }
        return at > 0 ? samples[at].Begin : null;
    }

    private void Learn(List<TubeletPiece> pieces)
    {
        var byTime = pieces.FindAll(p => p.Samples.Count > 0);
        byTime.Sort(TubeletPiece.ByTime);
        for (var i = 0; i < byTime.Count; i++)
        {
            var piece = byTime[i];
            var (head, tail) = Ends(piece);
            if (piece.Samples[^1].Begin - piece.Samples[0].End > _span) _evidence.AddSame(_options.Similarity(head, tail));
            for (var j = i + 1; j < byTime.Count && j <= i + MostNeighbours && byTime[j].Begin <= piece.End; j++)
            {
                var (otherHead, otherTail) = Ends(byTime[j]);
                _evidence.AddOther(_options.Similarity(tail, otherHead));
                _evidence.AddOther(_options.Similarity(otherTail, head));
            }
        }
    }

    private (float[] Head, float[] Tail) Ends(TubeletPiece piece)
    {
        if (_ends.TryGetValue(piece, out var ends)) return ends;
        return _ends[piece] = (After(piece.Samples, 0), Before(piece.Samples, piece.Samples.Count));
    }

    private float[] Before(List<AppearanceSample> samples, int index)
    {
        var from = index;
        while (from > 0 && (from == index || samples[index - 1].End - samples[from - 1].Begin < _span)) from--;
        return Mean(samples.GetRange(from, index - from));
    }

    private float[] After(List<AppearanceSample> samples, int index)
    {
        var to = index;
        while (to < samples.Count && (to == index || samples[to].End - samples[index].Begin < _span)) to++;
        return Mean(samples.GetRange(index, to - index));
    }
}
