using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stvg.Models.Catalogue;

/// <summary>How entries are written in JSON: camel case, comments allowed, unknown fields refused so that a typing error is seen.</summary>
internal static class CatalogueJson
{
    // Not with generated readers: those overwrite the defaults of init-only properties.
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <exception cref="JsonException">The text is no JSON, or no such value.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, s_options) ?? throw new JsonException("it is null");
}
