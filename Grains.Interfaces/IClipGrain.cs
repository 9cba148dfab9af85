using Orleans.Concurrency;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Interfaces;

/// <summary>
/// Questions about one clip, and searches, as one silo answers them (key: the silo's name), beside the turns of its grains. An answer
/// changes nothing but the archive, where it is kept under its id, so a question may be asked again, here or elsewhere. Whoever asked has
/// to keep asking how it goes: a job that nobody asks for any more is given up.
/// </summary>
[Alias("stvg.clips")]
public interface IClipGrain : IGrainWithStringKey
{
    /// <summary>Begins a job; one of that id that is known already is only reported of.</summary>
    [Alias("start"), AlwaysInterleave]
    Task<ClipReport> StartAsync(ClipJob job);

    /// <summary>How a job goes; answers when it is done, or after a second.</summary>
    [Alias("wait"), AlwaysInterleave]
    Task<ClipReport> WaitAsync(string jobId);

    /// <summary>Gives a job up: decoding and inference end at once.</summary>
    [Alias("cancel"), AlwaysInterleave]
    Task CancelAsync(string jobId);
}
