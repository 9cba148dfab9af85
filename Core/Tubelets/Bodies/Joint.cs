namespace Stvg.Core.Tubelets.Bodies;

/// <summary>The 17 joints of COCO, in its order; left and right are the person's own.</summary>
public enum Joint
{
#pragma warning disable CS1591 // the names are the documentation
    Nose, LeftEye, RightEye, LeftEar, RightEar, LeftShoulder, RightShoulder, LeftElbow, RightElbow, LeftWrist, RightWrist,
    LeftHip, RightHip, LeftKnee, RightKnee, LeftAnkle, RightAnkle,
#pragma warning restore CS1591
}

/// <summary>Where a joint was found.</summary>
/// <param name="X">Pixels of the original frame.</param>
/// <param name="Y">Pixels of the original frame.</param>
/// <param name="Score">How sure, in [0, 1].</param>
public readonly record struct JointPoint(float X, float Y, float Score)
{
    /// <summary>Below this a joint is a guess.</summary>
    public const float Trusted = 0.2f;

    /// <summary>Whether the joint was seen.</summary>
    public bool IsTrusted => Score >= Trusted;
}
