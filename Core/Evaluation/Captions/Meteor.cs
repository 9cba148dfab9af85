namespace Stvg.Core.Evaluation.Captions;

/// <summary>
/// METEOR's measure for one caption (Banerjee and Lavie 2005, with the alignment of Denkowski and Lavie): unigrams matched by word, then by
/// stem; F = 10PR / (R + 9P), reduced by ½ (chunks / matches)³. Without synonyms and paraphrases, which need their own data; so figures are
/// lower than those of the Java program, and comparable only with each other.
/// </summary>
public static class Meteor
{
    /// <summary>The best score over the references, in [0, 1].</summary>
    public static double Score(string caption, IEnumerable<string> references)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(references);
        var words = Stems(caption);
        return references.Select(reference => Score(words, Stems(reference))).DefaultIfEmpty(0).Max();
    }

    private static string[] Stems(string caption) => [.. CaptionWords.Of(caption).Select(CaptionWords.Stem)];

    private static double Score(string[] words, string[] reference)
    {
        if (words.Length == 0 || reference.Length == 0) return 0;
        var (matches, chunks) = Align(words, [.. reference]);
        if (matches == 0) return 0;
        double precision = (double)matches / words.Length, recall = (double)matches / reference.Length;
        var mean = 10 * precision * recall / (recall + (9 * precision));
        var fragmentation = (double)chunks / matches;
        return mean * (1 - (0.5 * fragmentation * fragmentation * fragmentation));
    }

    /// <summary>Matches as many words as there are, in few chunks: the longest run first, then the next.</summary>
    private static (int Matches, int Chunks) Align(string[] words, string?[] reference)
    {
        string?[] left = [.. words];
        var (matches, chunks) = (0, 0);
        while (true)
        {
            var (from, to, longest) = (0, 0, 0);
            for (var i = 0; i < left.Length; i++)
            {
                for (var j = 0; j < reference.Length; j++)
                {
                    var run = 0;
                    while (i + run < left.Length && j + run < reference.Length && left[i + run] is { } word && word == reference[j + run])
                        run++;
                    if (run > longest) (from, to, longest) = (i, j, run);
                }
            }

            if (longest == 0) return (matches, chunks);
            Array.Clear(left, from, longest);
            Array.Clear(reference, to, longest);
            (matches, chunks) = (matches + longest, chunks + 1);
        }
    }
}
