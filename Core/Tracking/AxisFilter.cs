namespace Stvg.Core.Tracking;

/// <summary>
/// Kalman filter of one coordinate of a box and its rate. The rate is an Ornstein–Uhlenbeck process, that is, it dies away with time
/// constant τ: the constant-velocity model for τ → ∞, while for finite τ long predictions do not run away
/// (discrete form: R. A. Singer, "Estimating optimal tracking filter performance for manned maneuvering targets", IEEE TAES 1970).
/// The four coordinates of a box do not share noise, so that four of these are the whole eight-dimensional filter.
/// </summary>
internal struct AxisFilter(float value, float valueDeviation, float rateDeviation)
{
    public float Value = value;
    public float Rate;
    public float ValueVariance = valueDeviation * valueDeviation;
    public float Covariance;
    public float RateVariance = rateDeviation * rateDeviation;

    /// <summary>Advances by a time step; <paramref name="unit"/> turns the step's noise from own lengths into pixels.</summary>
    public void Predict(in AxisStep step, float unit)
    {
        var scale = unit * unit;
        Value += step.Gain * Rate;
        ValueVariance += (2 * step.Gain * Covariance) + (step.Gain * step.Gain * RateVariance) + (scale * step.ValueNoise);
        Covariance = (step.Decay * Covariance) + (step.Decay * step.Gain * RateVariance) + (scale * step.CrossNoise);
        RateVariance = (step.Decay * step.Decay * RateVariance) + (scale * step.RateNoise);
        Rate *= step.Decay;
    }

    /// <summary>Takes in a measured value of the given variance.</summary>
    public void Correct(float measured, float variance)
    {
        var total = ValueVariance + variance;
        var valueGain = ValueVariance / total;
        var rateGain = Covariance / total;
        var innovation = measured - Value;
        Value += valueGain * innovation;
        Rate += rateGain * innovation;
        RateVariance -= rateGain * Covariance;
        Covariance *= 1 - valueGain;
        ValueVariance *= 1 - valueGain;
    }
}

/// <summary>Coefficients of one time step of <see cref="AxisFilter"/>; the same for all objects of a frame.</summary>
internal readonly struct AxisStep
{
    /// <summary>What is left of the rate after the step.</summary>
    public readonly float Decay;

    /// <summary>Seconds' worth of the rate that the value moves by.</summary>
    public readonly float Gain;

    /// <summary>Process noise, in squared own lengths (per second, per second squared).</summary>
    public readonly float ValueNoise, CrossNoise, RateNoise;

    /// <summary>Integrates the Ornstein–Uhlenbeck rate over a step.</summary>
    /// <param name="seconds">Length of the step.</param>
    /// <param name="memory">Time constant of the rate, seconds.</param>
    /// <param name="acceleration">Standard deviation of the rate's change in one second, own lengths per second.</param>
    public AxisStep(float seconds, float memory, float acceleration)
    {
        double t = seconds, tau = memory, q = (double)acceleration * acceleration;
        if (t > 0.01 * tau)
        {
            double decay = Math.Exp(-t / tau), lost = 1 - decay, lostTwice = 1 - (decay * decay);
            Decay = (float)decay;
            Gain = (float)(tau * lost);
            RateNoise = (float)(q * tau / 2 * lostTwice);
            CrossNoise = (float)(q * tau * tau / 2 * lost * lost);
            ValueNoise = (float)(q * tau * tau * (t - (2 * tau * lost) + (tau / 2 * lostTwice)));
        }
        else
        {
            // The limit for slow decay; the exact form would lose its digits to cancellation here.
            Decay = (float)(1 - (t / tau));
            Gain = (float)t;
            RateNoise = (float)(q * t);
            CrossNoise = (float)(q * t * t / 2);
            ValueNoise = (float)(q * t * t * t / 3);
        }
    }
}
