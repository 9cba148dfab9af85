using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;
using Stvg.Models.Phrases.Text;

namespace Stvg.Models.Phrases;

/// <summary>
/// Finds what words say (OWL-ViT, OWLv2, Grounding DINO): classes that no detector was trained on by name. Slow beside a detector of fixed
/// classes; for clips, and to annotate. Not for several threads at once.
/// </summary>
public sealed class OpenVocabularyDetector : IDisposable
{
    private readonly PhraseFormat _format;
    private readonly PhraseNetwork _network;
    private readonly ITextTokenizer _tokenizer;
    private readonly CropWriter _pictures;
    private readonly float[] _tensor;

    private OpenVocabularyDetector(ModelEntry model, PhraseFormat format, PhraseNetwork network, ITextTokenizer tokenizer)
    {
        (Model, _format, _network, _tokenizer) = (model, format, network, tokenizer);
        _pictures = new CropWriter(model.Input!, format);
        _tensor = new float[_pictures.Length];
    }

    /// <summary>The description.</summary>
    public ModelEntry Model { get; }

    /// <summary>Opens one.</summary>
    /// <param name="model">One of the catalogue.</param>
    /// <param name="options">Threads and device; defaults when null.</param>
    /// <exception cref="StvgException">It is none, or its files do not fit their description.</exception>
    public static OpenVocabularyDetector Open(ModelEntry model, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model is not { Kind: ModelKind.OpenVocabulary, Phrases: { } format, Source.File: { } file })
            throw new StvgException($"'{model.Name}' is no open-vocabulary detector with files of its own: see docs/models.md");
        var tokenizer = TokenizerFile.Open(format.Tokenizer);
        return new OpenVocabularyDetector(model, format, new PhraseNetwork(file, options ?? new()), tokenizer);
    }

    /// <summary>Finds what phrases say in a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="frame">Size of the original, in whose pixels boxes are.</param>
    /// <param name="phrases">What to find; a detection's class is the place of its phrase here.</param>
    /// <param name="minScore">Weaker ones are dropped, in [0, 1].</param>
    /// <returns>Strongest first; of overlapping ones of a phrase the strongest stays.</returns>
    /// <exception cref="StvgException">The network does not fit its description, or the phrases are too long for it.</exception>
    public IReadOnlyList<Detection> Detect(ImageView image, FrameSize frame, IReadOnlyList<string> phrases, float minScore)
    {
        ArgumentNullException.ThrowIfNull(phrases);
        if (phrases.Count == 0) return [];
        var (width, height) = _pictures.Write(image, new Box(0, 0, image.Width, image.Height), _tensor);
        var (inputs, tokens) = _format.Style == PhraseStyle.Owl ? Owl(phrases) : GroundingDino(phrases);
        inputs.Add(("pixel_values", [1, 3, _format.Height, _format.Width], _tensor));
        inputs.Add(("pixel_mask", [1, _format.Height, _format.Width], Enumerable.Repeat(1L, _format.Height * _format.Width).ToArray()));
        if (_network.Run(inputs, [("logits", 3), ("pred_boxes", 3)]) is not [var (shape, logits), var (boxShape, boxes)]
            || shape is not [1, var count, var columns] || boxShape is not [1, var same, 4] || same != count
                || tokens.Any(t => t.Any(k => k >= columns)))
        {
            throw new StvgException($"model '{Model.Name}' does not give logits [1,N,T] and boxes [1,N,4] for its phrases");
        }

        var found = new List<Detection>();
        for (var i = 0; i < count; i++)
        {
            for (var phrase = 0; phrase < phrases.Count; phrase++)
            {
                var score = tokens[phrase].Max(k => 1 / (1 + MathF.Exp(-logits[(i * columns) + k])));
                if (score < minScore) continue;
                // Fractions of the input, of which the picture covers a part.
                var (x, y) = (frame.Width / width, frame.Height / height);
                var at = 4 * i;
                var box = Box.FromEdges(
                    (boxes[at] - (boxes[at + 2] / 2)) * x, (boxes[at + 1] - (boxes[at + 3] / 2)) * y,
                    (boxes[at] + (boxes[at + 2] / 2)) * x, (boxes[at + 1] + (boxes[at + 3] / 2)) * y).ClipTo(frame.Width, frame.Height);
                if (box.Area > 0) found.Add(new Detection(box, phrase, score));
            }
        }

        return Strongest(found, Model.Output?.NmsIoU ?? 0.6f);
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    /// <summary>A row of text for each phrase; its logits are the column of the same number.</summary>
    private (List<(string, long[], Array)> Inputs, int[][] Tokens) Owl(IReadOnlyList<string> phrases)
    {
        var length = _format.TextLength;
        long[] numbers = new long[phrases.Count * length], mask = new long[numbers.Length], shape = [phrases.Count, length];
        for (var p = 0; p < phrases.Count; p++)
        {
            // OWL pads with 0, not with the mark of the end.
            foreach (var (k, number) in _tokenizer.Encode(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, _format.Templates[0], phrases[p]), length).Index())
                (numbers[(p * length) + k], mask[(p * length) + k]) = (number, 1);
        }

        return ([("input_ids", shape, numbers), ("attention_mask", shape, mask)],
            [.. Enumerable.Range(0, phrases.Count).Select(p => new[] { p })]);
    }

    /// <summary>All phrases in one row, each ended by a full stop; a phrase's logits are those of its words.</summary>
    private (List<(string, long[], Array)> Inputs, int[][] Tokens) GroundingDino(IReadOnlyList<string> phrases)
    {
        var row = new List<long>();
        var tokens = new int[phrases.Count][];
        IReadOnlyList<int> ends = _tokenizer.Encode("", 8), stop = _tokenizer.Encode(".", 8);
        row.Add(ends[0]);
        for (var p = 0; p < phrases.Count; p++)
        {
            var words = _tokenizer.Encode(phrases[p].ToLowerInvariant().Trim().TrimEnd('.'), _format.TextLength).ToArray()[1..^1];
            if (words.Length == 0) throw new StvgException("a phrase is empty: say what to find");
            tokens[p] = [.. Enumerable.Range(row.Count, words.Length)];
            row.AddRange(words.Select(w => (long)w));
            row.Add(stop[1]);
        }

        row.Add(ends[^1]);
        if (row.Count > _format.TextLength)
            throw new StvgException(
                $"the phrases take {row.Count} tokens, model '{Model.Name}' reads {_format.TextLength}: give fewer phrases");
        long[] shape = [1, row.Count];
        return ([("input_ids", shape, row.ToArray()), ("token_type_ids", shape, new long[row.Count]),
            ("attention_mask", shape, Enumerable.Repeat(1L, row.Count).ToArray())], tokens);
    }

    private static List<Detection> Strongest(List<Detection> found, float most)
    {
        var kept = new List<Detection>();
        foreach (var candidate in found.OrderByDescending(d => d.Score))
            if (kept.TrueForAll(k => k.Class != candidate.Class || k.Box.IoU(candidate.Box) <= most)) kept.Add(candidate);
        return kept;
    }
}
