using System.Globalization;
using System.Text.RegularExpressions;
using Stvg.Core.Queries;
using Stvg.Core.Queries.Language;

namespace Stvg.Core.Learning.Features;

/// <summary>What the network sees of a sentence: a row of hashed parts for every word, the places it names, and its role.</summary>
internal sealed partial class SentenceTokens
{
    /// <summary>Longest sentence, words; what follows is not read.</summary>
    public const int Most = 40;

    private SentenceTokens(string text, IReadOnlyList<string> words)
    {
        (Text, Words) = (text, words);
        Buckets = new int[words.Count * WordParts.Each];
        Weights = new float[Buckets.Length];
        Coordinates = new float[words.Count * TokenShape.Coordinates];
        Roles = new WordRole[words.Count];
        Actions = new int[words.Count];
    }

    /// <summary>The sentence.</summary>
    public string Text { get; }

    /// <summary>Its words in lower case, M of them.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Number of words, M.</summary>
    public int Count => Words.Count;

    /// <summary>Rows of the table of word parts, M × <see cref="WordParts.Each"/>.</summary>
    public int[] Buckets { get; }

    /// <summary>Their weights.</summary>
    public float[] Weights { get; }

    /// <summary>The places and times that words name, M × <see cref="TokenShape.Coordinates"/> shares of the bins' embeddings.</summary>
    public float[] Coordinates { get; }

    /// <summary>What each word is there for.</summary>
    public WordRole[] Roles { get; }

    /// <summary>Which of the sentence's actions a word belongs to, from 1; 0: none.</summary>
    public int[] Actions { get; }

    /// <summary>How many actions the sentence has.</summary>
    public int ActionCount => Actions.Max();

    /// <summary>Reads a sentence.</summary>
    /// <param name="plan">Its decomposition, which tells the roles of words.</param>
    /// <param name="clipSeconds">Length of the clip that it is asked of: "at 00:12" is a share of it; 0 when that is not known.</param>
    public static SentenceTokens Of(QueryPlan plan, double clipSeconds = 0)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var times = new List<double>();
        var text = ClockTime().Replace(plan.Text, match =>
        {
            var minutes = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            times.Add((minutes * 60) + int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
            return $"clocktime{times.Count - 1}";
        });
        var words = Tokeniser.Tokenise(text).Where(t => t.IsWord).Select(t => t.Lower).Take(Most).ToList();
        if (words.Count == 0) words.Add("anything");
        var tokens = new SentenceTokens(plan.Text, words);
        for (var m = 0; m < words.Count; m++)
        {
            var places = tokens.Coordinates.AsSpan(m * TokenShape.Coordinates, TokenShape.Coordinates);
            if (times.Count > 0 && words[m].StartsWith("clocktime", StringComparison.Ordinal))
            {
                if (clipSeconds > 0) PlaceWords.PutTime(times[int.Parse(words[m].AsSpan(9), CultureInfo.InvariantCulture)] / clipSeconds, places);
                continue;
            }

            WordParts.Write(words[m], tokens.Buckets.AsSpan(m * WordParts.Each), tokens.Weights.AsSpan(m * WordParts.Each));
            PlaceWords.Put(words[m], places);
        }

        ReferralRoles.Assign(plan, words, tokens.Roles, tokens.Actions);
        return tokens;
    }

    /// <summary>Says a word of another sentence at the same place; its role stays.</summary>
    public void Say(int m, SentenceTokens other)
    {
        Copy(other.Buckets, Buckets, WordParts.Each);
        Copy(other.Weights, Weights, WordParts.Each);
        Copy(other.Coordinates, Coordinates, TokenShape.Coordinates);

        void Copy<T>(T[] from, T[] to, int each) => Array.Copy(from, m * each, to, m * each, each);
    }

    /// <summary>Words without a sentence: those among which a hidden one is guessed.</summary>
    public static SentenceTokens OfWords(IReadOnlyList<string> words)
    {
        var tokens = new SentenceTokens("", words);
        for (var m = 0; m < words.Count; m++)
        {
            WordParts.Write(words[m], tokens.Buckets.AsSpan(m * WordParts.Each), tokens.Weights.AsSpan(m * WordParts.Each));
            PlaceWords.Put(words[m], tokens.Coordinates.AsSpan(m * TokenShape.Coordinates, TokenShape.Coordinates));
        }

        return tokens;
    }

    [GeneratedRegex(@"\b(\d{1,3}):(\d{2})\b")]
    private static partial Regex ClockTime();
}
