using Stvg.Api.Mapping;
using Stvg.Core.Services;

namespace Stvg.Api.Streaming;

/// <summary>Carries changes of alerts to one client as they come, and a heartbeat when none comes.</summary>
internal sealed class EventPump(IAsyncEnumerator<AlertRecord> changes, bool boxes, EventWriter writer, KeyWatch keys, ApiOptions options)
{
    /// <summary>Runs until the client leaves, its key is revoked, or there will be no more changes.</summary>
    /// <param name="end">Ends it; is cancelled when it returns.</param>
    public async Task RunAsync(CancellationTokenSource end)
    {
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            while (await ComesAsync(next, end.Token))
            {
                writer.Write(changes.Current.ToResponse(boxes));
                if (writer.IsFull && !await writer.FlushAsync(end.Token)) return;
                next = changes.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // An enumerator must not be disposed while it moves: stop it first.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits for the next change; false: this is the end.</summary>
    private async Task<bool> ComesAsync(Task<bool> next, CancellationToken ct)
    {
        // Changes that are there already travel together.
        if (!next.IsCompleted && !await writer.FlushAsync(ct)) return false;
        while (!await IsInTimeAsync(next, ct))
        {
            writer.Heartbeat();
            if (!await writer.FlushAsync(ct) || !await keys.StillGoodAsync(ct)) return false;
        }

        return await next && await keys.StillGoodAsync(ct);
    }

    private async Task<bool> IsInTimeAsync(Task<bool> next, CancellationToken ct)
    {
        if (next.IsCompleted) return true;
        try
        {
            await next.WaitAsync(options.Heartbeat, options.Clock, ct);
            return true;
        }
        catch (TimeoutException) when (!next.IsFaulted)
        {
            return false;
        }
    }
}
