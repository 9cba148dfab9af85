using Stvg.Core;

namespace Stvg.Video.OpenCv;

/// <summary>Settings of a <see cref="FlowCameraMotion"/>; lengths in pixels of its working picture.</summary>
public sealed record CameraMotionOptions
{
    /// <summary>Longer side of the working picture. At 416 the whole costs 1 to 2 ms a frame of one core; at 640 three times that.</summary>
    public int LongSide { get; init; } = 416;

    /// <summary>Corners that are followed.</summary>
    public int Corners { get; init; } = 160;

    /// <summary>Fewer than this share of them left: new ones are looked for.</summary>
    public float FewestLeft { get; init; } = 0.5f;

    /// <summary>A point that is off by more than this is not one of the resting scene.</summary>
    public double Tolerance { get; init; } = 1;

    /// <summary>A scene that moved by less than this anywhere has not moved: what flickers and is packed is never quite the same.</summary>
    public double Rest { get; init; } = 0.5;

    /// <summary>Fewest points that tell how a camera moved.</summary>
    public int FewestAgreeing { get; init; } = 12;

    /// <summary>The least share of the points that have to agree.</summary>
    public float LeastAgreement { get; init; } = 0.3f;

    internal void Validate()
    {
        if (LongSide < 64 || Corners < FewestAgreeing || FewestAgreeing < 3)
        {
            throw new StvgException(
                $"camera motion options: LongSide {LongSide}, Corners {Corners}, FewestAgreeing {FewestAgreeing}; at least 64, FewestAgreeing and 3");
        }
        if (!(Tolerance > 0 && Rest > 0 && LeastAgreement > 0 && FewestLeft > 0))
            throw new StvgException("camera motion options: every one of Tolerance, Rest, LeastAgreement and FewestLeft has to be a positive number");
    }
}
