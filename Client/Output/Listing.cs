using Spectre.Console;

namespace Stvg.Client.Output;

/// <summary>
/// Rows under headings: a table on a terminal; in a pipe or file columns with spaces between, one line a row, never wrapped.
/// </summary>
internal sealed class Listing(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row; null is shown as nothing.</summary>
    public void Add(params string?[] cells) => _rows.Add([.. cells.Select(c => Text.Clean(c ?? ""))]);

    public void Print()
    {
        if (Console.IsOutputRedirected) PrintPlain(Console.Out);
        else PrintTable(Terminal.Output);
    }

    private void PrintTable(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings) table.AddColumn(Markup.Escape(heading));
        foreach (var row in _rows) table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
    }

    private void PrintPlain(TextWriter output)
    {
        var widths = headings.Select((h, i) => _rows.Select(r => r[i].Length).Append(h.Length).Max()).ToArray();
        foreach (var row in _rows.Prepend(headings))
            output.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
