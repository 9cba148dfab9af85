using System.Diagnostics;
using System.Globalization;
using Stvg.Core;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Storage;

namespace Stvg.Bench;

/// <summary>Search over a month of 64 cameras: how long it takes to answer varied sentences, and what the archive weighs.</summary>
internal static class ArchiveBenchmark
{
    private const int Batch = 2000, Rounds = 3;

    private static readonly string[] s_sentences =
    [
        "a person", "a man in a red jacket", "a woman in a yellow coat", "someone in black walking from left to right", "a red car",
        "a white truck", "a bus", "a dog", "a person riding a bicycle", "a man with a dog", "a woman next to a red car",
        "someone in a green jacket who runs", "a person who enters from the left", "a person who leaves on the right",
        "a man in a blue jacket and black trousers", "a car that stops", "a white car driving from right to left",
        "a person in white who turns around", "a man who stands in the middle", "a running person",
        "a person in red next to a person in blue", "a motorcycle", "a person with blonde hair",
        "a woman in a purple coat who stops", "a man in grey who enters from the right and leaves on the left",
        "a person walking towards the camera", "a person walking away from the camera", "a black car at the left edge",
        "a person in orange", "a small dog", "a tall man in black", "a man in brown trousers",
        "a person who follows another person", "a pink jacket", "a cyclist in a red jacket",
        "a person in a navy jacket walking to the right", "a man in a white shirt next to a truck",
        "a person without a red jacket who runs to the left", "a person next to a bus",
        "a person in yellow who enters from the top",
    ];

    public static int Run(string[] arguments)
    {
        var count = Option(arguments, "--tubelets") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1_000_000;
        var keep = Option(arguments, "--keep");
        var file = keep ?? Path.Combine(Path.GetTempPath(), $"stvg-archive-bench-{Environment.ProcessId}.db");
        try
        {
            return RunAsync(file, count).GetAwaiter().GetResult();
        }
        catch (StvgException e)
        {
            Console.Error.WriteLine($"archive: {e.Message}");
            return 1;
        }
        finally
        {
            if (keep is null)
                foreach (var part in (string[])["", "-wal", "-shm"]) File.Delete(file + part);
        }
    }

    private static async Task<int> RunAsync(string connection, int count)
    {
        await using var archive = await Archive.OpenAsync(connection, default);
        var there = (await archive.CandidatesAsync(new([]), new SearchScope(), 1, default)).Count;
        if (there == 0) await FillAsync(archive, count);
        else Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"using the {there:N0} tubelets that are there"));
        if (File.Exists(connection))
        {
            var bytes = new FileInfo(connection).Length;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"file {bytes / 1e6:N0} MB, {(double)bytes / (there > 0 ? there : count):F0} bytes a tubelet"));
        }

        await MeasureAsync(new TubeSearch(archive, new QueryParser(Lexicon.Empty).Parse));
        return 0;
    }

    private static async Task FillAsync(IArchive archive, int count)
    {
        var watch = Stopwatch.StartNew();
        var people = new ArchivePeople(count);
        var batches = Enumerable.Range(0, (count + Batch - 1) / Batch);
        await Parallel.ForEachAsync(
            batches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (batch, ct) =>
        {
            var tubelets = Enumerable.Range(batch * Batch, Math.Min(Batch, count - (batch * Batch))).Select(i => people[i]).ToList();
            await archive.AddTubeletsAsync(tubelets, ct);
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} tubelets of 64 cameras and 30 days made and stored in {watch.Elapsed.TotalSeconds:F0} s"));
    }

    private static async Task MeasureAsync(TubeSearch search)
    {
        // Warm: the compiler and the page cache have seen every sentence once.
        var answers = new List<SearchAnswer>();
        foreach (var sentence in s_sentences) answers.Add(await search.SearchAsync(new SearchRequest { Text = sentence }, default));

        var times = s_sentences.Select(_ => new List<double>()).ToArray();
        var processor = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < s_sentences.Length; i++)
                times[i].Add((await search.SearchAsync(new SearchRequest { Text = s_sentences[i] }, default)).Elapsed.TotalMilliseconds);
        }

        processor = (Environment.CpuUsage.TotalTime - processor) / (Rounds * s_sentences.Length);
        Console.WriteLine($"{"sentence",-66} {"candidates",10} {"scored",6} {"found",5} {"ms",6}");
        for (var i = 0; i < s_sentences.Length; i++)
        {
            var (answer, median) = (answers[i], times[i].Order().ElementAt(Rounds / 2));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{s_sentences[i],-66} {answer.Candidates,10} {answer.Scored,6} {answer.Tubes.Count,5} {median,6:F0}"));
        }

        Print($"{s_sentences.Length} sentences, {Rounds} times each", times.SelectMany(t => t));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"of the processors {processor.TotalMilliseconds:F0} ms a sentence"));
        await MeasureLikeAsync(search, [.. answers.SelectMany(a => a.Tubes).Where((_, i) => i % 40 == 0)]);
    }

    private static async Task MeasureLikeAsync(TubeSearch search, List<TubeRecord> tubes)
    {
        var times = new List<double>();
        foreach (var tube in tubes)
        {
            var watch = Stopwatch.StartNew();
            await search.LikeAsync(tube, new SearchScope(), default);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Print("the same object elsewhere", times);
    }

    private static void Print(string what, IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        var (median, p95) = (sorted[sorted.Length / 2], sorted[sorted.Length * 95 / 100]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: median {median:F0} ms, 95th percentile {p95:F0} ms, slowest {sorted[^1]:F0} ms"));
    }

    private static string? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var i && i + 1 < arguments.Length ? arguments[i + 1] : null;
}
