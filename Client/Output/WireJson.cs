using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Stvg.Api.Contracts;

namespace Stvg.Client.Output;

/// <summary>What the server said, as JSON on standard output: the same documents as those of the HTTP API.</summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions s_document = new(ApiJson.Wire.Options) { WriteIndented = true };

    /// <summary>One document for people and programs.</summary>
    public static void Print<T>(T value) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)s_document.GetTypeInfo(typeof(T))));

    /// <summary>A whole list.</summary>
    public static void PrintAll<T>(IReadOnlyList<T> items) => Print(new PageResponse<T> { Items = items });

    /// <summary>One document on one line, as streams have it.</summary>
    public static string Line<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)ApiJson.Wire.GetTypeInfo(typeof(T))!);
}
