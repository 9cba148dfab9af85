namespace Stvg.Core.Learning.Simulation;

/// <summary>A direction on the ground, of length 1.</summary>
/// <param name="Right">To the right in the picture.</param>
/// <param name="Nearer">Towards the camera.</param>
internal readonly record struct Heading(float Right, float Nearer)
{
    public static Heading Rightwards { get; } = new(1, 0);

    public Heading Back => new(-Right, -Nearer);

    /// <summary>One of the four plain directions, seldom one between two of them.</summary>
    public static Heading Any(Dice dice)
    {
        var plain = dice.Any<Heading>([(new(1, 0), 3), (new(-1, 0), 3), (new(0, 1), 1.4f), (new(0, -1), 1.4f)]);
        // The tangent of half the angle.
        return plain.Turned(dice.Chance(0.12f) ? dice.Between(0.25f, 0.6f) : dice.Between(-0.16f, 0.16f));
    }

    /// <summary>Turned to the right-hand side of the walker by an angle.</summary>
    /// <param name="t">Tangent of half the angle: 1 for a right angle, -1 for one to the other side.</param>
    public Heading Turned(float t)
    {
        float cosine = (1 - (t * t)) / (1 + (t * t)), sine = 2 * t / (1 + (t * t));
        return new Heading((Right * cosine) - (Nearer * sine), (Right * sine) + (Nearer * cosine));
    }

    public static Heading Between((float X, float Y) from, (float X, float Y) to, float foreshortening)
    {
        float dx = to.X - from.X, dy = (to.Y - from.Y) * foreshortening;
        var length = MathF.Sqrt((dx * dx) + (dy * dy));
        return length > 0 ? new Heading(dx / length, dy / length) : Rightwards;
    }
}
