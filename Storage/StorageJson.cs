using System.Text.Json.Serialization;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;

namespace Stvg.Storage;

/// <summary>What lies in the database as JSON. A member that an older program did not write has its default.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CameraSettings))]
[JsonSerializable(typeof(StandingQuery))]
[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class StorageJson : JsonSerializerContext;
