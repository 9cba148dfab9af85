using Stvg.Core.Learning.Simulation;
using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Training;

/// <summary>Examples out of the scene simulator, as many as wanted.</summary>
/// <param name="options">What kind of scenes.</param>
/// <param name="parser">Decomposes their sentences.</param>
/// <param name="truths">Whether the true answers are shown, for the supervised upper bound.</param>
public sealed class SimulatedExamples(SimulatorOptions options, QueryParser parser, bool truths = false) : IExampleSource
{
    private const int MostSentences = 3;

    /// <inheritdoc/>
    public TrainingExample Take(long number, int mostTubelets)
    {
        var scenes = options with
        {
            MostObjects = Math.Min(options.MostObjects, mostTubelets), FewestObjects = Math.Min(options.FewestObjects, mostTubelets),
        };
        // Clips in which nothing can be said of exactly one object are passed over; numbers far apart do not meet the same ones.
        for (var i = (int)(number * 7 % int.MaxValue); ; i = i == int.MaxValue ? 0 : i + 1)
        {
            var clip = SceneSimulator.Make(scenes, i);
            var sentences = new List<TaughtSentence>();
            for (var s = 0; s < Math.Min(MostSentences, clip.Sentences.Count); s++)
            {
                var said = clip.Sentences[(int)((number + s) % clip.Sentences.Count)];
                sentences.Add(new TaughtSentence(parser.ParseLearned(said.Text)) { Truth = truths ? new TrainingTruth(said.TubeletId, said.Begin, said.End) : null });
            }

            if (TrainingExample.Of(clip.Scene, sentences, isSimulated: true) is { } example) return example;
        }
    }
}
