using System.Globalization;
using System.Numerics.Tensors;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;
using Stvg.Models.Phrases.Text;

namespace Stvg.Models.Phrases;

/// <summary>
/// Says how well words fit crops (CLIP, SigLIP): embeddings of both, made once each, and compared as often as one likes. Not for several
/// threads at once.
/// </summary>
/// <example>
/// <code>
/// using var scorer = PhraseScorer.Open(ModelCatalogue.ReadFile("clip.json"));
/// var crops = scorer.Embed([(frame.Image, box)]);
/// var score = scorer.Score(crops[0], "man", "man with a striped shirt");
/// </code>
/// </example>
public sealed class PhraseScorer : IDisposable
{
    private const int Batch = 16;

    private readonly PhraseFormat _format;
    private readonly PhraseNetwork _pictures, _text;
    private readonly ITextTokenizer _tokenizer;
    private readonly CropWriter _crops;
    private readonly Dictionary<string, float[]> _phrases = new(StringComparer.Ordinal);

    private PhraseScorer(ModelEntry model, PhraseFormat format, PhraseNetwork pictures, PhraseNetwork text, ITextTokenizer tokenizer)
    {
        (Model, _format, _pictures, _text, _tokenizer) = (model, format, pictures, text, tokenizer);
        _crops = new CropWriter(model.Input!, format);
    }

    /// <summary>The description.</summary>
    public ModelEntry Model { get; }

    /// <summary>Opens a phrase scorer.</summary>
    /// <param name="model">One of the catalogue.</param>
    /// <param name="options">Threads and device; defaults when null.</param>
    /// <exception cref="StvgException">It is none, or its files do not fit their description.</exception>
    public static PhraseScorer Open(ModelEntry model, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model is not { Kind: ModelKind.PhraseScorer, Phrases: { TextFile: { } textFile } format, Source.File: { } file })
            throw new StvgException($"'{model.Name}' is no phrase scorer with files of its own: see docs/models.md");
        var tokenizer = TokenizerFile.Open(format.Tokenizer);
        var pictures = new PhraseNetwork(file, options ?? new());
        try
        {
            return new PhraseScorer(model, format, pictures, new PhraseNetwork(textFile, options ?? new()), tokenizer);
        }
        catch
        {
            pictures.Dispose();
            throw;
        }
    }

    /// <summary>Embeddings of crops, each of length 1; in batches.</summary>
    /// <param name="crops">Pictures and the parts of them, in their pixels.</param>
    /// <exception cref="StvgException">The network does not fit its description.</exception>
    public IReadOnlyList<float[]> Embed(IReadOnlyList<(ImageView Image, Box Box)> crops)
    {
        ArgumentNullException.ThrowIfNull(crops);
        var embedded = new List<float[]>(crops.Count);
        foreach (var part in crops.Chunk(Batch))
        {
            var tensor = new float[part.Length * _crops.Length];
            for (var i = 0; i < part.Length; i++) _crops.Write(part[i].Image, part[i].Box, tensor.AsSpan(i * _crops.Length, _crops.Length));
            var (shape, values) =
                _pictures.Run([("pixel_values", [part.Length, 3, _format.Height, _format.Width], tensor)], "image_embeds", 2);
            embedded.AddRange(Rows(shape, values, part.Length));
        }

        return embedded;
    }

    /// <summary>How well words fit a crop, in [0, 1].</summary>
    /// <param name="crop">Its embedding.</param>
    /// <param name="noun">The thing, barely: what CLIP compares the words with.</param>
    /// <param name="words">The thing with what is said of it.</param>
    public float Score(ReadOnlySpan<float> crop, string noun, string words)
    {
        var fit = TensorPrimitives.Dot(crop, Phrase(words));
        var logit = _format.Style == PhraseStyle.SigLip
            ? (_format.LogitScale * fit) + _format.LogitBias
            : _format.LogitScale * (fit - TensorPrimitives.Dot(crop, Phrase(noun)));
        return (float)(1 / (1 + Math.Exp(-logit)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pictures.Dispose();
        _text.Dispose();
    }

    /// <summary>The mean over the templates, of length 1 again.</summary>
    private float[] Phrase(string words)
    {
        if (_phrases.TryGetValue(words, out var known)) return known;
        var rows = _format.Templates.Select(t =>
            _tokenizer.Encode(string.Format(CultureInfo.InvariantCulture, t, words), _format.TextLength)).ToList();
        long[] numbers = new long[rows.Count * _format.TextLength], mask = new long[numbers.Length];
        Array.Fill(numbers, _tokenizer.Padding);
        foreach (var (i, row) in rows.Index())
            for (var k = 0; k < row.Count; k++) (numbers[(i * _format.TextLength) + k], mask[(i * _format.TextLength) + k]) = (row[k], 1);
        long[] shape = [rows.Count, _format.TextLength];
        var (size, values) = _text.Run([("input_ids", shape, numbers), ("attention_mask", shape, mask)], "text_embeds", 2);
        var mean = new float[size[1]];
        foreach (var row in Rows(size, values, rows.Count)) TensorPrimitives.Add(mean, row, mean);
        return _phrases[words] = Normalised(mean);
    }

    private IEnumerable<float[]> Rows(long[] shape, float[] values, int rows)
    {
        if (shape is not [var count, var length] || count != rows)
            throw new StvgException($"model '{Model.Name}' gave [{string.Join(",", shape)}] for {rows} rows");
        for (var i = 0; i < rows; i++) yield return Normalised(values[(int)(i * length)..(int)((i + 1) * length)]);
    }

    private static float[] Normalised(float[] values)
    {
        var norm = TensorPrimitives.Norm(values);
        if (norm > 0) TensorPrimitives.Divide(values, norm, values);
        return values;
    }
}
