namespace Stvg.Core.Learning.Features;

/// <summary>
/// A word as rows of one hashed table: the word itself and its groups of three letters (Bojanowski et al. 2017), so that any word of any site
/// has a place, and forms of a word are near each other.
/// </summary>
internal static class WordParts
{
    /// <summary>Rows of the table.</summary>
    public const int Rows = 4096;

    /// <summary>Entries of a word.</summary>
    public const int Each = 8;

    private const float PartsWeight = 0.5f;

    /// <summary>Writes the rows and weights of a word.</summary>
    public static void Write(string word, Span<int> rows, Span<float> weights)
    {
        (rows[0], weights[0]) = (Row(word), 1);
        var framed = $"<{word}>";
        var parts = Math.Min(Each - 1, framed.Length - 2);
        for (var i = 0; i < parts; i++)
            (rows[i + 1], weights[i + 1]) = (Row(framed.AsSpan(i, 3)), PartsWeight / MathF.Sqrt(parts));
    }

    /// <summary>The row of a word or a part of one (FNV-1a).</summary>
    public static int Row(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var letter in text) hash = (hash ^ letter) * 16777619u;
        hash ^= hash >> 15;
        return (int)(hash % Rows);
    }
}
