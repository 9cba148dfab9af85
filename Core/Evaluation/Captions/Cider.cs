namespace Stvg.Core.Evaluation.Captions;

/// <summary>
/// CIDEr-D (Vedantam, Zitnick and Parikh 2015), as the scorer of COCO computes it: cosine of TF-IDF vectors of 1- to 4-grams with clipped
/// counts and a penalty for other lengths (σ = 6), averaged over the references, times 10. Document frequencies are those of the references
/// of the set itself. Words are stemmed, as the paper says.
/// </summary>
public static class Cider
{
    private const int Longest = 4;
    private const double Sigma = 6;

    /// <summary>One score for each caption, in [0, 10].</summary>
    /// <param name="set">Captions, each with its references.</param>
    public static IReadOnlyList<double> Scores(IReadOnlyList<(string Caption, IReadOnlyList<string> References)> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var references = set.Select(s => s.References.Select(Counts).ToList()).ToList();
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var document in references)
            foreach (var gram in document.SelectMany(counts => counts.SelectMany(n => n.Keys)).Distinct())
                frequency[gram] = frequency.GetValueOrDefault(gram) + 1;
        var documents = Math.Log(set.Count);
        return [.. set.Zip(references, (s, r) => r.Count == 0 ? 0
            : 10 * r.Average(reference => Similarity(Counts(s.Caption), reference, Weight)))];

        double Weight(string gram) => documents - Math.Log(Math.Max(1, frequency.GetValueOrDefault(gram)));
    }

    private static double Similarity(Dictionary<string, int>[] caption, Dictionary<string, int>[] reference, Func<string, double> weight)
    {
        var sum = 0.0;
        // Length is the number of 2-grams, in the published scorer.
        double difference = caption[1].Values.Sum() - reference[1].Values.Sum();
        var penalty = Math.Exp(-difference * difference / (2 * Sigma * Sigma));
        for (var n = 0; n < Longest; n++)
        {
            var (dot, own, other) = (0.0, Norm(caption[n], weight), Norm(reference[n], weight));
            if (own <= 0 || other <= 0) continue;
            foreach (var (gram, count) in caption[n])
            {
                if (!reference[n].TryGetValue(gram, out var times)) continue;
                var w = weight(gram);
                dot += Math.Min(count * w, times * w) * times * w;
            }

            sum += dot / (own * other) * penalty;
        }

        return sum / Longest;
    }

    private static double Norm(Dictionary<string, int> counts, Func<string, double> weight) =>
        Math.Sqrt(counts.Sum(c => Math.Pow(c.Value * weight(c.Key), 2)));

    private static Dictionary<string, int>[] Counts(string caption)
    {
        var words = CaptionWords.Of(caption).Select(CaptionWords.Stem).ToArray();
        return [.. Enumerable.Range(1, Longest).Select(n => Enumerable.Range(0, Math.Max(0, words.Length - n + 1))
            .CountBy(i => string.Join(' ', words, i, n)).ToDictionary(StringComparer.Ordinal))];
    }
}
