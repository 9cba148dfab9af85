using System.Text;
using System.Text.Json;

namespace Stvg.Models.Judging;

/// <summary>Collects a chat completion, whole or in the pieces of a stream.</summary>
internal sealed class ChatReply
{
    private readonly StringBuilder _text = new();
    private bool _hasChoice;

    /// <summary>The model's words so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Probability of yes against no at the first token that is either; null where the server told none.</summary>
    public double? Yes { get; private set; }

    /// <summary>Tokens that went in, as the server counts; 0 where it does not.</summary>
    public long TokensIn { get; private set; }

    /// <summary>Tokens that came out.</summary>
    public long TokensOut { get; private set; }

    /// <summary>Whether anything that is an answer came.</summary>
    public bool IsAnswer => _hasChoice;

    /// <summary>Takes a completion, or a piece of one.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public void Add(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("no object");
        if (root.TryGetProperty("error"u8, out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
            throw new JsonException($"the server said: {Short(error.ToString())}");
        if (root.TryGetProperty("usage"u8, out var usage) && usage.ValueKind == JsonValueKind.Object)
            (TokensIn, TokensOut) = (Number(usage, "prompt_tokens"), Number(usage, "completion_tokens"));
        if (!root.TryGetProperty("choices"u8, out var choices) || choices.ValueKind != JsonValueKind.Array
            || choices.GetArrayLength() == 0) return;
        var choice = choices[0];
        if (!choice.TryGetProperty("message"u8, out var message) && !choice.TryGetProperty("delta"u8, out message))
            throw new JsonException("a choice without message");
        _hasChoice = true;
        if (message.TryGetProperty("content"u8, out var content)) AddContent(content);
        if (choice.TryGetProperty("logprobs"u8, out var probabilities) && probabilities.ValueKind == JsonValueKind.Object
            && probabilities.TryGetProperty("content"u8, out var tokens) && tokens.ValueKind == JsonValueKind.Array) AddTokens(tokens);
    }

    /// <summary>At most a hundred characters on one line.</summary>
    public static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= 100 ? line : line[..100] + " …";
    }

    // Some servers answer in parts.
    private void AddContent(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String) _text.Append(content.GetString());
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
                if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text"u8, out var text)
                    && text.ValueKind == JsonValueKind.String) _text.Append(text.GetString());
        }
    }

    private void AddTokens(JsonElement tokens)
    {
        foreach (var token in tokens.EnumerateArray())
        {
            if (Yes is not null) return;
            if (!token.TryGetProperty("token"u8, out var said) || Meaning(said.GetString()) is null) continue;
            if (!token.TryGetProperty("top_logprobs"u8, out var others) || others.ValueKind != JsonValueKind.Array) continue;
            double yes = 0, no = 0;
            foreach (var other in others.EnumerateArray())
            {
                if (!other.TryGetProperty("token"u8, out var word) || !other.TryGetProperty("logprob"u8, out var log)
                    || !log.TryGetDouble(out var value)) continue;
                if (Meaning(word.GetString()) is not { } meaning) continue;
                if (meaning) yes += Math.Exp(value);
                else no += Math.Exp(value);
            }

            if (yes + no > 0) Yes = yes / (yes + no);
        }
    }

    /// <summary>Tokens carry the spaces before them, in several disguises.</summary>
    private static bool? Meaning(string? token) => token?.Trim(' ', '\n', 'Ġ', '▁', '.', '"', '*').ToUpperInvariant() switch
    {
        "YES" => true,
        "NO" => false,
        _ => null,
    };

    private static long Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
            : 0;
}
