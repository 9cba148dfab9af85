namespace Stvg.Core.Tracking;

/// <summary>One coordinate on one frame.</summary>
/// <param name="Index">Frames since the first.</param>
/// <param name="Value">Measured.</param>
/// <param name="Variance">Of the measurement.</param>
internal readonly record struct AxisObservation(int Index, float Value, float Variance);

/// <summary>Smooths one coordinate over all its observations: forwards with an <see cref="AxisFilter"/>, then backwards.</summary>
internal sealed class AxisSmoother
{
    private AxisFilter[] _filtered = [], _predicted = [];

    /// <summary>Fills a value for every frame.</summary>
    /// <param name="start">The state on frame 0, what was observed on it and before included.</param>
    /// <param name="observed">What was observed after frame 0, by frame.</param>
    /// <param name="steps">Per frame: the step to it from the frame before; that of frame 0 is not used.</param>
    /// <param name="unit">Turns the steps' noise into pixels.</param>
    /// <param name="result">Receives one value per frame.</param>
    public void Run(in AxisFilter start, ReadOnlySpan<AxisObservation> observed, ReadOnlySpan<AxisStep> steps, float unit, Span<float> result)
    {
        var n = result.Length;
        if (_filtered.Length < n)
        {
            var size = Math.Max(n, 2 * _filtered.Length);
            (_filtered, _predicted) = (new AxisFilter[size], new AxisFilter[size]);
        }
        var next = 0;
        var state = _filtered[0] = start;
        for (var i = 1; i < n; i++)
        {
            state.Predict(steps[i], unit);
            _predicted[i] = state;
            if (next < observed.Length && observed[next].Index == i)
            {
                state.Correct(observed[next].Value, observed[next].Variance);
                next++;
            }
            _filtered[i] = state;
        }

        double value = state.Value, rate = state.Rate;
        result[n - 1] = (float)value;
        for (var i = n - 2; i >= 0; i--)
        {
            ref readonly var here = ref _filtered[i];
            ref readonly var ahead = ref _predicted[i + 1];
            ref readonly var step = ref steps[i + 1];
            // Gain = P F' S^-1, with P filtered here and S predicted ahead.
            double p11 = here.ValueVariance + (step.Gain * here.Covariance), p12 = step.Decay * here.Covariance;
            double p21 = here.Covariance + (step.Gain * here.RateVariance), p22 = step.Decay * here.RateVariance;
            var determinant = ((double)ahead.ValueVariance * ahead.RateVariance) - ((double)ahead.Covariance * ahead.Covariance);
            double errorValue = (value - ahead.Value) / determinant, errorRate = (rate - ahead.Rate) / determinant;
            var a = (ahead.RateVariance * errorValue) - (ahead.Covariance * errorRate);
            var b = (ahead.ValueVariance * errorRate) - (ahead.Covariance * errorValue);
            value = here.Value + (p11 * a) + (p12 * b);
            rate = here.Rate + (p21 * a) + (p22 * b);
            result[i] = (float)value;
        }
    }

    /// <summary>The state on a frame of the last run, what was observed on it included, from which a later run may start.</summary>
    public AxisFilter StateAt(int frame) => _filtered[frame];
}
