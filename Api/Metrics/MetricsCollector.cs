using System.Diagnostics.Metrics;
using System.Numerics;
using System.Text;
using Microsoft.Extensions.Logging;
using Stvg.Api.Hosting;

namespace Stvg.Api.Metrics;

/// <summary>
/// Listens to the product's meters and the web server's request durations, and writes them in Prometheus' text format 0.0.4. Counts from
/// when it was made.
/// </summary>
internal sealed class MetricsCollector : IDisposable
{
    /// <summary>Media type of the text.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Func<Instrument, bool> _collects;
    private readonly MeterListener _listener;
    private readonly ILogger<MetricsCollector> _logger;

    /// <summary>Collects what the product and its web server measure.</summary>
    public MetricsCollector(ILogger<MetricsCollector> logger) : this(logger, IsProduct) { }

    /// <summary>Collects some instruments.</summary>
    internal MetricsCollector(ILogger<MetricsCollector> logger, Func<Instrument, bool> collects)
    {
        (_logger, _collects) = (logger, collects);
        _listener = new MeterListener { InstrumentPublished = Published, MeasurementsCompleted = Completed };
        Listen<byte>();
        Listen<short>();
        Listen<int>();
        Listen<long>();
        Listen<float>();
        Listen<double>();
        Listen<decimal>();
        _listener.Start();
    }

    /// <summary>Everything measured so far.</summary>
    public string Scrape()
    {
        lock (_lock)
        {
            foreach (var family in _families.Values)
                if (family.IsObserved) family.Clear();
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException error)
            {
                // One gauge that cannot be read must not hide all others.
                _logger.MetricFailed(error);
            }

            var text = new StringBuilder();
            foreach (var family in _families.Values) family.Write(text);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsProduct(Instrument instrument) =>
        instrument.Meter.Name.StartsWith("Stvg", StringComparison.Ordinal)
        || (instrument.Meter.Name == "Microsoft.AspNetCore.Hosting" && instrument.Name == "http.server.request.duration");

    private static MetricKind? KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        if (!type.IsGenericType) return null;
        var generic = type.GetGenericTypeDefinition();
        if (generic == typeof(Counter<>) || generic == typeof(ObservableCounter<>)) return MetricKind.Counter;
        if (generic == typeof(Histogram<>)) return MetricKind.Histogram;
        return generic == typeof(Gauge<>) || generic == typeof(ObservableGauge<>) || generic == typeof(UpDownCounter<>)
            || generic == typeof(ObservableUpDownCounter<>)
                ? MetricKind.Gauge
                : null;
    }

    private void Published(Instrument instrument, MeterListener listener)
    {
        if (!_collects(instrument) || KindOf(instrument) is not { } kind) return;
        var name = MetricName.Of(instrument, kind);
        lock (_lock)
        {
            if (!_families.TryGetValue(name, out var family)) _families[name] = family = Make(instrument, name, kind);
            // Two meanings under one name cannot both be shown; the first one stays.
            if (family.Kind != kind || family.IsObserved != instrument.IsObservable)
            {
                _logger.MetricClash(name, instrument.Meter.Name);
                return;
            }

            family.Instruments++;
            listener.EnableMeasurementEvents(instrument, family);
        }
    }

    private static MetricFamily Make(Instrument instrument, string name, MetricKind kind)
    {
        var help = instrument.Description ?? "";
        if (kind == MetricKind.Histogram)
        {
            var bounds = Buckets.Of(instrument);
            return new MetricFamily(name, help, kind, instrument.IsObservable, () => new HistogramSeries(bounds));
        }

        // Gauges are told as they are, the others as differences; several observed ones of a name add up within one scrape.
        var sums = kind == MetricKind.Counter || instrument.GetType().Name.Contains("UpDown", StringComparison.Ordinal);
        return new MetricFamily(name, help, kind, instrument.IsObservable, () => new ValueSeries(sums));
    }

    private void Completed(Instrument instrument, object? state)
    {
        if (state is not MetricFamily family) return;
        lock (_lock)
        {
            if (--family.Instruments == 0) _families.Remove(MetricName.Of(instrument, family.Kind));
        }
    }

    private void Listen<T>()
        where T : struct, INumber<T> =>
        _listener.SetMeasurementEventCallback<T>(
            static (_, value, tags, state) => ((MetricFamily)state!).Record(double.CreateSaturating(value), tags));
}
