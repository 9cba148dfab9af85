namespace Stvg.Core.Tracking;

/// <summary>
/// How boxes move: the noise of the motion model. Lengths are in multiples of the object's own, the longer side of its box (for
/// people their height), so that near and far objects and any picture size behave alike; times are in seconds, so that any frame rate does.
/// </summary>
public sealed record MotionOptions
{
    /// <summary>Standard deviation of a detected centre, own lengths.</summary>
    public float CentreNoise { get; init; } = 0.05f;

    /// <summary>Standard deviation of a detected width or height, own lengths.</summary>
    public float SizeNoise { get; init; } = 0.08f;

    /// <summary>Random acceleration of the centre: standard deviation of the velocity's change in one second, own lengths per second.</summary>
    public float CentreAcceleration { get; init; } = 0.25f;

    /// <summary>Random change of the growth rate in one second, own lengths per second.</summary>
    public float SizeAcceleration { get; init; } = 0.2f;

    /// <summary>Time constant with which an unobserved velocity dies away, seconds; infinite is the constant-velocity model.</summary>
    public float VelocityMemory { get; init; } = 4;

    /// <summary>Time constant with which an unobserved growth rate dies away, seconds.</summary>
    public float GrowthMemory { get; init; } = 0.5f;

    /// <summary>Standard deviation of the velocity of a new object, own lengths per second.</summary>
    public float InitialSpeed { get; init; } = 1;

    /// <summary>Standard deviation of the growth rate of a new object, own lengths per second.</summary>
    public float InitialGrowth { get; init; } = 0.2f;

    /// <summary>
    /// How much noisier a detection is whose score is next to nothing for this object; a detection of its usual score has the noise
    /// above, in between it is linear. Who is half hidden has a lower score than usual and a poor box.
    /// </summary>
    public float WeakNoise { get; init; } = 1;

    internal float NoiseFactor(float score, float usualScore) => 1 + (WeakNoise * MathF.Max(0, 1 - (score / usualScore)));

    internal void Validate()
    {
        foreach (var value in (ReadOnlySpan<float>)
            [CentreNoise, SizeNoise, CentreAcceleration, SizeAcceleration, VelocityMemory, GrowthMemory, InitialSpeed, InitialGrowth])
        {
            if (!(value > 0)) throw new StvgException($"motion options: {value} is not a positive number; every one of them has to be");
        }
        if (!(WeakNoise >= 0)) throw new StvgException($"motion options: WeakNoise is {WeakNoise} but has to be 0 or more");
    }
}
