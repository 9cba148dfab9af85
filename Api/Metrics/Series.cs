using System.Globalization;
using System.Text;

namespace Stvg.Api.Metrics;

/// <summary>The values of one family under one set of labels. Written by many threads, read by a scrape.</summary>
internal abstract class Series
{
    /// <summary>A measurement: an amount for sums and histograms, a new value for gauges.</summary>
    public abstract void Record(double value);

    /// <summary>Appends its lines.</summary>
    public abstract void Write(StringBuilder text, string name, string labels);

    /// <summary>Appends one line.</summary>
    protected static void Line(StringBuilder text, string name, string suffix, string labels, string? le, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0 || le is not null)
        {
            text.Append('{').Append(labels);
            if (le is not null) text.Append(labels.Length > 0 ? "," : "").Append("le=\"").Append(le).Append('"');
            text.Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>A number as the exposition format writes it.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}

/// <summary>A sum of amounts, or the latest value.</summary>
internal sealed class ValueSeries(bool sums) : Series
{
    private double _value;

    public override void Record(double value)
    {
        if (!sums)
        {
            Volatile.Write(ref _value, value);
            return;
        }

        double before, seen = Volatile.Read(ref _value);
        do
        {
            before = seen;
            seen = Interlocked.CompareExchange(ref _value, before + value, before);
        }
        while (BitConverter.DoubleToInt64Bits(seen) != BitConverter.DoubleToInt64Bits(before));
    }

    public override void Write(StringBuilder text, string name, string labels) =>
        Line(text, name, "", labels, null, Volatile.Read(ref _value));
}

/// <summary>Counts by range, their number and their sum.</summary>
/// <param name="bounds">Upper ends of the ranges, inclusive, ascending; a last range without end follows.</param>
internal sealed class HistogramSeries(double[] bounds) : Series
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public override void Record(double value)
    {
        if (double.IsNaN(value)) return; // it falls into no range
        var found = Array.BinarySearch(bounds, value);
        lock (_lock)
        {
            _counts[found >= 0 ? found : ~found]++;
            _sum += value;
        }
    }

    public override void Write(StringBuilder text, string name, string labels)
    {
        Span<long> counts = stackalloc long[_counts.Length];
        double sum;
        lock (_lock)
        {
            _counts.CopyTo(counts);
            sum = _sum;
        }

        long below = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            below += counts[i];
            Line(text, name, "_bucket", labels, Number(i < bounds.Length ? bounds[i] : double.PositiveInfinity), below);
        }

        Line(text, name, "_sum", labels, null, sum);
        Line(text, name, "_count", labels, null, below);
    }
}
