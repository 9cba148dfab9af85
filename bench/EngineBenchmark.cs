using System.Diagnostics;
using Stvg.Embedded;

namespace Stvg.Bench;

/// <summary>A clip through the engine: what tracking, appearance and colours cost beside decoding and detecting, and how much memory is held.</summary>
internal static class EngineBenchmark
{
    private const int Rounds = 3;

    public static int Run(string[] args)
    {
        if (args.Length != 1)
        {
            Console.Error.WriteLine("usage: engine VIDEO");
            return 2;
        }

        RunAsync(args[0]).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(string video)
    {
        List<double> detect = [], whole = [];
        var frames = 0;
        // In turns, so that whatever else the machine does falls on both.
        for (var round = 0; round < Rounds; round++)
        {
            detect.Add(await SecondsAsync(async () => (frames, _) = await ClipEngine.DetectAsync(video, new ClipOptions(), (_, _) => { })));
            whole.Add(await SecondsAsync(() => ClipEngine.AnalyseAsync(video, new ClipOptions())));
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine($"{frames} frames, best of {Rounds} rounds");
        Console.WriteLine($"decode and detect   {detect.Min(),7:0.00} s  {frames / detect.Min(),6:0.0} frames/s");
        Console.WriteLine($"the whole engine    {whole.Min(),7:0.00} s  {frames / whole.Min(),6:0.0} frames/s  ratio {whole.Min() / detect.Min():0.000}");
        Console.WriteLine($"peak working set    {self.PeakWorkingSet64 / 1e6,7:0} MB (without the FFmpeg child)");
    }

    private static async Task<double> SecondsAsync(Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalSeconds;
    }
}
