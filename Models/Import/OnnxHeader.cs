using System.Security.Cryptography;
using Google.Protobuf;

namespace Stvg.Models.Import;

/// <summary>What an ONNX file says of itself: the properties beside its graph.</summary>
/// <param name="Properties">Metadata properties; a repeated one counts with its last value.</param>
/// <param name="GraphChecksum">SHA-256 of the graph as it is, hex.</param>
internal sealed record OnnxHeader(IReadOnlyDictionary<string, string> Properties, string GraphChecksum)
{
    /// <summary>The property with the checksum of the graph as it was written.</summary>
    public const string Checksum = "graph.sha256";

    private const int Graph = 7, Property = 14;

    /// <summary>Whether the graph is what was written; ONNX Runtime itself takes changed weights for weights.</summary>
    public bool IsIntact => Properties.GetValueOrDefault(Checksum) == GraphChecksum;

    /// <summary>Reads a file's bytes; null where they are no protobuf message.</summary>
    public static OnnxHeader? Read(byte[] content)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        var checksum = "";
        try
        {
            using var input = new CodedInputStream(content);
            while (input.ReadTag() is var tag and not 0)
            {
                switch (WireFormat.GetTagFieldNumber(tag))
                {
                    case Graph when WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited:
                        checksum = Convert.ToHexStringLower(SHA256.HashData(input.ReadBytes().Span));
                        break;
                    case Property when WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited:
                        var (key, value) = ReadProperty(input.ReadBytes());
                        properties[key] = value;
                        break;
                    default:
                        input.SkipLastField();
                        break;
                }
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }

        return new OnnxHeader(properties, checksum);
    }

    private static (string Key, string Value) ReadProperty(ByteString property)
    {
        var (key, value) = ("", "");
        using var input = property.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag == WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited)) key = input.ReadString();
            else if (tag == WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited)) value = input.ReadString();
            else input.SkipLastField();
        }

        return (key, value);
    }
}
