using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Features;

/// <summary>One of the equal parts of a tubelet's life; indices count from its first frame.</summary>
/// <param name="First">First frame.</param>
/// <param name="Last">Last frame, inclusive; parts of short lives share frames.</param>
internal readonly record struct LifePart(int First, int Last)
{
    /// <summary>The frame in its middle.</summary>
    public int Middle => (First + Last) / 2;

    /// <summary>Number of frames.</summary>
    public int Length => Last - First + 1;

    /// <summary>A part.</summary>
    /// <param name="subject">Of whose life.</param>
    /// <param name="number">Which, from 0.</param>
    /// <param name="count">Of how many.</param>
    public static LifePart Of(SceneObject subject, int number, int count)
    {
        var frames = subject.Tubelet.Boxes.Count;
        var first = (int)((long)number * frames / count);
        return new LifePart(first, Math.Max(first, (int)((long)(number + 1) * frames / count) - 1));
    }
}
