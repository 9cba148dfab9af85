using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts.Json;

/// <summary>A time of day as a clock shows it: "22:00", or "22:00:30".</summary>
public sealed class ClockTimeConverter : JsonConverter<TimeOnly>
{
    private static readonly string[] s_formats = ["HH:mm", "HH:mm:ss"];

    /// <inheritdoc/>
    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && TimeOnly.TryParseExact(reader.GetString(), s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new WireFormatException("a time of day is written as \"22:00\" or \"22:00:30\"");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(value.Second == 0 ? s_formats[0] : s_formats[1], CultureInfo.InvariantCulture));
}
