using Stvg.Core.Cameras;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>A camera whose settings are replaced.</summary>
internal static class CameraChange
{
    /// <summary>What is kept of a camera from now on.</summary>
    /// <param name="record">What is kept so far.</param>
    /// <param name="wanted">The new settings; a source that is written as it is shown, without its password, stays what it was.</param>
    public static CameraRecord Of(CameraRecord record, CameraSettings wanted)
    {
        var old = record.Settings;
        if (wanted.Source == SourceAddress.Parse(old.Source).Safe) wanted = wanted with { Source = old.Source };
        // Frame numbers go on meaning what they meant while they count the same thing.
        var isSame = wanted.Source == old.Source && wanted.Fps == old.Fps && wanted.Pace == old.Pace && wanted.Loop == old.Loop;
        return record with { Settings = wanted, Timeline = isSame ? record.Timeline : null, Ended = isSame && record.Ended };
    }
}
