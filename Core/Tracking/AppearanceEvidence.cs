namespace Stvg.Core.Tracking;

/// <summary>
/// Turns similarities into evidence. How alike two strangers look depends on the scene (uniforms, distance, light), so the distributions
/// for "same" and "other" are learned from pairs whose answer is known: a track and its next detection, and two objects on one frame.
/// </summary>
internal sealed class AppearanceEvidence(AppearancePrior prior)
{
    /// <summary>No single look is worth more than this many nats, for or against.</summary>
    private const float Most = 4;

    /// <summary>Old pairs fade out over about so many newer ones.</summary>
    private const int Window = 2000;

    private Moments _same = new(prior.SameMean, prior.SameDeviation, prior.Observations);
    private Moments _other = new(prior.OtherMean, prior.OtherDeviation, prior.Observations);

    /// <summary>Learns from two looks at the same object.</summary>
    public void AddSame(float similarity) => _same.Add(similarity);

    /// <summary>Learns from looks at two different objects.</summary>
    public void AddOther(float similarity) => _other.Add(similarity);

    /// <summary>Log-likelihood ratio of "same" against "other", nats, under two Gaussians.</summary>
    public float LogRatio(float similarity)
    {
        if (_same.Mean <= _other.Mean) return 0; // this similarity tells nothing in this scene
        // A similarity better than usual for the same object is no evidence against it, nor is one worse than usual for others.
        var value = Math.Clamp(similarity, _other.Mean, _same.Mean);
        var low = similarity < _other.Mean ? similarity : value;
        var same = Square(low - _same.Mean) / _same.Variance;
        var other = Square(value - _other.Mean) / _other.Variance;
        var ratio = 0.5 * (other - same + Math.Log(_other.Variance / _same.Variance));
        return (float)Math.Clamp(ratio, -Most, Most);
    }

    private static double Square(double value) => value * value;

    private struct Moments(double mean, double deviation, int observations)
    {
        private const double LeastVariance = 1e-5;
        private int _count = Math.Max(observations, 1);

        public double Mean = mean;
        public double Variance = Math.Max(deviation * deviation, LeastVariance);

        public void Add(double value)
        {
            if (!double.IsFinite(value)) return;
            _count = Math.Min(_count + 1, Window);
            var rate = 1.0 / _count;
            var error = value - Mean;
            Mean += rate * error;
            Variance = Math.Max(((1 - rate) * Variance) + (rate * (1 - rate) * error * error), LeastVariance);
        }
    }
}
