using System.Globalization;

namespace Stvg.Bench.Cluster;

/// <summary>What was measured of a <see cref="Case"/>.</summary>
internal sealed record Figures(Case Case)
{
    public double FramesPerSecond { get; init; }

    public double QueriesPerSecond { get; init; }

    /// <summary>CPU time of a frame, microseconds.</summary>
    public double Cost { get; init; }

    /// <summary>Share of it in which the garbage collector has stopped everybody else.</summary>
    public double Collecting { get; init; }

    public double AlertsPerSecond { get; init; }

    /// <summary>From a frame to its alert's being written, milliseconds, in order.</summary>
    public IReadOnlyList<double> Delays { get; init; } = [];

    /// <summary>Bytes of all messages between silos, over the updates.</summary>
    public double BytesPerUpdate { get; init; }

    /// <summary>Share of the updates that went through the stream, since their group was elsewhere.</summary>
    public double Crossed { get; init; }

    /// <summary>Grain state: bytes written over the updates, and writes a second.</summary>
    public double StoredPerUpdate { get; init; }
    public double Writes { get; init; }

    /// <summary>Managed memory of a camera that has seen nothing yet, and of one that watches, KB.</summary>
    public double Idle { get; init; }
    public double Running { get; init; }

    /// <summary>How far a camera was behind its time at the most, milliseconds.</summary>
    public double Late { get; init; }

    public static void Head(string title) => Console.WriteLine(
        $"\n{title}\n{"where",-20} cameras  frames/s  queries/s  CPU us/frame  of it GC %  CPU % of a camera at 5/s  crossed %"
        + "  bytes per update: between silos  stored  stored/s  KB of a camera: idle  running  alerts/s"
        + "  frame to alert ms: p50    p99  late ms");

    public Figures Print()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Case.Place,-20} {Case.Cameras,7}  {FramesPerSecond,8:F0}  {QueriesPerSecond,9:F0}  {Cost,12:F0}  {Collecting * 100,10:F0}  ")
            + string.Create(CultureInfo.InvariantCulture,
            $"{Cost / 1e6 * Recording.Fps * 100,24:F2}  {Crossed * 100,9:F0}  {BytesPerUpdate,31:F0}  {StoredPerUpdate,6:F0}  ")
            + string.Create(CultureInfo.InvariantCulture,
            $"{Writes,8:F0}  {Idle,20:F0}  {Running,7:F0}  {AlertsPerSecond,8:F0}  {At(0.5),22:F0}  {At(0.99),5:F0}  {Late,7:F0}"));
        return this;
    }

    private double At(double share) => Delays.Count == 0 ? double.NaN : Delays[Math.Min(Delays.Count - 1, (int)(Delays.Count * share))];
}
