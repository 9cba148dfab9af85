namespace Stvg.Core.Tracking;

/// <summary>How many detections a tracker could not use since it was made, by reason. All zero for a sound detector.</summary>
/// <param name="NotFinite">A coordinate or the score is NaN or infinite.</param>
/// <param name="Empty">Width or height is zero or negative.</param>
/// <param name="Huge">A coordinate is beyond a million pixels.</param>
/// <param name="BadClass">The class index is below -1 or above 65,535.</param>
public readonly record struct DetectionRejections(long NotFinite, long Empty, long Huge, long BadClass)
{
    /// <summary>All of them.</summary>
    public long Total => NotFinite + Empty + Huge + BadClass;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Total} detections ignored: {NotFinite} not finite, {Empty} empty, "
        + $"{Huge} beyond a million pixels, {BadClass} of an impossible class";
}
