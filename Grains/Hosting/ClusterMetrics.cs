using System.Diagnostics.Metrics;

namespace Stvg.Grains.Hosting;

/// <summary>
/// What a silo measures beside what one process does (<see cref="Embedded.Live.ServerMetrics"/>); docs/cluster.md names it.
/// </summary>
internal static class ClusterMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Stvg.Grains";

    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_updates = s_meter.CreateCounter<long>(
        "stvg.cluster.updates", description: "Updates of cameras by their way to their group: here, or stream.");

    private static readonly KeyValuePair<string, object?> s_here = new("way", "here"), s_stream = new("way", "stream");

    /// <summary>An update was told.</summary>
    public static void Told(bool isHere) => s_updates.Add(1, isHere ? s_here : s_stream);
}
