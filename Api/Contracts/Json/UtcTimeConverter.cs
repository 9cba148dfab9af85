using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts.Json;

/// <summary>Times as ISO 8601, always written as UTC; one that is read without an offset is UTC too, never the server's own time.</summary>
public sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Advice = "a time is written as ISO 8601 in UTC: \"2026-01-31T08:30:00Z\"";

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var time) ? time : throw new JsonException(Advice);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);

    /// <summary>Reads a time as it stands in a body or in an address.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        // STJ's own grammar (RFC 3339 and its shorter ISO forms) rather than DateTimeOffset.Parse, which also takes "tomorrow's" formats.
        time = default;
        if (text.Length is 0 or > 64 || text.AsSpan().ContainsAny('"', '\\')) return false;
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Default.String));
        reader.Read();
        if (!reader.TryGetDateTime(out var dateTime)) return false;
        if (dateTime.Kind == DateTimeKind.Unspecified) time = new DateTimeOffset(dateTime, TimeSpan.Zero);
        else if (!reader.TryGetDateTimeOffset(out time)) return false;
        time = time.ToUniversalTime();
        return true;
    }
}
