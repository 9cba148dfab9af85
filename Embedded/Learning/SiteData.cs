using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Core.Grounding;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Embedded.Learning;

/// <summary>A site's own footage as examples: with the sentences of a set, or with those that the built-in describer writes.</summary>
public static class SiteData
{
    // Sentences are of what happens in half a minute; whole long clips would hold everything for every sentence.
    private const double WindowSeconds = 30, ShortestSeconds = 1;

    /// <summary>The clips of a grounding set with its sentences. True tracks, if the set has any, are not looked at.</summary>
    /// <param name="set">The set.</param>
    /// <param name="scenes">Its clips, watched, by name.</param>
    /// <param name="parser">Decomposes the sentences.</param>
    public static IReadOnlyList<TrainingExample> OfSet(GroundingSet set, IReadOnlyDictionary<string, Scene> scenes, QueryParser parser)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(scenes);
        ArgumentNullException.ThrowIfNull(parser);
        var examples = new List<TrainingExample>();
        foreach (var clip in set.Queries.Where(q => q.Truth is not null).GroupBy(q => q.Clip))
        {
            List<TaughtSentence> sentences = [.. clip.Select(q => Parse(parser, q.Query)).OfType<QueryPlan>().Select(plan => new TaughtSentence(plan))];
            // One sentence at a time: those of one clip are contrasted with other clips, not with each other.
            foreach (var sentence in sentences)
                if (TrainingExample.Of(scenes[clip.Key], [sentence]) is { } example) examples.Add(example);
        }

        return examples;
    }

    /// <summary>Pieces of a clip with what the built-in describer says of everybody in them.</summary>
    /// <param name="scene">The clip.</param>
    /// <param name="parser">Decomposes the sentences.</param>
    /// <param name="words">Turns a sentence into the site's words; null: as it is.</param>
    public static IReadOnlyList<TrainingExample> Described(Scene scene, QueryParser parser, Func<string, string>? words = null)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(parser);
        var examples = new List<TrainingExample>();
        var window = (int)Math.Max(1, WindowSeconds * scene.Fps);
        for (var first = scene.FirstFrame; first <= scene.LastFrame; first += window / 2)
        {
            var last = Math.Min(scene.LastFrame, first + window - 1);
            List<SceneObject> there = [.. scene.Objects.Where(o => Shared(o, first, last) >= ShortestSeconds * scene.Fps)];
            if (there.Count == 0) continue;
            var piece = Scene.Window(scene.Size, scene.Fps, first, last, there);
            List<TaughtSentence> sentences = [];
            foreach (var who in there)
            {
                var said = Describer.Describe(scene, who, Math.Max(first, who.Tubelet.Begin)).Text;
                if (Parse(parser, words?.Invoke(said) ?? said) is { } plan) sentences.Add(new TaughtSentence(plan));
            }

            foreach (var part in sentences.Chunk(3))
                if (TrainingExample.Of(piece, part) is { } example) examples.Add(example);
        }

        return examples;
    }

    internal static QueryPlan? Parse(QueryParser parser, string sentence)
    {
        try
        {
            return parser.ParseLearned(sentence);
        }
        catch (StvgException)
        {
            // It has no words, or far too many.
            return null;
        }
    }

    private static int Shared(SceneObject who, int first, int last) => Math.Min(who.Tubelet.End, last) - Math.Max(who.Tubelet.Begin, first) + 1;
}
