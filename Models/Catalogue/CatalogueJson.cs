using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stvg.Models.Catalogue;

// Generated readers: a command line pays for reflection at every start.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ModelEntry))]
[JsonSerializable(typeof(ModelEntry[]))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
