using System.Text.Json.Serialization;

namespace Stvg.Models.Catalogue;

/// <summary>How words and pictures become the inputs of a network that sees both. Files are relative to the description.</summary>
public sealed record PhraseFormat
{
    /// <summary>Which family.</summary>
    public required PhraseStyle Style { get; init; }

    /// <summary>The tokenizer, as <c>tokenizer.json</c>.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>CLIP and SigLIP: the text encoder; <c>source.file</c> is the one for pictures.</summary>
    public string? TextFile { get; init; }

    /// <summary>Numbers in a row of text: CLIP 77, SigLIP 64, OWL 16, Grounding DINO as many as are needed up to 256.</summary>
    public int TextLength { get; init; } = 77;

    /// <summary>Width of the picture's input.</summary>
    public int Width { get; init; } = 224;

    /// <summary>Height of the picture's input.</summary>
    public int Height { get; init; } = 224;

    /// <summary>Whether a picture keeps its aspect ratio, at the top left (OWLv2); else it is stretched.</summary>
    public bool KeepAspect { get; init; }

    /// <summary>Sentences that a phrase is put into, as {0}; the mean of their embeddings counts.</summary>
    public IReadOnlyList<string> Templates { get; init; } = ["a photo of {0}."];

    /// <summary>What a cosine is multiplied by: CLIP 100; SigLIP's own, about 112.</summary>
    public double LogitScale { get; init; } = 100;

    /// <summary>What is added then: SigLIP's own, about −16.5.</summary>
    public double LogitBias { get; init; }

    /// <summary>The same with files of a folder.</summary>
    internal PhraseFormat In(string folder) => this with
    {
        Tokenizer = Path.Combine(folder, Tokenizer), TextFile = TextFile is null ? null : Path.Combine(folder, TextFile),
    };
}

/// <summary>Families of networks that see words and pictures.</summary>
public enum PhraseStyle
{
    /// <summary>
    /// CLIP: text encoder <c>input_ids</c> [n, L] (and <c>attention_mask</c>) to <c>text_embeds</c> [n, D], picture encoder
    /// <c>pixel_values</c> [n, 3, H, W] to <c>image_embeds</c> [n, D]. A phrase is scored against its bare noun.
    /// </summary>
    [JsonStringEnumMemberName("clip")] Clip,

    /// <summary>SigLIP: the same two encoders; the score is the sigmoid of scale · cosine + bias.</summary>
    [JsonStringEnumMemberName("siglip")] SigLip,

    /// <summary>OWL-ViT, OWLv2: <c>input_ids</c>, <c>attention_mask</c> [Q, L], <c>pixel_values</c> to <c>logits</c> [1, N, Q],
    /// <c>pred_boxes</c> [1, N, 4].</summary>
    [JsonStringEnumMemberName("owl")] Owl,

    /// <summary>
    /// Grounding DINO: <c>input_ids</c>, <c>token_type_ids</c>, <c>attention_mask</c> [1, L], <c>pixel_values</c>, <c>pixel_mask</c> to
    /// <c>logits</c> [1, N, T], <c>pred_boxes</c> [1, N, 4].
    /// </summary>
    [JsonStringEnumMemberName("grounding-dino")] GroundingDino,
}
