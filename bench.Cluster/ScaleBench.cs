using System.Globalization;

namespace Stvg.Bench.Cluster;

/// <summary>Whether a camera costs the same however many there are.</summary>
internal static class ScaleBench
{
    private static readonly int[] s_cameras = [100, 500, 2000];
    private const double LeastSeconds = 20;

    /// <summary>
    /// Every row begins long after its cameras do, for then more alerts are opened than later, and lasts long enough for the garbage
    /// collector to take its share: it has something to do every few seconds only. The first row comes once more at the end, and
    /// counts with the mean of both: machines that others use, too, are now slower and now faster.
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
            int[] rows = onlyCameras is { } count ? [count] : [.. s_cameras, s_cameras[0]];
            var costs = new List<(int Cameras, double Cost)>();
            foreach (var cameras in rows)
            {
                var one = new Case(silos, cameras, false, 0);
                costs.Add((cameras, (await Bench.RunAsync(load, one with { Seconds = Math.Max(LeastSeconds, frames / one.Rate) })).Print().Cost));
            }

            var means = costs.GroupBy(c => c.Cameras, c => c.Cost, (_, each) => each.Average()).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-20} most over least: {means.Max() / means.Min():F2}"));
        }
    }
}
