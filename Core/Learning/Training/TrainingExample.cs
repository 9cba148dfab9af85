using Stvg.Core.Learning.Features;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Training;

/// <summary>A clip with sentences that hold in it. Where and when is not needed: that is what is learned.</summary>
public sealed class TrainingExample
{
    private TrainingExample(ClipTokens clip, IReadOnlyList<TrainingSentence> sentences) => (Clip, Sentences) = (clip, sentences);

    /// <summary>How many tubelets the clip has; the curriculum goes by it.</summary>
    public int Tubelets => Clip.Count;

    internal ClipTokens Clip { get; }

    internal IReadOnlyList<TrainingSentence> Sentences { get; }

    /// <summary>What is learned from a clip and its sentences.</summary>
    /// <param name="scene">The clip.</param>
    /// <param name="sentences">Sentences that hold in it, decomposed; with the true tubelet and frames where they are known.</param>
    /// <returns>The example; null where the clip has no tubelets, or no sentences.</returns>
    public static TrainingExample? Of(Scene scene, IReadOnlyList<(QueryPlan Plan, TrainingTruth? Truth)> sentences)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(sentences);
        var clip = ClipTokens.Of(scene);
        if (clip.Count == 0 || sentences.Count == 0) return null;
        var seconds = (scene.LastFrame - scene.FirstFrame + 1) / scene.Fps;
        return new TrainingExample(clip, [.. sentences.Select(s => new TrainingSentence(SentenceTokens.Of(s.Plan, seconds), Find(clip, s.Truth)))]);
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

/// <summary>A sentence of a clip.</summary>
/// <param name="Tokens">The sentence.</param>
/// <param name="Truth">The true tubelet and its interval in shares of its life, for the supervised upper bound; else not looked at.</param>
internal sealed record TrainingSentence(SentenceTokens Tokens, (int Tubelet, float Begin, float End)? Truth);

/// <summary>The true answer of a sentence.</summary>
/// <param name="TubeletId">Whose tube.</param>
/// <param name="Begin">First frame.</param>
/// <param name="End">Last frame, inclusive.</param>
public sealed record TrainingTruth(int TubeletId, int Begin, int End);
