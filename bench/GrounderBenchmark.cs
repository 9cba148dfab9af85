using System.Diagnostics;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Export;
using Stvg.Core.Learning.Files;
using Stvg.Core.Learning.Simulation;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Models.Learning;

namespace Stvg.Bench;

/// <summary>One question to a learned grounder: the forward pass of Core beside the same network on ONNX Runtime, in turns.</summary>
internal static class GrounderBenchmark
{
    private const int Rounds = 7;

    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(250);

    public static int Run(string[] args)
    {
        if (args.Length > 1)
        {
            Console.Error.WriteLine("usage: grounder [GROUNDER]");
            return 2;
        }

        var grounder = args.Length == 1 ? Read(args[0]) : new GrounderTraining(new(), new NoExamples()).Grounder;
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.Create(path)) GrounderExporter.Write(grounder, file);
            var length = new FileInfo(path).Length;
            Console.WriteLine($"{grounder.ParameterCount} numbers were learned, the ONNX file has {length} bytes; median of {Rounds} rounds");
            using var one = OnnxGrounder.Open(path, new() { Threads = 1 });
            using var two = OnnxGrounder.Open(path, new() { Threads = 2 });
            foreach (var tubelets in (int[])[4, 12, 32]) Measure(grounder, one, two, tubelets);
        }
        finally
        {
            File.Delete(path);
        }

        return 0;
    }

    private static void Measure(LearnedGrounder grounder, OnnxGrounder one, OnnxGrounder two, int tubelets)
    {
        var plan = new QueryParser(Lexicon.Empty).Parse("a man in a red jacket walks to the left and then stops beside the white car");
        var drawn = SceneSimulator.Make(new() { FewestObjects = 2 * tubelets, MostObjects = 2 * tubelets }, 1).Scene;
        SceneObject[] objects = [.. drawn.Objects.Where(o => o.Tubelet.Boxes.Count > drawn.Fps).Take(tubelets)];
        var scene = Scene.Clip(drawn.Size, drawn.Timestamps, objects);
        var question = GrounderInput.Of(plan, scene)!;
        var times = Medians(
            () => GrounderInput.Of(plan, scene), () => grounder.Run(question), () => one.Run(question), () => two.Run(question));
        Console.WriteLine(
            $"{question.Tubelets,3} tubelets: scene measured in {times[0],6:0.00} ms; forward in Core {times[1],6:0.00} ms, "
            + $"ONNX Runtime {times[2],6:0.00} ms with one thread (ratio {times[1] / times[2]:0.00}), "
            + $"{times[3],6:0.00} ms with two (ratio {times[1] / times[3]:0.00})");
    }

    /// <summary>Milliseconds a call, in turns, so that a busy machine is busy for all of them.</summary>
    private static double[] Medians(params Action[] actions)
    {
        var rounds = new double[actions.Length][];
        for (var a = 0; a < actions.Length; a++) (rounds[a], _) = (new double[Rounds], Once(actions[a]));
        for (var round = 0; round < Rounds; round++)
            for (var a = 0; a < actions.Length; a++) rounds[a][round] = Once(actions[a]);
        foreach (var round in rounds) Array.Sort(round);
        return [.. rounds.Select(r => r[Rounds / 2])];
    }

    private static double Once(Action action)
    {
        var (watch, calls) = (Stopwatch.StartNew(), 0);
        for (; watch.Elapsed < s_round; calls++) action();
        return watch.Elapsed.TotalMilliseconds / calls;
    }

    private static LearnedGrounder Read(string path)
    {
        using var file = File.OpenRead(path);
        return GrounderFile.Read(file, path);
    }

    /// <summary>Random weights cost as much as learned ones.</summary>
    private sealed class NoExamples : IExampleSource
    {
        public TrainingExample Take(long number, int mostTubelets) => throw new InvalidOperationException("nothing is trained here");
    }
}
