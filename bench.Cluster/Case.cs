using System.Globalization;

namespace Stvg.Bench.Cluster;

/// <summary>What one row of a table is about.</summary>
/// <param name="Silos">0: no grains at all, one process.</param>
/// <param name="Cameras">So many cameras.</param>
/// <param name="Tracks">Whether they track, or tell what was tracked once for all.</param>
/// <param name="Seconds">How long is measured, seconds of the wall's clock.</param>
/// <param name="Apart">
/// Whether the last silo judges and the others watch, so that every update crosses; else every silo has every role.
/// </param>
internal sealed record Case(int Silos, int Cameras, bool Tracks, double Seconds, bool Apart = false)
{
    // Frames a second of all cameras together: at the most, and before anything is measured.
    private const double Most = 500, WarmUp = 1600;

    /// <summary>Frames a second of one camera.</summary>
    public double Rate => Math.Min(Recording.Fps, Most / Cameras);

    /// <summary>The same for the frames that come before anything is measured.</summary>
    public double WarmUpRate => Math.Max(Rate, WarmUp / Cameras);

    /// <summary>Frames of every camera before anything is measured: tracks and alerts need a past.</summary>
    public const int WarmUpFrames = 40;

    /// <summary>Where: one process, or so many silos.</summary>
    public string Place => Silos == 0 ? "one process" : string.Create(
        CultureInfo.InvariantCulture, $"{Silos} silo{(Silos == 1 ? "" : "s")}{(Apart ? ", roles apart" : "")}");
}
