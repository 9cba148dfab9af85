using System.Globalization;
using System.Text;
using System.Text.Json;
using Stvg.Core;

namespace Stvg.Models.Import;

/// <summary>A TensorFlow.js graph model in memory: its operations and its weights.</summary>
/// <param name="Nodes">Operations by name, in file order.</param>
/// <param name="Weights">Constants by node name, already expanded to float32, int32 or bool.</param>
/// <param name="Outputs">Names of the output nodes, in the order of the signature.</param>
internal sealed record TfjsModel(
    IReadOnlyDictionary<string, TfjsNode> Nodes,
    IReadOnlyDictionary<string, OnnxTensor> Weights,
    IReadOnlyList<string> Outputs);

/// <summary>One TensorFlow operation. Its inputs name the nodes it reads; control inputs are left out.</summary>
internal sealed record TfjsNode(string Name, string Op, IReadOnlyList<TfjsEdge> Inputs, JsonElement Attributes)
{
    public StvgException Refuse(string why, Exception? inner = null)
    {
        var message = $"cannot import node '{Name}' ({Op}): {why}";
        return inner is null ? new(message) : new(message, inner);
    }

    public long Integer(string attribute, long otherwise) =>
        Find(attribute, "i") is { } value ? ToInteger(value) : otherwise;

    public float Number(string attribute, float otherwise) =>
        Find(attribute, "f") is { ValueKind: JsonValueKind.Number } value ? value.GetSingle() : otherwise;

    public bool Flag(string attribute) => Find(attribute, "b") is { ValueKind: JsonValueKind.True };

    /// <summary>Strings are kept in base64.</summary>
    public string Text(string attribute, string otherwise) => Find(attribute, "s") is { } value ? ToText(value) : otherwise;

    /// <summary>A data type such as DT_FLOAT.</summary>
    public string Type(string attribute, string otherwise) => Find(attribute, "type")?.GetString() ?? otherwise;

    public long[] Integers(string attribute) =>
        Find(attribute, "list") is { } list && list.TryGetProperty("i", out var items)
            ? [.. items.EnumerateArray().Select(ToInteger)] : [];

    public string[] Texts(string attribute) =>
        Find(attribute, "list") is { } list && list.TryGetProperty("s", out var items)
            ? [.. items.EnumerateArray().Select(ToText)] : [];

    /// <summary>A placeholder's shape; -1 where the file leaves it open.</summary>
    public int[] Shape(string attribute) =>
        Find(attribute, "shape") is { } shape && shape.TryGetProperty("dim", out var dims)
            ? [.. dims.EnumerateArray().Select(d => d.TryGetProperty("size", out var size) ? (int)ToInteger(size) : -1)] : [];

    private JsonElement? Find(string attribute, string field) =>
        Attributes.ValueKind == JsonValueKind.Object && Attributes.TryGetProperty(attribute, out var found)
        && found.TryGetProperty(field, out var value) ? value : null;

    private static long ToInteger(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt64();

    private static string ToText(JsonElement value) => Encoding.ASCII.GetString(Convert.FromBase64String(value.GetString()!));
}

/// <summary>An input of a node: "name" or "name:output".</summary>
internal readonly record struct TfjsEdge(string Node, int Output)
{
    public static TfjsEdge Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var output)
            ? new(text[..colon], output) : new(text, 0);
    }
}
