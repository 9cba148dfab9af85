using Stvg.Core.Learning.Features;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Training;

/// <summary>A clip with a sentence that holds in it. Where and when is not needed: that is what is learned.</summary>
public sealed class TrainingExample
{
    private TrainingExample(ClipTokens clip, SentenceTokens sentence) => (Clip, Sentence) = (clip, sentence);

    /// <summary>How many tubelets the clip has; the curriculum goes by it.</summary>
    public int Tubelets => Clip.Count;

    internal ClipTokens Clip { get; }

    internal SentenceTokens Sentence { get; }

    /// <summary>The true tubelet and its interval in shares of its life, for the supervised upper bound.</summary>
    internal (int Tubelet, float Begin, float End)? Truth { get; private init; }

    /// <summary>What is learned from a clip and its sentences.</summary>
    /// <param name="scene">The clip.</param>
    /// <param name="sentences">Sentences that hold in it, decomposed; with the true tubelet and frames where they are known.</param>
    /// <returns>An example for every sentence; none where the clip has no tubelets.</returns>
    public static IReadOnlyList<TrainingExample> Of(Scene scene, IReadOnlyList<(QueryPlan Plan, TrainingTruth? Truth)> sentences)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(sentences);
        var clip = ClipTokens.Of(scene);
        if (clip.Count == 0) return [];
        var seconds = (scene.LastFrame - scene.FirstFrame + 1) / scene.Fps;
        return [.. sentences.Select(s => new TrainingExample(clip, SentenceTokens.Of(s.Plan, seconds)) { Truth = Find(clip, s.Truth) })];
    }

    private static (int, float, float)? Find(ClipTokens clip, TrainingTruth? truth)
    {
        for (var k = 0; truth is not null && k < clip.Count; k++)
        {
            var tubelet = clip.Objects[k].Tubelet;
            if (tubelet.Id != truth.TubeletId) continue;
            float begin = truth.Begin - tubelet.Begin, end = truth.End + 1 - tubelet.Begin;
            return (k, Math.Clamp(begin / tubelet.Boxes.Count, 0, 1), Math.Clamp(end / tubelet.Boxes.Count, 0, 1));
        }

        return null;
    }
}

/// <summary>The true answer of a sentence.</summary>
/// <param name="TubeletId">Whose tube.</param>
/// <param name="Begin">First frame.</param>
/// <param name="End">Last frame, inclusive.</param>
public sealed record TrainingTruth(int TubeletId, int Begin, int End);
