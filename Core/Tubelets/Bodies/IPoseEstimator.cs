using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets.Bodies;

/// <summary>Finds the joints of one person in a picture.</summary>
public interface IPoseEstimator
{
    /// <summary>Number of joints; a joint's index is its <see cref="Joint"/> value.</summary>
    const int Joints = 17;

    /// <summary>Looks at one person.</summary>
    /// <param name="frame">The frame, with its picture; not kept.</param>
    /// <param name="box">The person's box, original pixels.</param>
    /// <param name="joints">Receives <see cref="Joints"/> points in original pixels.</param>
    void Estimate(Frame frame, in Box box, Span<JointPoint> joints);
}
