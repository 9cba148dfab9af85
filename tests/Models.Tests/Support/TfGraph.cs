using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Stvg.Models.Import;

namespace Stvg.Models.Tests.Support;

/// <summary>Builds TensorFlow.js graph models of a few nodes and reads them back through the importer's own reader.</summary>
internal sealed class TfGraph
{
    private readonly JsonArray _nodes = [];
    private readonly JsonArray _weights = [];
    private readonly JsonObject _outputs = [];
    private readonly List<byte> _bytes = [];

    public TfGraph Input(string name, int[] shape, string type = "DT_FLOAT")
    {
        var dims = new JsonArray([.. shape.Select(s => new JsonObject { ["size"] = $"{s}" })]);
        return Node("Placeholder", name, [], ("shape", new JsonObject { ["shape"] = new JsonObject { ["dim"] = dims } }), Type("dtype", type));
    }

    public TfGraph Floats(string name, int[] shape, params float[] values) =>
        Constant(name, shape, "float32", MemoryMarshal.AsBytes(values.AsSpan()));

    public TfGraph Integers(string name, int[] shape, params int[] values) =>
        Constant(name, shape, "int32", MemoryMarshal.AsBytes(values.AsSpan()));

    public TfGraph Vector(string name, params int[] values) => Integers(name, [values.Length], values);

    public TfGraph Scalar(string name, int value) => Integers(name, [], value);

    /// <summary>A weight packed as TensorFlow.js packs it.</summary>
    public TfGraph Packed(string name, int[] shape, string packing, byte[] bytes, float scale = 1, float min = 0) =>
        Constant(name, shape, "float32", bytes, new JsonObject { ["dtype"] = packing, ["scale"] = scale, ["min"] = min });

    public TfGraph Constant(string name, int[] shape, string type, ReadOnlySpan<byte> bytes, JsonObject? quantization = null)
    {
        var weight = new JsonObject { ["name"] = name, ["shape"] = new JsonArray([.. shape.Select(s => (JsonNode)s)]), ["dtype"] = type };
        if (quantization is not null) weight["quantization"] = quantization;
        _weights.Add(weight);
        _bytes.AddRange(bytes);
        return Node("Const", name, []);
    }

    public TfGraph Node(string op, string name, string[] inputs, params (string Name, JsonNode Value)[] attributes)
    {
        var attr = new JsonObject(attributes.Select(a => KeyValuePair.Create(a.Name, (JsonNode?)a.Value)));
        _nodes.Add(new JsonObject { ["op"] = op, ["name"] = name, ["input"] = new JsonArray([.. inputs.Select(i => (JsonNode)i)]), ["attr"] = attr });
        return this;
    }

    public TfGraph Output(params string[] names)
    {
        foreach (var name in names) _outputs[$"{name}:0"] = new JsonObject { ["name"] = $"{name}:0" };
        return this;
    }

    public static (string, JsonNode) Type(string name, string type) => (name, new JsonObject { ["type"] = type });

    public static (string, JsonNode) Text(string name, string text) => (name, new JsonObject { ["s"] = Encode(text) });

    public static (string, JsonNode) Texts(string name, params string[] texts) =>
        (name, new JsonObject { ["list"] = new JsonObject { ["s"] = new JsonArray([.. texts.Select(t => (JsonNode)Encode(t))]) } });

    public static (string, JsonNode) Integer(string name, int value) => (name, new JsonObject { ["i"] = $"{value}" });

    public static (string, JsonNode) Number(string name, float value) => (name, new JsonObject { ["f"] = value });

    public static (string, JsonNode) Flag(string name) => (name, new JsonObject { ["b"] = true });

    public static (string, JsonNode) List(string name, params int[] values) =>
        (name, new JsonObject { ["list"] = new JsonObject { ["i"] = new JsonArray([.. values.Select(v => (JsonNode)$"{v}")]) } });

    /// <summary>The usual attributes of a convolution or pooling.</summary>
    public static (string, JsonNode)[] Window(string padding, int stride = 1, params (string, JsonNode)[] more) =>
        [Text("padding", padding), Text("data_format", "NHWC"), List("strides", 1, stride, stride, 1), List("dilations", 1, 1, 1, 1), .. more];

    public JsonObject ToJson(string weightsFile = "model.bin") => new()
    {
        ["format"] = "graph-model",
        ["modelTopology"] = new JsonObject { ["node"] = _nodes.DeepClone() },
        ["signature"] = new JsonObject { ["outputs"] = _outputs.DeepClone() },
        ["weightsManifest"] = new JsonArray(new JsonObject { ["paths"] = new JsonArray(weightsFile), ["weights"] = _weights.DeepClone() }),
    };

    public byte[] Weights => [.. _bytes];

    /// <summary>Writes the two files of the model; returns the path of the JSON file.</summary>
    public string Save(TempFolder folder, byte[]? weights = null)
    {
        File.WriteAllBytes(folder.File("model.bin"), weights ?? Weights);
        return folder.Write("model.json", ToJson().ToJsonString());
    }

    public TfjsModel Read()
    {
        using var folder = new TempFolder();
        return TfjsReader.Read(Save(folder));
    }

    public OnnxGraph Convert(TfjsImportOptions? options = null) => TfjsConverter.Convert(Read(), options);

    private static string Encode(string text) => System.Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
