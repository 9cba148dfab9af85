using Stvg.Api.Hosting;
using Stvg.Core.Services;

namespace Stvg.Api.Limits;

/// <summary>Places for clients that stay: each holds a connection, and somebody who looks for it.</summary>
internal sealed class StreamSlots(ApiOptions options, ApiMetrics metrics)
{
    private int _taken;

    /// <summary>Takes a place until what it returns is disposed.</summary>
    /// <exception cref="ServiceException">All are taken.</exception>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref _taken) > options.MaxStreams)
        {
            Interlocked.Decrement(ref _taken);
            throw new ServiceException(
                ServiceError.Unavailable, $"{options.MaxStreams} streams are open and no more are served; close one or try later");
        }

        metrics.StreamOpened();
        return new Slot(this);
    }

    private sealed class Slot(StreamSlots slots) : IDisposable
    {
        private StreamSlots? _slots = slots;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _slots, null) is not { } owner) return;
            Interlocked.Decrement(ref owner._taken);
            owner.Metrics.StreamClosed();
        }
    }

    private ApiMetrics Metrics => metrics;
}
