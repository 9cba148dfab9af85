using System.Globalization;
using Stvg.Core.Frames;

namespace Stvg.Core.Evaluation;

/// <summary>
/// MOT text, the format of detections, tracks and ground truth: <c>frame,id,x,y,width,height,score[,class]</c>, frames from 1,
/// boxes in pixels of the original frame, top-left origin.
/// </summary>
/// <remarks>
/// Public files carry further columns that are not classes: world coordinates or <c>-1,-1,-1</c> in MOT15 (10 columns), the
/// benchmark's own class numbers and the visibility in MOT16 to MOT20 (9 columns). So a number in the 8th column is a COCO index only in
/// a row of exactly 8 columns; a name there is a class in any row. Absent, empty or negative means any class.
/// </remarks>
public static class MotText
{
    private const string Expected = "expected frame,id,x,y,width,height,score[,class]";

    /// <summary>Reads detections or tracks.</summary>
    /// <param name="reader">The text; with or without byte order mark, LF or CRLF, blank lines and spaces allowed.</param>
    /// <param name="source">What to call the text in error messages, usually the file's name.</param>
    /// <exception cref="StvgException">A row is malformed; the message names the line and shows it.</exception>
    public static List<MotRow> Read(TextReader reader, string source) => Read(reader, source, dropZeroScore: false);

    /// <summary>Reads ground truth: as <see cref="Read(TextReader, string)"/>, without the rows whose 7th column is 0.</summary>
    /// <inheritdoc cref="Read(TextReader, string)"/>
    public static List<MotRow> ReadGroundTruth(TextReader reader, string source) => Read(reader, source, dropZeroScore: true);

    /// <summary>Writes rows, at most three decimals for boxes and six for scores; the class column only where a class is known.</summary>
    public static void Write(TextWriter writer, IEnumerable<MotRow> rows)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(rows);
        Span<char> line = stackalloc char[512];
        foreach (var row in rows)
        {
            var (box, length) = (row.Box, 0);
            if (!line.TryWrite(
                    CultureInfo.InvariantCulture,
                    $"{row.Frame},{row.Id},{box.X:0.###},{box.Y:0.###},{box.Width:0.###},{box.Height:0.###},{row.Score:0.######}",
                    out length))
                throw new ArgumentException($"a row of frame {row.Frame} does not fit in a line: {row}", nameof(rows));
            writer.Write(line[..length]);
            if (row.Class >= 0 && line.TryWrite(CultureInfo.InvariantCulture, $",{row.Class}", out length)) writer.Write(line[..length]);
            writer.Write('\n');
        }
    }

    private static List<MotRow> Read(TextReader reader, string source, bool dropZeroScore)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var rows = new List<MotRow>();
        using var lines = new LineReader(reader);
        while (lines.MoveNext())
        {
            if (lines.Current.IsWhiteSpace()) continue;
            var row = ParseRow(lines.Current, source, lines.Number);
            if (!dropZeroScore || row.Score != 0) rows.Add(row);
        }
        return rows;
    }

    private static MotRow ParseRow(ReadOnlySpan<char> line, string source, int number)
    {
        Span<Range> columns = stackalloc Range[12]; // whatever follows the 11th comma stays in the last and is not looked at
        var count = line.Split(columns, ',');
        if (count < 7) throw Malformed(line, source, number, $"{count} columns");

        var frame = Whole(line, columns, 0, "frame", source, number);
        if (frame < 1) throw Malformed(line, source, number, $"frame {frame}, but frames count from 1");
        var box = new Box(
            Real(line, columns, 2, "x", source, number), Real(line, columns, 3, "y", source, number),
            Real(line, columns, 4, "width", source, number), Real(line, columns, 5, "height", source, number));
        return new MotRow(frame, Whole(line, columns, 1, "id", source, number), box, Real(line, columns, 6, "score", source, number),
            count > 7 ? ClassOf(line, columns[7], count, source, number) : MotRow.AnyClass);
    }

    private static int ClassOf(ReadOnlySpan<char> line, Range column, int count, string source, int number)
    {
        var text = line[column].Trim();
        if (text.IsEmpty) return MotRow.AnyClass;
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            if (count != 8 || value < 0) return MotRow.AnyClass;
            if (value < CocoClasses.Names.Count && float.IsInteger(value)) return (int)value;
            throw Malformed(line, source, number, $"class {text} is not a COCO index from 0 to {CocoClasses.Names.Count - 1}");
        }
        for (var i = 0; i < CocoClasses.Names.Count; i++)
            if (text.Equals(CocoClasses.Names[i], StringComparison.OrdinalIgnoreCase)) return i;
        throw Malformed(line, source, number, $"class '{text}' is not a COCO name");
    }

    /// <summary>Whole numbers may be written with a point ("3.0"), as numeric tools do.</summary>
    private static int Whole(ReadOnlySpan<char> line, ReadOnlySpan<Range> columns, int index, string name, string source, int number)
    {
        var text = line[columns[index]];
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)) return value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            && double.IsInteger(real) && Math.Abs(real) <= int.MaxValue) return (int)real;
        throw Malformed(line, source, number, $"{name} '{text.Trim()}' is not a whole number");
    }

    private static float Real(ReadOnlySpan<char> line, ReadOnlySpan<Range> columns, int index, string name, string source, int number)
    {
        var text = line[columns[index]];
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)) return value;
        throw Malformed(line, source, number, $"{name} '{text.Trim()}' is not a number");
    }

    private static StvgException Malformed(ReadOnlySpan<char> line, string source, int number, string what)
    {
        const int shown = 80;
        var content = line.Length <= shown ? line.ToString() : $"{line[..shown]}…";
        return new StvgException($"{source}, line {number}: {what} in '{content}'; {Expected}");
    }
}
