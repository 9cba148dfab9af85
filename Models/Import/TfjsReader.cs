using System.Text.Json;
using Stvg.Core;

namespace Stvg.Models.Import;

/// <summary>Reads a TensorFlow.js graph model: a JSON file with the topology, and binary files with the weights beside it.</summary>
internal static class TfjsReader
{
    /// <exception cref="StvgException">The files are not such a model, or do not fit together.</exception>
    public static TfjsModel Read(string jsonPath)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(jsonPath));
            return Read(document.RootElement, Path.GetDirectoryName(Path.GetFullPath(jsonPath))!);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new StvgException($"'{jsonPath}' is not a TensorFlow.js graph model: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (IOException e)
        {
            throw new StvgException($"cannot read the model '{jsonPath}': {e.Message}", e);
        }
    }

    private static TfjsModel Read(JsonElement root, string folder)
    {
        if (root.TryGetProperty("format", out var format) && format.GetString() != "graph-model")
            throw new FormatException($"its format is '{format.GetString()}', not 'graph-model'");
        var nodes = root.GetProperty("modelTopology").GetProperty("node").EnumerateArray()
            .Select(ReadNode).ToDictionary(n => n.Name);
        var weights = new Dictionary<string, OnnxTensor>();
        foreach (var group in root.GetProperty("weightsManifest").EnumerateArray()) ReadGroup(group, folder, weights);
        return new(nodes, weights, ReadOutputs(root, nodes));
    }

    private static TfjsNode ReadNode(JsonElement node)
    {
        List<TfjsEdge> inputs = [];
        if (node.TryGetProperty("input", out var names))
            inputs.AddRange(names.EnumerateArray().Select(n => n.GetString()!).Where(n => n[0] != '^').Select(TfjsEdge.Parse));
        var attributes = node.TryGetProperty("attr", out var attr) ? attr.Clone() : default;
        return new(node.GetProperty("name").GetString()!, node.GetProperty("op").GetString()!, inputs, attributes);
    }

    // Older files have no signature; then the outputs are the nodes that nobody reads.
    private static List<string> ReadOutputs(JsonElement root, Dictionary<string, TfjsNode> nodes)
    {
        if (root.TryGetProperty("signature", out var signature) && signature.TryGetProperty("outputs", out var outputs))
            return [.. outputs.EnumerateObject().Select(o => TfjsEdge.Parse(o.Value.GetProperty("name").GetString()!).Node)];
        var read = nodes.Values.SelectMany(n => n.Inputs).Select(i => i.Node).ToHashSet();
        return [.. nodes.Keys.Where(n => !read.Contains(n))];
    }

    // The files of a group are one long sequence of bytes, in which the weights follow each other without gaps.
    private static void ReadGroup(JsonElement group, string folder, Dictionary<string, OnnxTensor> weights)
    {
        using var joined = new MemoryStream();
        foreach (var path in group.GetProperty("paths").EnumerateArray())
        {
            var name = path.GetString()!;
            if (name != Path.GetFileName(name)) throw new FormatException($"it names a weight file outside its folder: '{name}'");
            using var file = File.OpenRead(Path.Combine(folder, name));
            file.CopyTo(joined);
        }
        var bytes = joined.GetBuffer().AsSpan(0, (int)joined.Length);
        foreach (var weight in group.GetProperty("weights").EnumerateArray())
        {
            var tensor = TfjsWeights.Read(weight, ref bytes);
            weights[tensor.Name] = tensor;
        }
        if (!bytes.IsEmpty) throw new FormatException($"its weight files are {bytes.Length} bytes longer than its manifest says");
    }
}
