using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Evaluation;

public sealed class MotTextTests
{
    [Fact]
    public void Reads_byte_order_mark_carriage_returns_blank_lines_and_spaces() =>
        Assert.Equal(
            [new MotRow(1, -1, new Box(638.7f, 240.2f, 44.9f, 82.2f), 0.837f), new MotRow(12, 3, new Box(-5, 1e2f, 0.5f, 2), 1, 0)],
            Read("\uFEFF1,-1,638.7,240.2,44.9,82.2,0.837\r\n\r\n   \n 12 , 3,-5, 1e2 ,.5,2.0,1,person \r\n"));

    [Theory]
    [InlineData("1,1,0,0,9,9,1", MotRow.AnyClass)]
    [InlineData("1,1,0,0,9,9,1,", MotRow.AnyClass)]
    [InlineData("1,1,0,0,9,9,1,2", 2)]
    [InlineData("1,1,0,0,9,9,1,2.0", 2)]
    [InlineData("1,1,0,0,9,9,1,-1", MotRow.AnyClass)]
    [InlineData("1,1,0,0,9,9,1,Traffic Light", 9)]
    [InlineData("1,1,0,0,9,9,1,-1,-1,-1", MotRow.AnyClass)]
    [InlineData("1,1,0,0,9,9,1,4.4852,5.5016,0", MotRow.AnyClass)] // MOT15: a place in the world
    [InlineData("1,1,0,0,9,9,1,3,0.75", MotRow.AnyClass)] // MOT17: the benchmark's own class, visibility
    [InlineData("1,1,0,0,9,9,1,car,0.75", 2)]
    public void The_class_column_is_only_read_where_it_is_one(string line, int expected) => Assert.Equal(expected, Assert.Single(Read(line)).Class);

    [Fact]
    public void Ground_truth_drops_rows_marked_with_zero()
    {
        using var reader = new StringReader("1,1,0,0,9,9,0,-1,-1,-1\n1,2,0,0,9,9,1,-1,-1,-1\n");
        Assert.Equal(2, Assert.Single(MotText.ReadGroundTruth(reader, "gt.txt")).Id);
        Assert.Equal(2, Read("1,1,0,0,9,9,0\n1,2,0,0,9,9,1\n").Count);
    }

    [Theory]
    [InlineData("1,1,0,0,9,9", "6 columns")]
    [InlineData("1;1;0;0;9;9;1", "1 columns")]
    [InlineData("0,1,0,0,9,9,1", "frames count from 1")]
    [InlineData("1.5,1,0,0,9,9,1", "frame '1.5' is not a whole number")]
    [InlineData("1,a,0,0,9,9,1", "id 'a' is not a whole number")]
    [InlineData("1,1,0,zero,9,9,1", "y 'zero' is not a number")]
    [InlineData("1,1,0,0,NaN,9,1", "width 'NaN' is not a number")]
    [InlineData("1,1,0,0,9,9,1,80", "class 80 is not a COCO index")]
    [InlineData("1,1,0,0,9,9,1,unicorn", "class 'unicorn' is not a COCO name")]
    public void A_malformed_row_is_named_by_line_and_content(string line, string problem)
    {
        var error = Assert.Throws<StvgException>(() => Read("1,1,0,0,9,9,1\n\n" + line));
        Assert.StartsWith("some.txt, line 3: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains(line, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Culture_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal("1,2,1.5,2,3,4,0.25\n", Write(Read("1,2,1.5,2,3,4,.25")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Lines_are_found_wherever_the_reader_pauses()
    {
        // Longer than any buffer, read in bites of one character and more.
        var text = string.Concat(Enumerable.Range(1, 3000).Select(i => $"{i},{i % 7},{i}.25,2,3,4,1,0\r\n")).TrimEnd();
        var whole = Read(text);
        Assert.Equal(3000, whole.Count);
        using var slow = new DrippingReader(text);
        Assert.Equal(whole, MotText.Read(slow, "slow"));
    }

    [Fact]
    public void What_is_written_reads_back() =>
        Prop.ForAll(Rows().ToArbitrary(), rows =>
        {
            var back = Read(Write(rows));
            Assert.Equal(rows.Length, back.Count);
            for (var i = 0; i < rows.Length; i++)
            {
                var (row, read) = (rows[i], back[i]);
                Assert.Equal((row.Frame, row.Id, row.Class), (read.Frame, read.Id, read.Class));
                Assert.Equal(row.Score, read.Score, 1e-6f);
                Assert.All([(row.Box.X, read.Box.X), (row.Box.Y, read.Box.Y), (row.Box.Width, read.Box.Width), (row.Box.Height, read.Box.Height)],
                    pair => Assert.Equal(pair.Item1, pair.Item2, 1e-3f));
            }
        }).QuickCheckThrowOnFailure();

    private static List<MotRow> Read(string text)
    {
        using var reader = new StringReader(text);
        return MotText.Read(reader, "some.txt");
    }

    private static string Write(IEnumerable<MotRow> rows)
    {
        using var writer = new StringWriter();
        MotText.Write(writer, rows);
        return writer.ToString();
    }

    private static Gen<MotRow[]> Rows()
    {
        var coordinate = Gen.Choose(-2_000_000, 8_000_000).Select(value => value / 997f);
        return (from frame in Gen.Choose(1, 1_000_000)
                from id in Gen.Choose(-1, int.MaxValue)
                from x in coordinate
                from y in coordinate
                from width in coordinate
                from height in coordinate
                from score in Gen.Choose(0, 997)
                from category in Gen.Choose(-1, 79)
                select new MotRow(frame, id, new Box(x, y, width, height), score / 997f, category)).ArrayOf();
    }

    private sealed class DrippingReader(string text) : TextReader
    {
        private int _at, _bite = 1;

        public override int Read(char[] buffer, int index, int count)
        {
            var length = Math.Min(Math.Min(count, _bite = (_bite % 13) + 1), text.Length - _at);
            text.CopyTo(_at, buffer, index, length);
            _at += length;
            return length;
        }
    }
}
