using Orleans.Concurrency;
using Orleans.Placement;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Clips;

/// <summary>See <see cref="IClipGrain"/>. Its turns only hand over to the silo's desk, and wait for it.</summary>
[SiloHost, Immovable, Reentrant]
internal sealed class ClipGrain(ClipDesk desk) : Grain, IClipGrain
{
    public Task<ClipReport> StartAsync(ClipJob job) => Task.FromResult(desk.Start(job));

    public Task<ClipReport> WaitAsync(string jobId) => desk.WaitAsync(jobId);

    public Task CancelAsync(string jobId)
    {
        desk.Cancel(jobId);
        return Task.CompletedTask;
    }
}
