using System.Globalization;

namespace Stvg.Bench.Cluster;

/// <summary>Whether a camera costs the same however many there are.</summary>
internal static class ScaleBench
{
    private static readonly int[] s_cameras = [100, 500, 2000];

    public static async Task RunAsync(Load load, double seconds, int onlySilos, int onlyCameras)
    {
        Figures.Head("cameras that tell what was tracked");
        await Bench.RunAsync(load, new Case(1, 500, false, 10));
        Console.WriteLine("(the compiler is paid for)");
        for (var silos = 1; silos <= 3; silos++)
        {
            if (onlySilos > 0 && onlySilos != silos) continue;
            var costs = new List<double>();
            foreach (var cameras in s_cameras)
            {
                if (onlyCameras > 0 && onlyCameras != cameras) continue;
                // So many cameras take turns: each is to be seen for ten frames at least.
                var one = new Case(silos, cameras, false, seconds);
                costs.Add((await Bench.RunAsync(load, one with { Seconds = Math.Max(seconds, 10 / one.Rate) })).Print().Cost);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-20} most over least: {costs.Max() / costs.Min():F2}"));
        }
    }
}
