using System.Globalization;
using Stvg.Core.Frames;

namespace Stvg.Core.Evaluation;

/// <summary>What a MOTChallenge <c>seqinfo.ini</c> says of a sequence.</summary>
/// <param name="Name">Name of the sequence.</param>
/// <param name="FrameRate">Frames per second.</param>
/// <param name="Length">Number of frames.</param>
/// <param name="Size">Size of the picture, pixels.</param>
public sealed record SequenceInfo(string Name, double FrameRate, int Length, FrameSize Size)
{
    /// <summary>Reads the file's text.</summary>
    /// <param name="reader">The text; disposed.</param>
    /// <param name="source">What to call it in error messages.</param>
    /// <exception cref="StvgException">A needed key is missing or not a positive number.</exception>
    public static SequenceInfo Parse(TextReader reader, string source)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using (reader)
        {
            while (reader.ReadLine() is { } line)
            {
                var equals = line.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0) values[line[..equals].Trim()] = line[(equals + 1)..].Trim();
            }
        }

        return new SequenceInfo(
            values.GetValueOrDefault("name", source), Number("frameRate"), (int)Number("seqLength"),
            new FrameSize((int)Number("imWidth"), (int)Number("imHeight")));

        double Number(string key) =>
            values.TryGetValue(key, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1e9
                ? value
                : throw new StvgException($"'{source}' is not a seqinfo.ini: '{key}' is missing or not a positive number");
    }
}
