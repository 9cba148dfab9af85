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

    public BoxFilter(in Box box, MotionOptions motion)
    {
        var h = box.Height;
        X = new(box.CenterX, motion.CentreNoise * h, motion.InitialSpeed * h);
        Y = new(box.CenterY, motion.CentreNoise * h, motion.InitialSpeed * h);
        Width = new(box.Width, motion.SizeNoise * h, motion.InitialGrowth * h);
        Height = new(h, motion.SizeNoise * h, motion.InitialGrowth * h);
    }

    public readonly Box Box => new(X.Value - (Width.Value / 2), Y.Value - (Height.Value / 2), Width.Value, Height.Value);

    /// <summary>Standard deviation of the predicted centre, pixels, along the less certain axis.</summary>
    public readonly float CentreDeviation => MathF.Sqrt(MathF.Max(X.ValueVariance, Y.ValueVariance));

    public void Predict(in MotionStep step)
    {
        var height = Height.Value;
        X.Predict(step.Centre, height);
        Y.Predict(step.Centre, height);
        Width.Predict(step.Size, height);
        Height.Predict(step.Size, height);
        Width.Value = MathF.Max(Width.Value, SmallestSide);
        Height.Value = MathF.Max(Height.Value, SmallestSide);
    }

    /// <summary>Takes in a detection of a box; with a factor above 1 for its noise when it is a poor one.</summary>
    public void Correct(in Box box, float noiseFactor, MotionOptions motion)
    {
        var (centre, size) = Noise(box.Height * noiseFactor, motion);
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
        var (centre, size) = Noise(box.Height, motion);
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

    private static (float Centre, float Size) Noise(float height, MotionOptions motion)
    {
        var (centre, size) = (motion.CentreNoise * height, motion.SizeNoise * height);
        return (centre * centre, size * size);
    }
}

/// <summary>Coefficients of one time step for a whole box.</summary>
internal readonly struct MotionStep(float seconds, MotionOptions motion)
{
    public readonly AxisStep Centre = new(seconds, motion.VelocityMemory, motion.CentreAcceleration);
    public readonly AxisStep Size = new(seconds, motion.GrowthMemory, motion.SizeAcceleration);
}
