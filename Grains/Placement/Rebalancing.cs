using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Placement;

/// <summary>
/// Decides whether a silo gives one of its cameras away, by what cameras cost as measured. It reads no clock; it is asked after every
/// report.
/// </summary>
/// <remarks>
/// A camera that moves is not watched for a second or two, and its objects get new ids. So only the busiest silo gives anything away, only
/// one camera at a time, only when the difference has lasted, and only when it becomes much smaller by it. Of cameras that would do about
/// as well one is given whose group has more of its cameras there than here: in the end a group goes as a whole.
/// </remarks>
/// <param name="groupOf">The number of a camera's group.</param>
internal sealed class Rebalancing(Func<string, int> groupOf)
{
    // Fifteen reports are half a minute; a silo that has just come gets its first camera after that.
    private const int Lasting = 15;

    // Share of a silo's processors by which the busiest has to become less busy. Less is not worth the gap.
    private const double WorthIt = 0.1;

    // Cameras that leave the busier silo as busy as that, but for such a share of its processors, do as well.
    private const double AsWell = 0.02;

    private int _uneven;

    /// <summary>A camera to give away and the address of the silo that is to have it; null when everything stays.</summary>
    /// <param name="self">Address of the silo that asks.</param>
    /// <param name="loads">All silos that may have cameras.</param>
    /// <param name="cameras">Its cameras that may move, with their costs.</param>
    public (string Camera, string Target)? Choose(string self, IReadOnlyList<SiloLoad> loads, IReadOnlyList<CameraReport> cameras)
    {
        var move = Best(self, loads, cameras);
        _uneven = move is null ? 0 : _uneven + 1;
        if (_uneven < Lasting) return null;
        _uneven = 0;
        return move;
    }

    private (string, string)? Best(string self, IReadOnlyList<SiloLoad> loads, IReadOnlyList<CameraReport> cameras)
    {
        if (loads.FirstOrDefault(l => l.Address == self) is not { IsLeaving: false } mine) return null;
        var others = loads.Where(l => l.Address != self && !l.IsLeaving).ToList();
        if (others.Count == 0 || others.Any(o => o.Cost > mine.Cost)) return null;
        var target = others.MinBy(o => o.Cost)!;
        // The busier of the two afterwards.
        double After(CameraReport camera) =>
            Math.Max(mine.Cost - (camera.Cost / mine.Processors), target.Cost + (camera.Cost / target.Processors));
        var fit = cameras.Where(c => After(c) <= mine.Cost - WorthIt).ToList();
        if (fit.Count == 0) return null;
        var least = fit.Min(After);
        int Pull(CameraReport camera) => target.CamerasOf(groupOf(camera.CameraId)) - mine.CamerasOf(groupOf(camera.CameraId));
        return (fit.Where(c => After(c) <= least + AsWell).OrderByDescending(Pull).ThenBy(After).First().CameraId, target.Address);
    }
}
