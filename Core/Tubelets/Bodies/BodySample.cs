using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets.Bodies;

/// <summary>What one look at a person's body tells beyond colours: head, length of the coat, stripes, posture.</summary>
/// <param name="Frame">Frame number from 0.</param>
/// <param name="Box">The person's box on that frame, original pixels.</param>
/// <param name="Weight">How much the sample counts: as <see cref="ColourSample.Weight"/>, times the share of the joints that were seen.</param>
public sealed record BodySample(int Frame, Box Box, float Weight)
{
    /// <summary>The top of the head.</summary>
    public CrownShares Crown { get; init; }

    /// <summary>What hangs down from the head between the shoulders; null where the person does not turn the back to the camera.</summary>
    public CrownShares? Nape { get; init; }

    /// <summary>
    /// Where what covers the upper body ends: 0 at the hips, 1 at the knees or below. Null where upper body and shins look alike: then no hem is seen.
    /// </summary>
    public float? Hem { get; init; }

    /// <summary>How strongly light and dark alternate down the chest or back, relative to its brightness.</summary>
    public float Stripes { get; init; }

    /// <summary>How the body is held.</summary>
    public PostureMeasure Posture { get; init; }
}

/// <summary>What the top or the back of a head shows, as shares of its pixels.</summary>
/// <param name="Dark">Dark hair, or something dark on it.</param>
/// <param name="Skin">Skin.</param>
/// <param name="Fair">Blonde hair; skin in yellow light looks like it.</param>
public readonly record struct CrownShares(float Dark, float Skin, float Fair);

/// <summary>How a body is held, in lengths of the box's height; a picture's down is positive.</summary>
/// <param name="Torso">How far the hips are below the neck.</param>
/// <param name="Lean">How far the neck is beside the hips.</param>
/// <param name="Thigh">How far the knees are below the hips; null where they were not seen.</param>
/// <param name="Hand">How far the higher hand is above the shoulders; null where none was seen.</param>
/// <param name="Flatness">Width of the box by its height.</param>
public readonly record struct PostureMeasure(float Torso, float Lean, float? Thigh, float? Hand, float Flatness);
