using System.Text.Json.Serialization;
using Stvg.Api.Requests;

namespace Stvg.Api.OpenApi;

/// <summary>Types of query parameters; the OpenAPI document is made from the metadata of all types that occur in a call.</summary>
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(double?))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(UtcTime?))]
internal sealed partial class ParameterJson : JsonSerializerContext;
