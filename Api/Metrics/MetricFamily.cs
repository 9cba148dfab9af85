using System.Collections.Concurrent;
using System.Text;

namespace Stvg.Api.Metrics;

/// <summary>Everything of one name.</summary>
internal sealed class MetricFamily
{
    /// <summary>Most series of one family; what is beyond goes into one that says so, as OpenTelemetry does it.</summary>
    public const int MostSeries = 1000;

    private const string Overflow = "otel_metric_overflow=\"true\"";

    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Func<Series> _make;
    private readonly string _name, _help;
    private int _count;

    /// <param name="name">Name of the family.</param>
    /// <param name="help">One line for people.</param>
    /// <param name="kind">What its values mean.</param>
    /// <param name="observed">Whether its values are asked for at every scrape, rather than told.</param>
    /// <param name="make">Makes an empty series.</param>
    public MetricFamily(string name, string help, MetricKind kind, bool observed, Func<Series> make) =>
        (_name, _help, Kind, IsObserved, _make) = (name, Escape(help), kind, observed, make);

    /// <summary>What its values mean.</summary>
    public MetricKind Kind { get; }

    /// <summary>Whether its values are asked for at every scrape.</summary>
    public bool IsObserved { get; }

    /// <summary>Instruments that write to it.</summary>
    public int Instruments { get; set; }

    /// <summary>A measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new LabelWriter(stackalloc char[256]);
        try
        {
            labels.Write(tags);
            var known = _series.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!known.TryGetValue(labels.Text, out var series)) series = Add(labels.Text);
            series.Record(value);
        }
        finally
        {
            labels.Dispose();
        }
    }

    /// <summary>Forgets its values: the next ones are about to be asked for, and what is not there any more must not be shown.</summary>
    public void Clear()
    {
        _series.Clear();
        _count = 0;
    }

    /// <summary>Appends its lines, in a stable order.</summary>
    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty) return;
        text.Append("# HELP ").Append(_name).Append(' ').Append(_help).Append('\n');
        text.Append("# TYPE ").Append(_name).Append(' ').Append(Kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Gauge => "gauge",
            _ => "histogram",
        }).Append('\n');
        foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal)) series.Write(text, _name, labels);
    }

    private static string Escape(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private Series Add(ReadOnlySpan<char> labels)
    {
        // A few too many under a race do no harm.
        if (Volatile.Read(ref _count) >= MostSeries) return _series.GetOrAdd(Overflow, _ => _make());
        var made = _make();
        var series = _series.GetOrAdd(labels.ToString(), made);
        if (ReferenceEquals(series, made)) Interlocked.Increment(ref _count);
        return series;
    }
}
