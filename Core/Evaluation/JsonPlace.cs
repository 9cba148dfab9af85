using System.Text.Json;

namespace Stvg.Core.Evaluation;

/// <summary>Parses JSON files that people write by hand: comments and trailing commas are fine, errors say where.</summary>
internal static class JsonText
{
    public static JsonDocument Parse(Stream json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonDocument.Parse(
                json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException error)
        {
            throw new StvgException($"{source}, line {error.LineNumber + 1}: this is not JSON; mend the text there", error);
        }
    }
}

/// <summary>A value in a JSON document that knows where it is, for errors like <c>set.json: queries[3].begin: …</c>.</summary>
internal sealed class JsonPlace(JsonElement element, string source, string path = "")
{
    public JsonElement Element { get; } = element;

    /// <summary>A member that has to be there.</summary>
    public JsonPlace Property(string name) =>
        Find(name) ?? throw Wrong($"\"{name}\" is missing");

    /// <summary>A member that may be absent or null.</summary>
    public JsonPlace? Optional(string name) => Find(name) is { Element.ValueKind: not JsonValueKind.Null } place ? place : null;

    public IEnumerable<(string Name, JsonPlace Value)> Members() => Expect(JsonValueKind.Object, "an object").Element.EnumerateObject()
        .Select(member => (member.Name, new JsonPlace(member.Value, source, Join(member.Name))));

    public IEnumerable<JsonPlace> Items() => Expect(JsonValueKind.Array, "a list").Element.EnumerateArray()
        .Select((item, index) => new JsonPlace(item, source, $"{path}[{index}]"));

    public string Text() => Expect(JsonValueKind.String, "a text").Element.GetString()!;

    public int Whole() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value)
        ? value : throw Wrong("a whole number is expected here");

    public StvgException Wrong(string what) => new($"{source}: {(path.Length > 0 ? path + ": " : "")}{what}");

    private JsonPlace? Find(string name) =>
        Expect(JsonValueKind.Object, "an object").Element.TryGetProperty(name, out var value)
            ? new JsonPlace(value, source, Join(name)) : null;

    private JsonPlace Expect(JsonValueKind kind, string what) => Element.ValueKind == kind ? this : throw Wrong($"{what} is expected here");

    private string Join(string name) => path.Length > 0 ? $"{path}.{name}" : name;
}
