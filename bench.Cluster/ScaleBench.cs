using System.Globalization;

namespace Stvg.Bench.Cluster;

/// <summary>Whether a camera costs the same however many there are.</summary>
internal static class ScaleBench
{
    private static readonly int[] s_cameras = [100, 500, 2000];
    private const double LeastSeconds = 20;

    /// <summary>
    /// Every row measures the same frames of each camera: soon after a camera begins more alerts are opened than later, so that rows with few of its
    /// frames would be dearer for that alone. Rows that are over soon are repeated, and the one in the middle is told.
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
                one = one with { Seconds = frames / one.Rate };
                var runs = new List<Figures>();
                while (runs.Count == 0 || runs.Count * one.Seconds < LeastSeconds) runs.Add(await Bench.RunAsync(load, one));
                costs.Add(runs.OrderBy(r => r.Cost).ElementAt(runs.Count / 2).Print().Cost);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-20} most over least: {costs.Max() / costs.Min():F2}"));
        }
    }
}
