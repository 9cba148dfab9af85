using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// The boxes of a whole tubelet, given all its observations at once: a forward Kalman filter and a backward pass
/// (H. E. Rauch, F. Tung, C. T. Striebel, "Maximum likelihood estimates of linear dynamic systems", AIAA Journal 1965), coordinate by
/// coordinate. Gaps are filled on the way, along the curve that both sides suggest.
/// </summary>
internal sealed class FixedIntervalSmoother(MendingOptions options)
{
    private AxisFilter[] _filtered = [], _predicted = [];

    /// <summary>A box for every frame from the first observation to the last.</summary>
    public Box[] Boxes(List<Observation> observations)
    {
        var begin = observations[0].Frame;
        var boxes = new Box[observations[^1].Frame - begin + 1];
        if (!options.Smooth)
        {
            Interpolate(observations, boxes);
            return boxes;
        }

        var (usualHeight, usualScore) = (observations.Average(o => o.Box.Height), observations.Average(o => o.Score));
        var motion = options.Motion;
        var centre = new AxisStep(1 / options.FramesPerSecond, motion.VelocityMemory, motion.CentreAcceleration);
        var size = new AxisStep(1 / options.FramesPerSecond, motion.GrowthMemory, motion.SizeAcceleration);
        var axis = new float[boxes.Length];

        Smooth(o => o.Box.CenterX, centre, motion.CentreNoise, motion.InitialSpeed);
        for (var i = 0; i < boxes.Length; i++) boxes[i] = new Box(axis[i], 0, 0, 0);
        Smooth(o => o.Box.CenterY, centre, motion.CentreNoise, motion.InitialSpeed);
        for (var i = 0; i < boxes.Length; i++) boxes[i] = boxes[i] with { Y = axis[i] };
        Smooth(o => o.Box.Width, size, motion.SizeNoise, motion.InitialGrowth);
        for (var i = 0; i < boxes.Length; i++) boxes[i] = boxes[i] with { Width = MathF.Max(axis[i], 1) };
        Smooth(o => o.Box.Height, size, motion.SizeNoise, motion.InitialGrowth);
        for (var i = 0; i < boxes.Length; i++) boxes[i] = boxes[i] with { Height = MathF.Max(axis[i], 1) };
        foreach (ref var box in boxes.AsSpan()) box = box with { X = box.X - (box.Width / 2), Y = box.Y - (box.Height / 2) };
        return boxes;

        void Smooth(Func<Observation, float> measure, in AxisStep step, float noise, float initialRate) =>
            SmoothAxis(observations, measure, step, noise, initialRate, usualHeight, usualScore, axis);
    }

    private void SmoothAxis(
        List<Observation> observations, Func<Observation, float> measure, in AxisStep step, float noise, float initialRate,
        float height, float usualScore, Span<float> result)
    {
        var n = result.Length;
        if (_filtered.Length < n)
        {
            var size = Math.Max(n, 2 * _filtered.Length);
            (_filtered, _predicted) = (new AxisFilter[size], new AxisFilter[size]);
        }
        var next = 0;
        var first = observations[0];
        var state = new AxisFilter(measure(first), noise * first.Box.Height, initialRate * first.Box.Height);
        for (var i = 0; i < n; i++)
        {
            if (i > 0) state.Predict(step, height);
            _predicted[i] = state;
            if (observations[next].Frame - first.Frame == i)
            {
                var deviation = noise * observations[next].Box.Height * options.Motion.NoiseFactor(observations[next].Score, usualScore);
                if (i > 0) state.Correct(measure(observations[next]), deviation * deviation);
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

    private static void Interpolate(List<Observation> observations, Box[] boxes)
    {
        var begin = observations[0].Frame;
        for (var i = 0; i < observations.Count; i++)
        {
            var here = observations[i];
            boxes[here.Frame - begin] = here.Box;
            if (i + 1 == observations.Count) return;
            var next = observations[i + 1];
            for (var frame = here.Frame + 1; frame < next.Frame; frame++)
                boxes[frame - begin] = Box.Lerp(here.Box, next.Box, (float)(frame - here.Frame) / (next.Frame - here.Frame));
        }
    }
}
