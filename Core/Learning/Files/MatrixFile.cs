using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Files;

/// <summary>
/// Named lists of numbers and a few lines of text, sealed with a checksum: <c>kind version</c>, a line; SHA-256 of all that follows, in hex, a
/// line; then a count, and for each list its name, length and 32-bit floats; then the text. Little-endian.
/// </summary>
internal sealed class MatrixFile
{
    private const int LongestName = 200, MostMatrices = 10_000;
    private const int MostNumbers = 64_000_000;

    /// <summary>The lists, by name.</summary>
    public Dictionary<string, float[]> Matrices { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines of <c>key value</c>.</summary>
    public Dictionary<string, string> Text { get; } = new(StringComparer.Ordinal);

    /// <summary>Puts a network's numbers in, each list under its own name.</summary>
    public void Put(NetworkWeights weights, string prefix = "")
    {
        foreach (var parameter in weights.All) Matrices[prefix + parameter.Name] = parameter.Values;
    }

    /// <summary>Takes a network's numbers out.</summary>
    /// <exception cref="StvgException">Some are missing, of another size, or no numbers.</exception>
    public void Take(NetworkWeights weights, string file, string prefix = "")
    {
        foreach (var parameter in weights.All) Take(prefix + parameter.Name, parameter.Values, file);
    }

    /// <summary>Takes one list out.</summary>
    /// <inheritdoc cref="Take(NetworkWeights, string, string)" path="/exception"/>
    public void Take(string matrix, float[] to, string file)
    {
        if (!Matrices.TryGetValue(matrix, out var values) || values.Length != to.Length)
            throw new StvgException($"'{file}' lacks '{matrix}' in the size that this program has: train it again");
        if (Array.Exists(values, v => !float.IsFinite(v)))
            throw new StvgException($"'{file}' has numbers in '{matrix}' that are not finite: train it again");
        values.CopyTo(to, 0);
    }

    /// <summary>Writes the file.</summary>
    /// <param name="kind">What it is, and of which version: the first line.</param>
    /// <param name="to">Where to.</param>
    public void Write(string kind, Stream to)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Matrices.Count);
            foreach (var (name, values) in Matrices)
            {
                writer.Write(name);
                writer.Write(values.Length);
                writer.Write(Bytes(values));
            }

            writer.Write(Text.Count);
            foreach (var (key, value) in Text)
            {
                writer.Write(key);
                writer.Write(value);
            }
        }

        var content = body.GetBuffer().AsSpan(0, (int)body.Length);
        to.Write(Encoding.ASCII.GetBytes($"{kind}\n{Convert.ToHexStringLower(SHA256.HashData(content))}\n"));
        to.Write(content);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="kind">The first line that is expected.</param>
    /// <param name="from">Where from.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="StvgException">It is something else, of another version, or damaged.</exception>
    public static MatrixFile Read(string kind, Stream from, string name)
    {
        using var reader = new BinaryReader(from, Encoding.UTF8, leaveOpen: true);
        var first = Line(reader);
        if (first != kind)
        {
            throw new StvgException(first?.Split(' ')[0] == kind.Split(' ')[0]
                ? $"'{name}' is '{first}', but this program reads '{kind}': train it again, or use the program that wrote it"
                : $"'{name}' is not a {kind.Split(' ')[0]} file: give one that 'stvg train' wrote");
        }

        var damaged = new StvgException($"'{name}' is damaged: its checksum does not fit; copy it again or train again");
        var checksum = Line(reader) ?? throw damaged;
        using var body = new MemoryStream();
        from.CopyTo(body);
        var content = body.GetBuffer().AsSpan(0, (int)body.Length);
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != checksum) throw damaged;
        body.Position = 0;
        try
        {
            return Parse(body);
        }
        catch (EndOfStreamException)
        {
            throw damaged;
        }
    }

    private static MatrixFile Parse(MemoryStream body)
    {
        using var reader = new BinaryReader(body, Encoding.UTF8, leaveOpen: true);
        var file = new MatrixFile();
        var count = Checked(reader.ReadInt32(), MostMatrices);
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadString();
            var values = new float[Checked(reader.ReadInt32(), (int)Math.Min(MostNumbers, (body.Length - body.Position) / sizeof(float)))];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            if (!BitConverter.IsLittleEndian) Reverse(values);
            file.Matrices[name] = values;
        }

        for (var i = Checked(reader.ReadInt32(), MostMatrices); i > 0; i--) file.Text[reader.ReadString()] = reader.ReadString();
        return file;
    }

    private static int Checked(int count, int most) => count >= 0 && count <= most ? count : throw new EndOfStreamException();

    private static string? Line(BinaryReader reader)
    {
        var text = new StringBuilder();
        for (var i = 0; i < LongestName; i++)
        {
            var next = reader.BaseStream.ReadByte();
            if (next is '\n') return text.ToString();
            if (next < 0) return null;
            text.Append((char)next);
        }

        return null;
    }

    private static byte[] Bytes(float[] values)
    {
        if (BitConverter.IsLittleEndian) return MemoryMarshal.AsBytes<float>(values).ToArray();
        float[] turned = [.. values];
        Reverse(turned);
        return MemoryMarshal.AsBytes<float>(turned).ToArray();
    }

    private static void Reverse(float[] values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = BitConverter.UInt32BitsToSingle(BinaryPrimitives.ReverseEndianness(BitConverter.SingleToUInt32Bits(values[i])));
    }
}
