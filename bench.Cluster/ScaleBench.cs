using System.Globalization;

namespace Stvg.Bench.Cluster;

/// <summary>Whether a camera costs the same however many there are.</summary>
internal static class ScaleBench
{
    private static readonly int[] s_cameras = [100, 500, 2000];
    private const double LeastSeconds = 20;

    /// <summary>
    /// Every row begins long after its cameras do, for then more alerts are opened than later, and lasts long enough for the garbage collector to
    /// take its share: it has something to do every few seconds only.
    /// </summary>
    public static async Task RunAsync(Load load, int frames, int? onlySilos, int? onlyCameras)
    {
        Figures.Head("cameras that tell what was tracked");
        await Bench.RunAsync(load, new Case(1, 500, false, 10));
        Console.WriteLine("(the compiler is paid for)");
        // Beside no silo at all: what grows with the cameras there is not the grains' doing.
        for (var silos = 0; silos <= 3; silos++)
        {
            if (onlySilos is { } number && number != silos) continue;
            var costs = new List<double>();
            foreach (var cameras in s_cameras)
            {
                if (onlyCameras is { } count && count != cameras) continue;
                var one = new Case(silos, cameras, false, 0);
                costs.Add((await Bench.RunAsync(load, one with { Seconds = Math.Max(LeastSeconds, frames / one.Rate) })).Print().Cost);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-20} most over least: {costs.Max() / costs.Min():F2}"));
        }
    }
}
