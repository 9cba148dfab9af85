using System.Globalization;

namespace Stvg.Bench.Cluster;

/// <summary>Grains beside the engine of one process.</summary>
internal static class EngineBench
{
    private const int Cameras = 100;

    public static async Task RunAsync(Load load, int rounds, double seconds, int onlySilos)
    {
        Figures.Head("cameras that track");
        Case[] cases = [.. Enumerable.Range(0, 4).Select(s => new Case(s, Cameras, true, seconds)),
            new Case(3, Cameras, true, seconds, Apart: true)];
        if (onlySilos > 0) cases = [.. cases.Where(c => c.Silos == 0 || c.Silos == onlySilos)];
        foreach (var pays in cases) await Bench.RunAsync(load, pays with { Seconds = seconds / 2 });
        Console.WriteLine("(the compiler is paid for)");
        var measured = new List<Figures[]>();
        for (var i = 0; i < rounds; i++)
        {
            var round = new List<Figures>();
            foreach (var one in cases) round.Add((await Bench.RunAsync(load, one)).Print());
            measured.Add([.. round]);
        }

        Console.WriteLine($"\nmedian of {rounds} rounds\n{"where",-20} CPU us/frame  times one process (from, to)");
        for (var i = 0; i < cases.Length; i++)
        {
            var cost = Median([.. measured.Select(r => r[i].Cost)]);
            var ratios = measured.Select(r => r[i].Cost / r[0].Cost).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{cases[i].Place,-20} {cost,12:F0}  {Median(ratios),17:F2} ({ratios[0]:F2}, {ratios[^1]:F2})"));
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
