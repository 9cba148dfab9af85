using Stvg.Core.Frames;

namespace Stvg.Core.Learning.Simulation;

/// <summary>
/// What a fixed camera sees, and how: a flat ground, on which what is higher in the picture is farther away and smaller.
/// </summary>
internal sealed class Ground
{
    private readonly float _horizon, _nearest;

    public Ground(FrameSize size, double fps, int frames, Dice dice)
    {
        (Size, Fps, Frames) = (size, fps, frames);
        _nearest = size.Height * dice.Between(0.17f, 0.34f);
        _horizon = size.Height * dice.Between(-0.7f, 0.05f);
        Foreshortening = dice.Between(1.6f, 2.2f);
        // The farthest place where people still are as tall as a detector needs.
        Top = MathF.Max(0.12f * size.Height, _horizon + ((size.Height - _horizon) * 0.085f * size.Height / _nearest));
        Top = MathF.Max(Top, PersonAt(Top) * 1.1f);
    }

    public FrameSize Size { get; }

    public double Fps { get; }

    /// <summary>Length of the clip.</summary>
    public int Frames { get; }

    /// <summary>How much shorter a step up the picture looks than one across it.</summary>
    public float Foreshortening { get; }

    /// <summary>Where feet are at the highest, pixels.</summary>
    public float Top { get; }

    /// <summary>Nobody is seen any more who is smaller than a person of this height, pixels.</summary>
    public float SmallestPerson => 0.055f * Size.Height;

    /// <summary>Nobody counts who is there for fewer frames.</summary>
    public int ShortestLife => Math.Min(Of(1.8), Math.Max(2, Frames / 2));

    /// <summary>Frames of so many seconds, at least one.</summary>
    public int Of(double seconds) => Math.Max(1, (int)Math.Round(seconds * Fps));

    /// <summary>How tall a person is whose feet are at a height of the picture, pixels.</summary>
    public float PersonAt(float y) => MathF.Max(6, _nearest * (y - _horizon) / (Size.Height - _horizon));

    /// <summary>A place for feet, well inside the picture.</summary>
    public (float X, float Y) Anywhere(Dice dice) => (dice.Between(0.1f, 0.9f) * Size.Width, dice.Between(Top, 0.95f * Size.Height));

    /// <summary>A place that lies so many persons' heights from another, on the ground.</summary>
    /// <param name="from">Where.</param>
    /// <param name="right">To the right, heights.</param>
    /// <param name="nearer">Towards the camera, heights.</param>
    public (float X, float Y) Beside((float X, float Y) from, float right, float nearer)
    {
        var unit = PersonAt(from.Y);
        return (from.X + (right * unit), from.Y + (nearer * unit / Foreshortening));
    }
}
