using System.Threading.Channels;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Embedded.Live;
using Stvg.Storage;

namespace Stvg.Bench.Cluster;

/// <summary>One thread of standing queries, as one process has it.</summary>
internal sealed class Desk : IUpdateSink, IAsyncDisposable
{
    private readonly Channel<CameraUpdate> _inbox = Channel.CreateBounded<CameraUpdate>(256);
    private readonly Task _running;

    public Desk(StandingQueries queries, IArchive archive) => _running = Task.Run(async () =>
    {
        var writes = new List<AlertWrite>();
        while (await _inbox.Reader.WaitToReadAsync())
        {
            writes.Clear();
            for (var i = 0; i < 64 && _inbox.Reader.TryRead(out var update); i++)
                writes.AddRange(queries.Update(update).Select(a => new AlertWrite(a, a.Tube.Query, null)));
            if (writes.Count > 0) await archive.WriteAlertsAsync(writes, DateTimeOffset.UtcNow, CancellationToken.None);
        }
    });

    public ValueTask PostAsync(CameraUpdate update, CancellationToken ct) => _inbox.Writer.WriteAsync(update, ct);

    public Task DrainAsync(CancellationToken ct) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _inbox.Writer.Complete();
        await _running;
    }
}
