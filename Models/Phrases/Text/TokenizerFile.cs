using System.Text.Json;
using Stvg.Core;

namespace Stvg.Models.Phrases.Text;

/// <summary>
/// Opens <c>tokenizer.json</c>, the one file in which Hugging Face's exports carry a tokenizer: BPE with word ends (CLIP, OWL-ViT),
/// WordPiece (BERT, Grounding DINO), unigrams (SigLIP).
/// </summary>
public static class TokenizerFile
{
    /// <summary>Opens a tokenizer.</summary>
    /// <exception cref="StvgException">The file cannot be read, or is of another kind.</exception>
    public static ITextTokenizer Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var model = root.GetProperty("model");
            var added = root.TryGetProperty("added_tokens", out var tokens) ? tokens.EnumerateArray().ToDictionary(
                t => t.GetProperty("content").GetString()!, t => t.GetProperty("id").GetInt32(), StringComparer.Ordinal) : [];
            return KindOf(model) switch
            {
                "BPE" when model.TryGetProperty("end_of_word_suffix", out var suffix)
                    && suffix.GetString() == "</w>" => new ClipTokenizer(Vocabulary(model), Merges(model), added),
                "WordPiece" => new WordPieceTokenizer(Vocabulary(model)),
                "Unigram" => new UnigramTokenizer(
                    [.. model.GetProperty("vocab").EnumerateArray().Select(p => (p[0].GetString()!, p[1].GetDouble()))], UnknownOf(model),
                        added),
                var kind => throw new StvgException(
                    $"the tokenizer '{path}' is a {kind} of a kind that is not supported: BPE with </w>, WordPiece and Unigram are"),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot read the tokenizer '{path}': {e.Message}", e);
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new StvgException($"'{path}' is no tokenizer.json: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    // Older files do not say their kind.
    private static string KindOf(JsonElement model) => model.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
        ? type.GetString()!
        : model.TryGetProperty("merges", out _) ? "BPE" : "WordPiece";

    private static int UnknownOf(JsonElement model) =>
        model.TryGetProperty("unk_id", out var unknown) && unknown.ValueKind == JsonValueKind.Number ? unknown.GetInt32() : 0;

    private static Dictionary<string, int> Vocabulary(JsonElement model) =>
        model.GetProperty("vocab").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32(), StringComparer.Ordinal);

    // "a b", or in newer files ["a", "b"].
    private static IReadOnlyList<(string, string)> Merges(JsonElement model) => [.. model.GetProperty("merges").EnumerateArray().Select(m =>
    {
        if (m.ValueKind == JsonValueKind.Array) return (m[0].GetString()!, m[1].GetString()!);
        var pair = m.GetString()!.Split(' ');
        return (pair[0], pair[1]);
    })];
}
