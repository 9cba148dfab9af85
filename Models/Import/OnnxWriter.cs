using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;

namespace Stvg.Models.Import;

/// <summary>Writes a graph as an ONNX file (protobuf messages of onnx.proto; IR version 8, operator set 18).</summary>
internal static class OnnxWriter
{
    private const int IrVersion = 8;
    private const int OperatorSet = 18;

    public static void Write(OnnxGraph graph, Stream stream)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        WriteInt(output, 1, IrVersion);
        WriteString(output, 2, "Orleans.Stvg");
        WriteMessage(output, 7, o => WriteGraph(o, graph));
        WriteMessage(output, 8, o => WriteInt(o, 2, OperatorSet));
    }

    /// <summary>Writes a graph of ours, with what people and programs should know of it, sealed with a checksum.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="version">The product's version.</param>
    /// <param name="properties">Written in this order; <see cref="OnnxHeader.Checksum"/> is added.</param>
    /// <param name="stream">Where to.</param>
    public static void Write(OnnxGraph graph, string version, IReadOnlyList<(string Key, string Value)> properties, Stream stream)
    {
        using var body = new MemoryStream();
        using (var inner = new CodedOutputStream(body, leaveOpen: true)) WriteGraph(inner, graph);
        var content = body.GetBuffer().AsMemory(0, (int)body.Length);
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        WriteInt(output, 1, IrVersion);
        WriteString(output, 2, "Orleans.Stvg");
        WriteString(output, 3, version);
        WriteBytes(output, 7, content);
        WriteMessage(output, 8, o => WriteInt(o, 2, OperatorSet));
        var checksum = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        foreach (var (key, value) in properties.Append((OnnxHeader.Checksum, checksum)))
        {
            WriteMessage(output, 14, o =>
            {
                WriteString(o, 1, key);
                WriteString(o, 2, value);
            });
        }
    }

    private static void WriteGraph(CodedOutputStream output, OnnxGraph graph)
    {
        foreach (var node in graph.Nodes) WriteMessage(output, 1, o => WriteNode(o, node));
        WriteString(output, 2, "graph");
        foreach (var tensor in graph.Initializers) WriteMessage(output, 5, o => WriteTensor(o, tensor));
        foreach (var value in graph.Inputs) WriteMessage(output, 11, o => WriteValue(o, value));
        foreach (var value in graph.Outputs) WriteMessage(output, 12, o => WriteValue(o, value));
    }

    private static void WriteNode(CodedOutputStream output, OnnxNode node)
    {
        foreach (var input in node.Inputs) WriteString(output, 1, input);
        foreach (var name in node.Outputs) WriteString(output, 2, name);
        WriteString(output, 3, node.Name);
        WriteString(output, 4, node.OpType);
        foreach (var (name, value) in node.Attributes) WriteMessage(output, 5, o => WriteAttribute(o, name, value));
    }

    private static void WriteAttribute(CodedOutputStream output, string name, object value)
    {
        WriteString(output, 1, name);
        switch (value)
        {
            case float number:
                output.WriteTag(2, WireFormat.WireType.Fixed32);
                output.WriteFloat(number);
                WriteInt(output, 20, 1);
                break;
            case long number:
                WriteInt(output, 3, number);
                WriteInt(output, 20, 2);
                break;
            case string text:
                WriteString(output, 4, text);
                WriteInt(output, 20, 3);
                break;
            case long[] numbers:
                foreach (var number in numbers) WriteInt(output, 8, number);
                WriteInt(output, 20, 7);
                break;
            default:
                throw new ArgumentException($"attribute '{name}' has a {value.GetType()}", nameof(value));
        }
    }

    private static void WriteTensor(CodedOutputStream output, OnnxTensor tensor)
    {
        foreach (var size in tensor.Shape) WriteInt(output, 1, size);
        WriteInt(output, 2, (int)tensor.Type);
        WriteString(output, 8, tensor.Name);
        WriteBytes(output, 9, tensor.Data);
    }

    private static void WriteValue(CodedOutputStream output, OnnxValue value)
    {
        WriteString(output, 1, value.Name);
        WriteMessage(output, 2, type => WriteMessage(type, 1, tensor =>
        {
            WriteInt(tensor, 1, (int)value.Type);
            if (value.Shape is null) return;
            WriteMessage(tensor, 2, shape =>
            {
                foreach (var size in value.Shape) WriteMessage(shape, 1, o => WriteDimension(o, size));
            });
        }));
    }

    private static void WriteDimension(CodedOutputStream output, string size)
    {
        if (long.TryParse(size, CultureInfo.InvariantCulture, out var number)) WriteInt(output, 1, number);
        else WriteString(output, 2, size);
    }

    private static void WriteInt(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void WriteString(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void WriteBytes(CodedOutputStream output, int field, ReadOnlyMemory<byte> value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }

    // A message's length stands before it, so it is first written aside.
    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var inner = new CodedOutputStream(buffer, leaveOpen: true)) write(inner);
        WriteBytes(output, field, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }
}
