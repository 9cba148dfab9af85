using Stvg.Core.Learning;
using Stvg.Core.Learning.Export;
using Stvg.Core.Learning.Files;
using Stvg.Core.Learning.Simulation;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Models.Learning;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Learning;

/// <summary>Small grounders, and questions to ask them.</summary>
internal static class Grounders
{
    public const string About = "twenty steps on simulated scenes";

    // One to twenty words; those of the first few say of nobody what he does.
    private const string Longest = "man in a red jacket walks slowly to the left and then stops beside the white car and runs away";

    private static readonly Lazy<LearnedGrounder> s_trained = new(Train);

    /// <summary>Knows nothing, but differs by its seed.</summary>
    public static LearnedGrounder Random(int seed = 1) => new GrounderTraining(new() { Seed = seed }, new Examples()).Grounder;

    /// <summary>Has taken twenty steps, so that its weights are no longer those that were drawn.</summary>
    public static LearnedGrounder Trained => s_trained.Value;

    public static IReadOnlyList<QueryPlan> Sentences { get; } =
        [.. Enumerable.Range(1, 20).Select(words => Plan(string.Join(' ', Longest.Split(' ').Take(words))))];

    public static QueryPlan Plan(string sentence) => new QueryParser(Lexicon.Empty).Parse(sentence);

    /// <summary>A simulated clip with so many tubelets.</summary>
    public static Scene Scene(int tubelets)
    {
        var drawn = new SimulatorOptions { Seed = 5, FewestObjects = tubelets + 6, MostObjects = tubelets + 6, Seconds = 8 };
        var scene = SceneSimulator.Make(drawn, tubelets).Scene;
        SceneObject[] objects = [.. scene.Objects.Where(o => o.Tubelet.Boxes.Count > scene.Fps).Take(tubelets)];
        Assert.Equal(tubelets, objects.Length);
        return Core.Tubelets.Scene.Clip(scene.Size, scene.Timestamps, objects);
    }

    public static GrounderInput Question(QueryPlan plan, Scene scene) => Assert.IsType<GrounderInput>(GrounderInput.Of(plan, scene));

    public static string Export(this LearnedGrounder grounder, TempFolder folder, string name = "grounder.onnx")
    {
        using var file = File.Create(folder.File(name));
        GrounderExporter.Write(grounder, file);
        return file.Name;
    }

    private static LearnedGrounder Train()
    {
        var training = new GrounderTraining(new() { Steps = 20, Batch = 4 }, new Examples());
        while (!training.IsFinished) training.Step();
        // As 'stvg train' leaves it: written and read.
        using var file = new MemoryStream();
        GrounderFile.Write(training.Grounder, About, file);
        file.Position = 0;
        return GrounderFile.Read(file, "trained");
    }

    /// <summary>A few simulated clips over and over.</summary>
    private sealed class Examples : IExampleSource
    {
        private readonly Lazy<TrainingExample[]> _all = new(() => [.. Enumerable.Range(0, 12).Select(Make).OfType<TrainingExample>()]);

        public TrainingExample Take(long number, int mostTubelets) => _all.Value[number % _all.Value.Length];

        private static TrainingExample? Make(int number)
        {
            var clip = SceneSimulator.Make(new() { Seed = 9, FewestObjects = 2, MostObjects = 4, Seconds = 6 }, number);
            return TrainingExample.Of(clip.Scene, [.. clip.Sentences.Select(s => new TaughtSentence(Plan(s.Text)))]);
        }
    }
}
