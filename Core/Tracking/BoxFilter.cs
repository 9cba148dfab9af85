using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>Where a box is and how it moves: centre, width and height, each under an <see cref="AxisFilter"/>.</summary>
internal struct BoxFilter
{
    /// <summary>Degrees of freedom of the Student t errors: detections are now and then far off, which no Gaussian forgives.</summary>
    private const float Freedom = 4;

    /// <summary>Boxes thinner than this many pixels are not predicted.</summary>
    private const float SmallestSide = 1;

    public AxisFilter X, Y, Width, Height;
    private BorderCut _cut;

    public BoxFilter(in Box box, BorderCut cut, MotionOptions motion)
    {
        _cut = cut;
        var unit = Unit(box);
        var (centre, size, speed) = (motion.CentreNoise * unit, motion.SizeNoise * unit, motion.InitialSpeed * unit);
        X = new(box.CenterX, centre, speed);
        Y = new(box.CenterY, centre, speed);
        Width = new(box.Width, size, cut.X ? speed : motion.InitialGrowth * unit);
        Height = new(box.Height, size, cut.Y ? speed : motion.InitialGrowth * unit);
    }

    public readonly Box Box => new(X.Value - (Width.Value / 2), Y.Value - (Height.Value / 2), Width.Value, Height.Value);

    /// <summary>What lengths are measured in: the longer side of the box, pixels. For people their height.</summary>
    public readonly float OwnLength => MathF.Max(Width.Value, Height.Value);

    /// <summary>Standard deviation of the predicted centre, pixels, along the less certain axis.</summary>
    public readonly float CentreDeviation => MathF.Sqrt(MathF.Max(X.ValueVariance, Y.ValueVariance));

    public void Predict(in MotionStep step)
    {
        var unit = OwnLength;
        X.Predict(step.Centre, unit);
        Y.Predict(step.Centre, unit);
        Width.Predict(_cut.X ? step.Centre : step.Size, unit);
        Height.Predict(_cut.Y ? step.Centre : step.Size, unit);
        Width.Value = MathF.Max(Width.Value, SmallestSide);
        Height.Value = MathF.Max(Height.Value, SmallestSide);
    }

    /// <summary>Takes in a detection of a box; with a factor above 1 for its noise when it is a poor one.</summary>
    public void Correct(in Box box, BorderCut cut, float noiseFactor, MotionOptions motion)
    {
        if (cut.X != _cut.X) Doubt(X.Rate, ref X, ref Width);
        if (cut.Y != _cut.Y) Doubt(Y.Rate, ref Y, ref Height);
        _cut = cut;
        var (centre, size) = Noise(Unit(box) * noiseFactor, motion);
        X.Correct(box.CenterX, centre);
        Y.Correct(box.CenterY, centre);
        Width.Correct(box.Width, size);
        Height.Correct(box.Height, size);
    }

    /// <summary>
    /// Negative log-likelihood, in nats, of a detection under this prediction with Student t errors, counted from that of a perfect hit
    /// on a perfectly known object: 0 is the best, and uncertain predictions pay for their wide spread.
    /// </summary>
    public readonly float Surprise(in Box box, MotionOptions motion)
    {
        var (centre, size) = Noise(Unit(box), motion);
        var (errors, spread) = (1f, 1f);
        Weigh(X, box.CenterX, centre, ref errors, ref spread);
        Weigh(Y, box.CenterY, centre, ref errors, ref spread);
        Weigh(Width, box.Width, size, ref errors, ref spread);
        Weigh(Height, box.Height, size, ref errors, ref spread);
        return (0.5f * (Freedom + 1) * MathF.Log(errors)) + (0.5f * MathF.Log(spread));

        static void Weigh(in AxisFilter axis, float measured, float noise, ref float errors, ref float spread)
        {
            var variance = axis.ValueVariance + noise;
            var error = measured - axis.Value;
            errors *= 1 + MathF.Min(error * error / (variance * Freedom), 1e8f);
            spread *= variance / noise;
        }
    }

    /// <summary>An object begins or ceases to be cut: from now on its size changes by its speed, or no longer does, and its centre by half of it.</summary>
    private static void Doubt(float speed, ref AxisFilter centre, ref AxisFilter size)
    {
        centre.RateVariance += speed * speed / 4;
        size.RateVariance += speed * speed;
    }

    private static float Unit(in Box box) => MathF.Max(box.Width, box.Height);

    private static (float Centre, float Size) Noise(float unit, MotionOptions motion)
    {
        var (centre, size) = (motion.CentreNoise * unit, motion.SizeNoise * unit);
        return (centre * centre, size * size);
    }
}

/// <summary>Coefficients of one time step for a whole box.</summary>
internal readonly struct MotionStep(float seconds, MotionOptions motion)
{
    public readonly AxisStep Centre = new(seconds, motion.VelocityMemory, motion.CentreAcceleration);
    public readonly AxisStep Size = new(seconds, motion.GrowthMemory, motion.SizeAcceleration);
}
