using Stvg.Core.Learning.Simulation;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;

namespace Stvg.Core.Tests.Learning;

/// <summary>Small simulated clips for tests.</summary>
internal static class Simulated
{
    public static QueryParser Parser { get; } = new(Lexicon.Empty);

    public static SimulatorOptions Options(double seconds = 8) => new() { Seed = 3, FewestObjects = 2, MostObjects = 4, Seconds = seconds };

    /// <summary>A clip in which something can be said.</summary>
    public static SimulatedClip Clip(int number, double seconds = 8)
    {
        for (var i = number; ; i++)
            if (SceneSimulator.Make(Options(seconds), i) is { Sentences.Count: > 0 } clip) return clip;
    }

    public static IReadOnlyList<TrainingExample> Examples(int count, bool truths = false)
    {
        var source = new SimulatedExamples(Options(), Parser, truths);
        return [.. Enumerable.Range(0, count).Select(i => source.Take(i, int.MaxValue))];
    }
}
