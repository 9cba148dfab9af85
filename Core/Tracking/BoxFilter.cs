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
        Width = new(box.Width, size, cut.X != Side.None ? speed : motion.InitialGrowth * unit);
        Height = new(box.Height, size, cut.Y != Side.None ? speed : motion.InitialGrowth * unit);
    }

    public readonly Box Box => new(X.Value - (Width.Value / 2), Y.Value - (Height.Value / 2), Width.Value, Height.Value);

    /// <summary>What lengths are measured in: the longer side of the box, pixels. For people their height.</summary>
    public readonly float OwnLength => MathF.Max(Width.Value, Height.Value);

    /// <summary>Standard deviation of the predicted centre, pixels, along the less certain axis.</summary>
    public readonly float CentreDeviation => MathF.Sqrt(MathF.Max(X.ValueVariance, Y.ValueVariance));

    /// <summary>The largest standard deviation of the predicted centre, width and height, as a share of the own length.</summary>
    public readonly float RelativeSpread => MathF.Sqrt(MathF.Max(
        MathF.Max(X.ValueVariance, Y.ValueVariance), MathF.Max(Width.ValueVariance, Height.ValueVariance))) / OwnLength;

    public void Predict(in MotionStep step)
    {
        var unit = OwnLength;
        X.Predict(step.Centre, unit);
        Y.Predict(step.Centre, unit);
        Width.Predict(_cut.X != Side.None ? step.Centre : step.Size, unit);
        Height.Predict(_cut.Y != Side.None ? step.Centre : step.Size, unit);
        Width.Value = MathF.Max(Width.Value, SmallestSide);
        Height.Value = MathF.Max(Height.Value, SmallestSide);
    }

    /// <summary>
    /// The same object in the picture of another view: place and velocity go along with the scene, an edge on the picture's border stays there.
    /// </summary>
    public void Warp(in Similarity view, FrameSize? frame)
    {
        if (view.IsIdentity) return;
        var (x, y) = view.Map(X.Value, Y.Value);
        float a = (float)view.A, b = (float)view.B, scale = (float)view.Scale;
        float rateX = (a * X.Rate) - (b * Y.Rate), rateY = (b * X.Rate) + (a * Y.Rate);
        var (wasX, wasY) = (X, Y);
        // A turn mixes the two axes, which are filtered apart; what they would share then is neglected.
        X = Turned(wasX, a * a, wasY, b * b);
        Y = Turned(wasY, a * a, wasX, b * b);
        (X.Value, X.Rate, Y.Value, Y.Rate) = ((float)x, rateX, (float)y, rateY);
        Width = Grown(Width, scale);
        Height = Grown(Height, scale);
        if (frame is not { } size) return;
        HoldAtBorder(_cut.X, size.Width, ref X, ref Width);
        HoldAtBorder(_cut.Y, size.Height, ref Y, ref Height);
    }

    private static AxisFilter Turned(in AxisFilter own, float ownShare, in AxisFilter other, float otherShare) => own with
    {
        ValueVariance = (ownShare * own.ValueVariance) + (otherShare * other.ValueVariance),
        Covariance = (ownShare * own.Covariance) + (otherShare * other.Covariance),
        RateVariance = (ownShare * own.RateVariance) + (otherShare * other.RateVariance),
    };

    private static AxisFilter Grown(in AxisFilter size, float scale) => new()
    {
        Value = MathF.Max(size.Value * scale, SmallestSide), Rate = size.Rate * scale,
        ValueVariance = size.ValueVariance * scale * scale, Covariance = size.Covariance * scale * scale, RateVariance = size.RateVariance * scale * scale,
    };

    private static void HoldAtBorder(Side cut, float length, ref AxisFilter centre, ref AxisFilter size)
    {
        if (cut is not (Side.Low or Side.High)) return;
        var border = cut == Side.Low ? 0 : length;
        var free = centre.Value + (cut == Side.Low ? size.Value / 2 : -size.Value / 2);
        size.Value = MathF.Max(cut == Side.Low ? free - border : border - free, SmallestSide);
        centre.Value = border + (cut == Side.Low ? size.Value / 2 : -size.Value / 2);
    }

    /// <summary>The same object where the picture's border cuts it otherwise; to be asked before a detection is compared or taken in.</summary>
    public readonly BoxFilter As(BorderCut cut, FrameSize? frame)
    {
        if (cut == _cut || frame is not { } size) return this;
        var other = this;
        BorderCut.Change(_cut.X, cut.X, size.Width, ref other.X, ref other.Width);
        BorderCut.Change(_cut.Y, cut.Y, size.Height, ref other.Y, ref other.Height);
        other._cut = cut;
        return other;
    }

    /// <summary>How the border cuts it.</summary>
    public readonly BorderCut Cut => _cut;

    /// <summary>Takes in a detection of a box; with a factor above 1 for its noise when it is a poor one.</summary>
    public void Correct(in Box box, float noiseFactor, MotionOptions motion)
    {
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
        Along(_cut.X, X, Width, box.X, box.Width);
        Along(_cut.Y, Y, Height, box.Y, box.Height);
        return (0.5f * (Freedom + 1) * MathF.Log(errors)) + (0.5f * MathF.Log(spread));

        void Along(Side cut, in AxisFilter middle, in AxisFilter length, float low, float extent)
        {
            if (cut is Side.Low or Side.High)
            {
                // One edge stands on the border whatever the object does: there is only the other one to compare.
                var sign = cut == Side.Low ? 0.5f : -0.5f;
                var error = low + ((0.5f + sign) * extent) - middle.Value - (sign * length.Value);
                Weigh(error, middle.ValueVariance + (length.ValueVariance / 4), centre + (size / 4));
                return;
            }
            Weigh(low + (extent / 2) - middle.Value, middle.ValueVariance, centre);
            Weigh(extent - length.Value, length.ValueVariance, size);
        }

        void Weigh(float error, float variance, float noise)
        {
            errors *= 1 + MathF.Min(error * error / ((variance + noise) * Freedom), 1e8f);
            spread *= (variance + noise) / noise;
        }
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
