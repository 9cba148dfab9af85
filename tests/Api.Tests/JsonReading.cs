using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stvg.Api.Tests;

/// <summary>Short words for looking into answers.</summary>
internal static class JsonReading
{
    public static string Str(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static int Int(this JsonElement json, string name) => json.GetProperty(name).GetInt32();

    public static double Num(this JsonElement json, string name) => json.GetProperty(name).GetDouble();

    /// <summary>Is exactly that JSON, fields in that order, white space apart.</summary>
    public static void Is(this JsonElement json, string expected) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), JsonNode.Parse(json.GetRawText())!.ToJsonString());

    /// <summary>What a part of a list holds.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement json) => json.GetProperty("items").EnumerateArray();
}
