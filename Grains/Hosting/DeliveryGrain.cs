using Microsoft.Extensions.Logging;
using Stvg.Embedded.Live;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Hosting;

/// <summary>See <see cref="IDeliveryGrain"/>. It also makes room: recordings and metadata that are too old go.</summary>
[SiloRole(RoleNames.Query), KeepAlive]
internal sealed class DeliveryGrain(SiloParts silo, ILogger<DeliveryGrain> log) : Grain, IDeliveryGrain, IRemindable, IAsyncDisposable
{
    // A claim outlives the longest call; who died with one holds it up for so long.
    private static readonly TimeSpan s_hold = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_reminderPeriod = TimeSpan.FromMinutes(1), s_listen = TimeSpan.FromMilliseconds(250);

    private WebhookCaller? _caller;
    private Retention? _retention;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var options = silo.Options.Server;
        _caller = new WebhookCaller(silo.Archive, new AlertFeed(silo.Archive, silo.Time, s_listen), options, log, s_hold);
        _retention = new Retention(options, silo.Archive, log);
        await this.RegisterOrUpdateReminder("run", s_reminderPeriod, s_reminderPeriod, cancellationToken);
    }

    /// <summary>By the runtime, when the activation ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_caller is not null) await _caller.DisposeAsync();
        if (_retention is not null) await _retention.DisposeAsync();
        (_caller, _retention) = (null, null);
    }

    public Task RunAsync() => Task.CompletedTask; // to be called is to be active

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}
