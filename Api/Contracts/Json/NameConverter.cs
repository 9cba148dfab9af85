using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts.Json;

/// <summary>The values of an enumeration by name, in camelCase; nothing else, no numbers and no other spelling.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class NameConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly T[] s_values = Enum.GetValues<T>();
    private static readonly string[] s_names = [.. s_values.Select(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()))];

    /// <summary>All names, in the order of the enumeration.</summary>
    internal static IReadOnlyList<string> Names => s_names;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var index = reader.TokenType == JsonTokenType.String ? Array.IndexOf(s_names, reader.GetString()) : -1;
        return index >= 0 ? s_values[index] : throw new WireFormatException($"one of these is needed: {string.Join(", ", s_names)}");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(NameOf(value));

    /// <summary>The name of a value.</summary>
    internal static string NameOf(T value) => s_names[Array.IndexOf(s_values, value)];
}
