namespace Stvg.Core.Cameras;

/// <summary>Whether a frame is worth a run of the detector, and why.</summary>
/// <param name="Detect">Run the detector on it.</param>
/// <param name="Reason">The strongest reason for that, or the reason why not.</param>
public readonly record struct FrameVerdict(bool Detect, FrameReason Reason);

/// <summary>Why a frame is detected or skipped.</summary>
public enum FrameReason
{
    /// <summary>Detected: every frame is.</summary>
    Every,

    /// <summary>Detected: nothing is known yet.</summary>
    First,

    /// <summary>Detected: something moves where no object is known.</summary>
    Motion,

    /// <summary>Detected: something moves at the picture's border where no object is known, or a known one is about to go out there.</summary>
    Border,

    /// <summary>Detected: where an object is, or who is who, would soon be a guess.</summary>
    Uncertain,

    /// <summary>Detected: the last look was too long ago, whatever else is known.</summary>
    LongestGap,

    /// <summary>Detected: the camera moves, so that the picture does not tell what else does.</summary>
    Camera,

    /// <summary>Detected: the clip ends here.</summary>
    Last,

    /// <summary>Skipped: nothing moves and nobody is there.</summary>
    Quiet,

    /// <summary>Skipped: everything that moves is known, and where it will be can be told.</summary>
    Predictable,
}
