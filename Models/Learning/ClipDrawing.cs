using Stvg.Core.Learning.Export;

namespace Stvg.Models.Learning;

/// <summary>A clip as words look for it.</summary>
/// <param name="Still">Keys of who, tubelets × d.</param>
/// <param name="Fast">Keys of when, tubelets × moments × d.</param>
internal sealed record ClipKeys(string Still, string Fast);

/// <summary>Core's <c>ClipEncoder</c> as a graph, line by line.</summary>
internal sealed class ClipDrawing(GraphDrawing g, int width)
{
    private const int SlowRegion = GrounderShape.Bins / GrounderShape.Slow, FastRegion = GrounderShape.Bins / GrounderShape.Fast;
    private const int Windows = GrounderShape.Fast / GrounderShape.Window;

    public ClipKeys Draw()
    {
        g.Part = "still";
        var table = g.Of("coordinates");
        var still = g.Gelu(g.Multiply("clip.still", g.Of("still")));

        g.Part = "slow";
        var slow = g.Add(g.Multiply("clip.moving", g.Of("slow.in")), g.Gather(table, "clip.fine", "clip.fine.weights"));
        slow = g.Gelu(g.Add(slow, g.Unsqueeze(g.Multiply(still, g.Of("slow.still")), 1)));
        slow = Pack(slow, GrounderShape.Slow, SlowRegion, "slow.pack");
        slow = Think(slow, 1, GrounderShape.Slow, "slow");

        g.Part = "fast";
        var fast = g.Add(g.Multiply("clip.moving", g.Of("fast.in")), g.Gather(Thirds(table), "clip.coarse", "clip.coarse.weights"));
        fast = g.Gelu(g.Add(fast, g.Gather(table, "clip.times", "clip.times.weights")));
        fast = Pack(fast, GrounderShape.Fast, FastRegion, "fast.pack");
        fast = g.Add(fast, g.Multiply("clip.near", g.Multiply(still, g.Of("fast.near"))));
        fast = g.Add(fast, g.Of("position"));
        fast = Think(fast, Windows, GrounderShape.Window, "fast");

        g.Part = "keys";
        var life = g.Add(g.Mean(slow, 1), still);
        return new ClipKeys(
            g.Multiply(g.Normalise(life, width), g.Of("still.key")), g.Multiply(g.Normalise(fast, width), g.Of("fast.key")));
    }

    /// <summary>The mean of each of three parts of the width, then of the height.</summary>
    private string Thirds(string table)
    {
        int[] rows = [.. GrounderShape.Thirds];
        return g.Mean(g.Rows(table, g.Integers("thirds", [6, rows.Length / 6], rows)), 1);
    }

    private string Pack(string tokens, int points, int region, string attention)
    {
        tokens = g.Reshape(tokens, -1, points, region, width);
        var means = g.MeanKept(tokens, 2);
        var packed = g.Add(means, Attend(means, tokens, attention));
        return g.Reshape(packed, -1, points, width);
    }

    private string Think(string tokens, int groups, int size, string part)
    {
        tokens = g.Reshape(tokens, -1, groups, size, width);
        var x = g.Normalise(tokens, width);
        tokens = g.Add(tokens, Attend(x, x, $"{part}.self"));
        x = g.Gelu(g.Multiply(g.Normalise(tokens, width), g.Of($"{part}.up")));
        tokens = g.Add(tokens, g.Multiply(x, g.Of($"{part}.down")));
        return g.Reshape(tokens, -1, groups * size, width);
    }

    private string Attend(string from, string to, string attention) => g.Attend(
        g.Multiply(from, g.Of($"{attention}.query")), g.Multiply(to, g.Of($"{attention}.key")),
        g.Multiply(to, g.Of($"{attention}.value")), width);
}
