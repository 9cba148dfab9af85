using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Stvg.Embedded.Live;

/// <summary>What a server measures of itself, per camera and stage; docs/operations.md lists it.</summary>
internal static class ServerMetrics
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "Stvg.Embedded";

    private static readonly Meter s_meter = new(Name);

    public static readonly ActivitySource Traces = new(Name);

    public static readonly Counter<long> Frames =
        s_meter.CreateCounter<long>("stvg.camera.frames", description: "Frames by what became of them: detected, skipped, dropped.");

    public static readonly Histogram<double> Delay =
        s_meter.CreateHistogram<double>("stvg.camera.delay", "s", "From a frame's capture to when its update was done.");

    public static readonly Counter<long> Reconnects =
        s_meter.CreateCounter<long>("stvg.camera.reconnects", description: "Times a source was lost.");

    public static readonly Counter<long> Tubelets =
        s_meter.CreateCounter<long>("stvg.camera.tubelets", description: "Tubelets that ended and were archived.");

    public static readonly Counter<long> Alerts =
        s_meter.CreateCounter<long>("stvg.alerts.changes", description: "Changes of alerts that were written, by state.");

    public static readonly Histogram<double> AlertLatency =
        s_meter.CreateHistogram<double>("stvg.alerts.latency", "s", "From the capture of the frame that sufficed to when the opened alert was written.");

    public static readonly Counter<long> Verdicts =
        s_meter.CreateCounter<long>("stvg.alerts.verdicts", description: "Candidates for alerts by what came of asking the judge.");

    public static readonly Histogram<double> Evaluation =
        s_meter.CreateHistogram<double>("stvg.queries.evaluation", "s", "Time to judge one camera update against all standing queries.");

    public static readonly Counter<long> Deliveries =
        s_meter.CreateCounter<long>("stvg.webhooks.calls", description: "Webhook calls by outcome: delivered, failed, given_up.");

    public static readonly Histogram<double> Search =
        s_meter.CreateHistogram<double>("stvg.search.duration", "s", "Time to answer a search.");

    public static readonly Counter<long> RecordedBytes =
        s_meter.CreateCounter<long>("stvg.recording.bytes", "By", "Bytes of finished recording segments.");

    /// <summary>Gauges that ask a running server; they end with the returned object.</summary>
    public static IDisposable Observe(Func<IEnumerable<Measurement<int>>> cameras, Func<int> queries, Func<int> updates)
    {
        var meter = new Meter(Name);
        meter.CreateObservableGauge("stvg.cameras", cameras, description: "Cameras by phase.");
        meter.CreateObservableGauge("stvg.queries", queries, description: "Standing queries.");
        meter.CreateObservableGauge("stvg.queries.waiting", updates, description: "Camera updates that wait to be judged.");
        return meter;
    }
}
