using System.Collections.Immutable;

namespace Stvg.Core.Queries.Language;

/// <summary>What the user has to know about a plan, gathered so that each kind of thing is said once.</summary>
internal sealed class PlanWarnings
{
    private const int MostQuoted = 100;
    private const int LongestQuote = 200;
    private readonly List<string> _genders = [];
    private readonly List<string> _unjudged = [];
    private readonly List<string> _noClass = [];
    private readonly List<string> _guesses = [];
    private string? _anyObject;

    /// <summary>A noun says a gender.</summary>
    public void Gender(string noun) => AddOnce(_genders, noun);

    /// <summary>Words that nothing judges.</summary>
    public void Unjudged(string words) => AddOnce(_unjudged, words);

    /// <summary>A thing that no class of the detector fits.</summary>
    public void NoClass(string noun) => AddOnce(_noClass, noun);

    /// <summary>The target is such a thing.</summary>
    public void AnyObject(string noun) => _anyObject = noun;

    /// <summary>A reading that was guessed, as a whole message.</summary>
    public void Guess(string message) => AddOnce(_guesses, message);

    /// <summary>The messages; <paramref name="leftover"/> are words that fitted nowhere.</summary>
    public ImmutableArray<string> Build(IReadOnlyList<string> leftover)
    {
        var messages = ImmutableArray.CreateBuilder<string>();
        if (_anyObject is not null) messages.Add($"no class of the detector fits {Quote([_anyObject])}: any object may answer");
        if (_genders.Count > 0) messages.Add($"gender is not judged: {Quote(_genders)}");
        if (_unjudged.Count > 0) messages.Add($"nothing judges {Quote(_unjudged)}");
        if (_noClass.Count > 0) messages.Add($"no class of the detector fits {Quote(_noClass)}: little or nothing of that is judged");
        if (leftover.Count > 0) messages.Add($"not understood: {Quote(leftover)}");
        messages.AddRange(_guesses);
        return messages.ToImmutable();
    }

    /// <summary>Words in quotation marks; very long ones and very many are cut.</summary>
    public static string Quote(IEnumerable<string> words, int most = MostQuoted)
    {
        var all = words.ToList();
        var shown = all.Take(most).Select(word => $"\"{(word.Length <= LongestQuote ? word : word[..LongestQuote] + "…")}\"");
        return string.Join(", ", shown) + (all.Count > most ? $" and {all.Count - most} more" : "");
    }

    private static void AddOnce(List<string> list, string item)
    {
        if (!list.Contains(item)) list.Add(item);
    }
}
