using System.Diagnostics.Metrics;

namespace Stvg.Api.Metrics;

/// <summary>Ranges of histograms: those that the instrument asks for, or else some that suit its unit.</summary>
internal static class Buckets
{
    private static readonly double[] s_seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] s_milliseconds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000];
    private static readonly double[] s_bytes = [.. Enumerable.Range(10, 21).Where(i => i % 2 == 0).Select(i => Math.Pow(2, i))];
    private static readonly double[] s_ratio = [.. Enumerable.Range(1, 10).Select(i => i / 10.0)];
    private static readonly double[] s_other = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

    public static double[] Of(Instrument instrument) =>
        Asked<double>(instrument) ?? Asked<float>(instrument) ?? Asked<long>(instrument) ?? Asked<int>(instrument) ?? instrument.Unit switch
        {
            "s" => s_seconds,
            "ms" => s_milliseconds,
            "By" => s_bytes,
            "1" => s_ratio,
            _ => s_other,
        };

    private static double[]? Asked<T>(Instrument instrument)
        where T : struct, System.Numerics.INumber<T> =>
        instrument is Histogram<T> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds }
            ? [.. bounds.Select(double.CreateSaturating).Distinct().Order()]
            : null;
}
