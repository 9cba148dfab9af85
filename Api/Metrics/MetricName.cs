using System.Diagnostics.Metrics;
using System.Text;

namespace Stvg.Api.Metrics;

/// <summary>
/// Names as Prometheus wants them: letters, digits and underscores, the unit in full at the end, and "_total" after counters, as
/// OpenTelemetry's rules for Prometheus say (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/).
/// </summary>
internal static class MetricName
{
    private const string Own = "stvg_", Total = "_total";

    /// <summary>Name of an instrument's family.</summary>
    public static string Of(Instrument instrument, MetricKind kind)
    {
        var name = Sanitize(instrument.Name);
        var isOwn = instrument.Meter.Name.StartsWith("Stvg", StringComparison.Ordinal);
        if (isOwn && !name.StartsWith(Own, StringComparison.Ordinal)) name = Own + name;
        if (kind == MetricKind.Counter && name.EndsWith(Total, StringComparison.Ordinal)) name = name[..^Total.Length];
        var unit = UnitOf(instrument.Unit, kind);
        if (unit.Length > 0 && !name.Split('_').Contains(unit)) name += "_" + unit;
        return kind == MetricKind.Counter ? name + Total : name;
    }

    /// <summary>A name with every other character as an underscore; "le" belongs to histograms.</summary>
    public static string Sanitize(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) text.Append('_');
        foreach (var c in name) text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return text.ToString() is "le" ? "le_" : text.ToString();
    }

    // "{frame}" says what is counted and is no unit.
    private static string UnitOf(string? unit, MetricKind kind) => unit switch
    {
        null or "" => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "By" => "bytes",
        "%" => "percent",
        "1" => kind == MetricKind.Gauge ? "ratio" : "",
        _ when unit.StartsWith('{') => "",
        _ => Sanitize(unit).Trim('_'),
    };
}

/// <summary>Kinds of families, by what their values mean.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>How often values fell into which range.</summary>
    Histogram,
}
