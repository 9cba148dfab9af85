namespace Stvg.Core.Tracking;

/// <summary>
/// Links pieces across gaps. The state at the end of one piece, predicted forwards, and the state at the beginning of another, filtered
/// backwards, are two independent estimates of one moment; their agreement is the likelihood that both are one object (the two-filter
/// form of a smoother). Links are chosen for all pieces together, as an assignment of ends to beginnings.
/// </summary>
internal sealed class PieceLinking(MendingOptions options, PieceLooks looks)
{
    /// <summary>Degrees of freedom of the Student t errors.</summary>
    private const double Freedom = 4;

    /// <summary>Nobody is looked for farther away than this, in own lengths.</summary>
    private const float FarthestLengths = 3;

    /// <summary>
    /// Nats for who was in the picture when nobody looked any more: mostly he still is. Chosen on a real street, where it keeps 85 of 100 ids
    /// across three seconds instead of 74, and gives no more of them to somebody else.
    /// </summary>
    private const float BlindAllowance = 1;

    private readonly Association _association = new();

    /// <summary>Links what belongs together across gaps up to a length.</summary>
    public List<TubeletPiece> Link(List<TubeletPiece> pieces, float longestSeconds)
    {
        pieces.Sort(TubeletPiece.ByTime);
        var tails = pieces.ConvertAll(p => p.EndState(options, backwards: false));
        var heads = pieces.ConvertAll(p => p.EndState(options, backwards: true));
        var reach = Math.Max(1, (int)(longestSeconds * options.FramesPerSecond) + 1);

        _association.Begin(pieces.Count, pieces.Count);
        for (var i = 0; i < pieces.Count; i++)
        {
            for (var j = FirstAfter(pieces, pieces[i].End); j < pieces.Count && pieces[j].Begin <= pieces[i].End + reach; j++)
            {
                var cost = Cost(pieces[i], tails[i], pieces[j], heads[j]);
                if (cost < -options.LinkThreshold) _association.Add(i, j, cost);
            }
        }
        return Chain(pieces, _association.Solve(-options.LinkThreshold));
    }

    /// <summary>For each piece that begins, the one of those that ended which it continues across a gap; -1: none.</summary>
    /// <param name="ended">Those that ended.</param>
    /// <param name="begun">Those that begin.</param>
    /// <param name="longestSeconds">
    /// For each that ended, the longest gap that is bridged; one above <see cref="MendingOptions.LongestGapSeconds"/>: nobody looked meanwhile.
    /// </param>
    public int[] Continue(List<TubeletPiece> ended, List<TubeletPiece> begun, List<float> longestSeconds)
    {
        _association.Begin(begun.Count, ended.Count);
        for (var j = 0; j < ended.Count; j++)
        {
            var tail = ended[j].EndState(options, backwards: false);
            for (var i = 0; i < begun.Count; i++)
            {
                var seconds = (begun[i].Begin - ended[j].End) / options.FramesPerSecond;
                if (!(seconds > 0 && seconds <= longestSeconds[j])) continue;
                var cost = Cost(ended[j], tail, begun[i], begun[i].EndState(options, backwards: true));
                // Where nobody looked, not to have been seen speaks against nobody.
                if (longestSeconds[j] > options.LongestGapSeconds) cost -= BlindAllowance + (options.GapCost * seconds);
                if (cost < -options.LinkThreshold) _association.Add(i, j, cost);
            }
        }
        return _association.Solve(-options.LinkThreshold).ToArray();
    }

    /// <summary>Negative log-density of the second's beginning under the first's end, nats; infinite when they cannot be one.</summary>
    private float Cost(TubeletPiece earlier, in BoxFilter tail, TubeletPiece later, in BoxFilter head)
    {
        if (!ClassFamilies.MayBeSame(earlier.Class, later.Class)) return float.PositiveInfinity;
        var seconds = (later.Begin - earlier.End) / options.FramesPerSecond;
        var predicted = tail;
        if (options.MovedCamera is { } camera) predicted.Warp(camera.Between(earlier.End, later.Begin), options.FrameSize);
        predicted.Predict(new MotionStep(seconds, options.Motion));
        predicted = predicted.As(head.Cut, options.FrameSize);
        var unit = MathF.Sqrt(predicted.OwnLength * head.OwnLength);
        if (MathF.Max(MathF.Abs(predicted.X.Value - head.X.Value), MathF.Abs(predicted.Y.Value - head.Y.Value)) > FarthestLengths * unit)
            return float.PositiveInfinity;
        if (options.FrameSize is { } size && (FrameExit.IsOutside(predicted.Box, size)
            || seconds > FrameExit.SecondsLeft(tail, earlier.Observations[^1].Box, size)
            || seconds > FrameExit.SecondsLeft(head, later.Observations[0].Box, size)))
        {
            return float.PositiveInfinity;
        }

        var cost = Moving(predicted.X, head.X, unit) + Moving(predicted.Y, head.Y, unit)
            + Size(predicted.Width, head.Width, unit) + Size(predicted.Height, head.Height, unit)
            + (options.GapCost * (later.Begin - earlier.End - 1) / options.FramesPerSecond)
            + ClassFamilies.PairingCost(earlier.Class, later.Class);
        var alike = looks.LogRatio(earlier, later);
        // What would be split were it one piece is not linked.
        return alike < -options.SplitThreshold ? float.PositiveInfinity : (float)cost - alike;
    }

    /// <summary>Value and rate of a coordinate; the rate of the backward filter points the other way.</summary>
    private static double Moving(in AxisFilter forward, in AxisFilter backward, double unit)
    {
        double value = (backward.Value - forward.Value) / unit, rate = (-backward.Rate - forward.Rate) / unit, area = unit * unit;
        var values = (forward.ValueVariance + backward.ValueVariance) / area;
        var rates = (forward.RateVariance + backward.RateVariance) / area;
        var cross = (forward.Covariance - backward.Covariance) / area;
        var determinant = Math.Max((values * rates) - (cross * cross), 1e-12);
        var error = ((rates * value * value) - (2 * cross * value * rate) + (values * rate * rate)) / determinant;
        return (0.5 * (Freedom + 2) * Math.Log(1 + (error / Freedom))) + (0.5 * Math.Log(determinant));
    }

    /// <summary>Width or height: how it grows says nothing of who it is.</summary>
    private static double Size(in AxisFilter forward, in AxisFilter backward, double unit)
    {
        var value = (backward.Value - forward.Value) / unit;
        var variance = (forward.ValueVariance + backward.ValueVariance) / (unit * unit);
        return (0.5 * (Freedom + 1) * Math.Log(1 + (value * value / (variance * Freedom)))) + (0.5 * Math.Log(variance));
    }

    private static int FirstAfter(List<TubeletPiece> pieces, int frame)
    {
        var (low, high) = (0, pieces.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (pieces[middle].Begin <= frame) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static List<TubeletPiece> Chain(List<TubeletPiece> pieces, ReadOnlySpan<int> next)
    {
        var continues = new bool[pieces.Count];
        foreach (var j in next)
            if (j >= 0) continues[j] = true;
        var chains = new List<TubeletPiece>();
        var chain = new List<TubeletPiece>();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (continues[i]) continue;
            chain.Clear();
            for (var j = i; j >= 0; j = next[j]) chain.Add(pieces[j]);
            chains.Add(TubeletPiece.Join(chain));
        }
        return chains;
    }
}
