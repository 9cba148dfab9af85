using System.Diagnostics.Metrics;

namespace Stvg.Api.Hosting;

/// <summary>What the API counts of itself (docs/api.md).</summary>
internal sealed class ApiMetrics : IDisposable
{
    private readonly Meter _meter = new("Stvg.Api");
    private readonly UpDownCounter<int> _streams;
    private readonly Counter<long> _events, _refusals;

    public ApiMetrics()
    {
        _streams = _meter.CreateUpDownCounter<int>("stvg.api.streams", "{stream}", "Alert streams that are open.");
        _events = _meter.CreateCounter<long>("stvg.api.events", "{event}", "Alerts sent to alert streams.");
        _refusals = _meter.CreateCounter<long>(
            "stvg.api.refusals", "{request}", "Requests refused for want of a key or a role, or as too many.");
    }

    public void StreamOpened() => _streams.Add(1);

    public void StreamClosed() => _streams.Add(-1);

    public void EventSent() => _events.Add(1);

    public void Refused(int status) => _refusals.Add(1, new KeyValuePair<string, object?>("status", status));

    public void Dispose() => _meter.Dispose();
}
