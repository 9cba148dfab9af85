using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts.Json;

/// <summary>A point as an array of two numbers, as drawing tools and other systems write polygons.</summary>
public sealed class PointConverter : JsonConverter<PointBody>
{
    /// <inheritdoc/>
    public override PointBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new WireFormatException("a point is an array of two numbers: [x, y]");
        var x = Number(ref reader);
        var y = Number(ref reader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray) throw new WireFormatException("a point has two numbers: [x, y]");
        return new PointBody(x, y);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PointBody value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.X);
        writer.WriteNumberValue(value.Y);
        writer.WriteEndArray();
    }

    private static double Number(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value)
            ? value
            : throw new WireFormatException("a point is an array of two numbers: [x, y]");
}
