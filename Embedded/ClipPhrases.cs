using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Models.Catalogue;
using Stvg.Models.Phrases;
using Stvg.Video;

namespace Stvg.Embedded;

/// <summary>
/// Attributes that the engine cannot judge ("a striped shirt"), scored by a model of the user's that sees words and pictures: three crops
/// of every candidate, embedded once in batches, and compared with each phrase.
/// </summary>
public sealed class ClipPhrases : IPhraseScores
{
    private const int Looks = 3;

    private readonly Dictionary<(string SubQuery, int Tubelet), float> _scores = [];

    private ClipPhrases() { }

    /// <summary>Scores what a plan leaves open, over a clip that was watched; reads the clip's frames once more.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="model">A phrase scorer of the catalogue, or its JSON file.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <returns>The scores; null when the engine judges everything itself.</returns>
    /// <exception cref="Core.StvgException">The model or the file cannot be used.</exception>
    public static async Task<ClipPhrases?> ScoreAsync(ClipAnalysis clip, QueryPlan plan, string model, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var open = PhraseQuestions.Of(plan);
        using var scorer = PhraseScorer.Open(ModelCatalogue.Load().Get(model));
        if (open.Count == 0) return null;

        var crops = new Dictionary<int, List<Tubelet>>();
        foreach (var tubelet in clip.Scene.Objects.Select(o => o.Tubelet).Where(t => MayBe(t, plan.Target, clip.Scene.OwnClasses)))
            foreach (var look in Prominence.KeptFrames(tubelet.Begin + (tubelet.Boxes.Count / 6), tubelet.End - (tubelet.Boxes.Count / 6),
                Looks))
                (crops.TryGetValue(look, out var there) ? there : crops[look] = []).Add(tubelet);
        var phrases = new ClipPhrases();
        if (crops.Count == 0) return phrases;
        foreach (var (tubelet, embedded) in await EmbedAsync(clip, crops, scorer, ct).ConfigureAwait(false))
        {
            foreach (var subQuery in open)
            {
                // "young woman" has the noun in it, "in a striped shirt" has not.
                var hasNoun = subQuery.Text.Contains(plan.Target.Noun, StringComparison.OrdinalIgnoreCase);
                var words = hasNoun ? subQuery.Text : $"{plan.Target.Noun} {subQuery.Text}";
                phrases._scores[(subQuery.Id, tubelet)] = embedded.Average(e => scorer.Score(e, plan.Target.Noun, words));
            }
        }

        return phrases;
    }

    /// <inheritdoc/>
    public float? Score(SubQuery subQuery, Tubelet tubelet) => _scores.TryGetValue((subQuery.Id, tubelet.Id), out var score) ? score : null;

    private static bool MayBe(Tubelet tubelet, Entity target, IReadOnlyList<string> own)
    {
        var (kind, coco) = (tubelet.Class, CocoClasses.Names.Count);
        return target.Categories.IsEmpty || kind < 0 || kind >= coco + own.Count
            || target.Categories.Contains(kind < coco ? CocoClasses.Names[kind] : own[kind - coco], StringComparer.Ordinal);
    }

    private static async Task<Dictionary<int, List<float[]>>> EmbedAsync(
        ClipAnalysis clip, Dictionary<int, List<Tubelet>> crops, PhraseScorer scorer, CancellationToken ct)
    {
        var embedded = new Dictionary<int, List<float[]>>();
        // A filter graph names each frame: a long clip is read in several passes.
        foreach (var part in crops.Keys.Order().Chunk(200))
        {
            var reader = VideoReader.Open(clip.Info, new VideoReadOptions { Frames = part });
            await using (reader.ConfigureAwait(false))
            {
                await foreach (var frame in reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    using (frame)
                    {
                        var (there, scale) = (crops[(int)frame.Number], frame.ImageScale);
                        var boxes = there.Select(t => t.BoxAt((int)frame.Number)).Select(b =>
                            new Box(b.X * scale, b.Y * scale, b.Width * scale, b.Height * scale));
                        foreach (var (tubelet, vector) in there.Zip(scorer.Embed([.. boxes.Select(b => (frame.Image, b))])))
                            (embedded.TryGetValue(tubelet.Id, out var known) ? known : embedded[tubelet.Id] = []).Add(vector);
                    }
                }
            }
        }

        return embedded;
    }
}
