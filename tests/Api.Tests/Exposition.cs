using System.Globalization;
using System.Text;

namespace Stvg.Api.Tests;

/// <summary>One line of Prometheus' text format.</summary>
internal sealed record Sample(string Series, string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>Reads the text format by its grammar, and fails on what does not follow it.</summary>
internal static class Exposition
{
    private static readonly string[] s_kinds = ["counter", "gauge", "histogram"];

    public static IEnumerable<Sample> Parse(string text)
    {
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        var typed = new HashSet<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                Assert.True(typed.Add(parts[2]), $"{parts[2]} is there twice");
                Assert.Contains(parts[3], s_kinds);
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var sample = Read(line);
                Assert.Contains(typed, t => sample.Name == t || sample.Name.StartsWith(t + "_", StringComparison.Ordinal));
                yield return sample;
            }
        }
    }

    private static Sample Read(string line)
    {
        var at = line.IndexOfAny(['{', ' ']);
        var name = line[..at];
        Assert.Matches("^[a-zA-Z_:][a-zA-Z0-9_:]*$", name);
        var labels = new Dictionary<string, string>();
        if (line[at] == '{')
        {
            for (at++; line[at] != '}';)
            {
                var equals = line.IndexOf('=', at);
                var label = line[at..equals];
                Assert.Matches("^[a-zA-Z_][a-zA-Z0-9_]*$", label);
                Assert.Equal('"', line[equals + 1]);
                (var value, at) = Quoted(line, equals + 2);
                Assert.True(labels.TryAdd(label, value), line);
                if (line[at] == ',') at++;
            }

            at++;
        }

        Assert.Equal(' ', line[at]);
        return new Sample(line[..at], name, labels, Number(line[(at + 1)..]));
    }

    private static (string Text, int After) Quoted(string line, int at)
    {
        var text = new StringBuilder();
        for (; line[at] != '"'; at++)
        {
            if (line[at] != '\\') text.Append(line[at]);
            else text.Append(line[++at] switch { 'n' => '\n', '\\' => '\\', '"' => '"', _ => throw new FormatException(line) });
        }

        return (text.ToString(), at + 1);
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
