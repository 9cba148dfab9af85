using System.Buffers;
using System.Text.Json;
using Stvg.Core.Judging;

namespace Stvg.Models.Judging;

/// <summary>Writes a question as the body of <c>POST /chat/completions</c>.</summary>
internal static class ChatRequest
{
    /// <param name="question">The question.</param>
    /// <param name="settings">The model and how it is used.</param>
    /// <param name="features">What the server is believed to understand.</param>
    public static ReadOnlyMemory<byte> Write(JudgeQuestion question, JudgeSettings settings, ServerFeatures features)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, settings.Model);
            json.WriteNumber("temperature"u8, 0);
            json.WriteNumber("max_tokens"u8, question.MostTokens > 0 ? question.MostTokens : settings.MaxTokens);
            if (settings.Stream)
            {
                json.WriteBoolean("stream"u8, true);
                json.WritePropertyName("stream_options"u8);
                json.WriteRawValue("""{"include_usage":true}"""u8);
            }

            if (question.IsYesNo && features.LogProbs)
            {
                json.WriteBoolean("logprobs"u8, true);
                json.WriteNumber("top_logprobs"u8, 10);
            }

            if (question.Schema is { } schema && features.Structured) WriteSchema(json, schema);
            WriteMessages(json, question);
            foreach (var (name, value) in settings.Extra ?? [])
            {
                json.WritePropertyName(name);
                if (value is null) json.WriteNullValue();
                else value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteSchema(Utf8JsonWriter json, string schema)
    {
        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, "json_schema"u8);
        json.WriteStartObject("json_schema"u8);
        json.WriteString("name"u8, "answer"u8);
        json.WriteBoolean("strict"u8, true);
        json.WritePropertyName("schema"u8);
        json.WriteRawValue(schema);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter json, JudgeQuestion question)
    {
        json.WriteStartArray("messages"u8);
        json.WriteStartObject();
        json.WriteString("role"u8, "user"u8);
        json.WriteStartArray("content"u8);
        foreach (var picture in question.Pictures)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "image_url"u8);
            json.WriteStartObject("image_url"u8);
            json.WriteString("url"u8, $"data:image/jpeg;base64,{Convert.ToBase64String(picture.Jpeg.Span)}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, question.Text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}

/// <summary>What a server is believed to understand; learnt from what it refuses.</summary>
/// <param name="Structured">Answers in a JSON schema.</param>
/// <param name="LogProbs">Probabilities of tokens.</param>
internal sealed record ServerFeatures(bool Structured, bool LogProbs);
