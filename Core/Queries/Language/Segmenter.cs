using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

/// <summary>Finds the tokens that belong together: idioms, prepositions and nouns of several words; the longest wins.</summary>
internal sealed class Segmenter(Vocabulary vocabulary)
{
    private const int LongestNoun = 3;
    private static readonly HashSet<string> s_nouns = [.. Nouns.MultiWord, .. Garments.MultiWord];
    private static readonly ILookup<string, string[]> s_prepositions =
        Prepositions.MultiWord.Select(words => words.Split(' ')).ToLookup(words => words[0]);

    /// <summary>Words with their readings; the tagger has to choose.</summary>
    public List<Word> Segment(IReadOnlyList<Token> tokens)
    {
        var words = new List<Word>(tokens.Count);
        var command = tokens.Count == 0 ? 0 : Idioms.CommandEnd(tokens);
        if (command > 0) words.Add(IdiomWord(tokens, 0, command, new Idiom(IdiomKind.Frame)));
        for (var at = command; at < tokens.Count;)
        {
            var word = Next(tokens, at);
            words.Add(word);
            at = word.Last + 1;
        }
        return words;
    }

    private Word Next(IReadOnlyList<Token> tokens, int at)
    {
        if (!tokens[at].IsWord) return Make(tokens, at, at, [new Reading(Tag.Stop, tokens[at].Lower, 0)]);
        var preposition = PrepositionEnd(tokens, at);
        if (Idioms.Match(tokens, at) is { } found && found.End >= preposition
            && (found.Idiom.Kind == IdiomKind.Together || IsWhole(tokens, found.End)))
            return IdiomWord(tokens, at, found.End, found.Idiom);
        if (LeftThings.Match(tokens, at, index => IsThing(tokens[index].Lower)) is { } fate) return IdiomWord(tokens, at, fate.End, fate.Idiom);
        if (preposition > at) return Make(tokens, at, preposition - 1, [new Reading(Tag.Prep, Lower(tokens, at, preposition - 1), 0)]);
        if (ClosedClass.SubordinatorEnd(tokens, at) is var subordinator && subordinator > at)
            return Make(tokens, at, subordinator - 1, [new Reading(Tag.Sub, Lower(tokens, at, subordinator - 1), 0)]);
        for (var length = Math.Min(LongestNoun, tokens.Count - at); length > 1; length--)
            if (Noun(tokens, at, at + length - 1) is { } noun) return Make(tokens, at, at + length - 1, [noun]);
        return Make(tokens, at, at, vocabulary.Read(tokens[at].Lower));
    }

    private bool IsThing(string lower)
    {
        if (lower is "something" or "anything") return true;
        return vocabulary.Read(lower).MinBy(reading => reading.Cost) is { Tag: Tag.Noun } noun
            && Nouns.IsCarried(Nouns.Categories(noun.Lemma, vocabulary.Lexicon));
    }

    // "on the left" is whole, "on the left of the car", "on the left lane" and "in the left hand" are not.
    private bool IsWhole(IReadOnlyList<Token> tokens, int end)
    {
        if (end >= tokens.Count || !tokens[end].IsWord) return tokens[end - 1].Lower != "hand";
        var next = tokens[end].Lower;
        if (next == "of" || tokens[end - 1].Lower == "hand") return false;
        if (Adjectives.Place(tokens[end - 1].Lower) is null) return true;
        var usual = vocabulary.Read(next).MinBy(reading => reading.Cost);
        return usual.Tag is not (Tag.Noun or Tag.Adj) || usual.Form == WordForm.Plural || Adjectives.Place(next) is not null;
    }

    private static int PrepositionEnd(IReadOnlyList<Token> tokens, int at)
    {
        var best = at;
        foreach (var words in s_prepositions[tokens[at].Lower])
        {
            if (at + words.Length > tokens.Count || at + words.Length <= best) continue;
            var matches = true;
            for (var i = 1; i < words.Length && matches; i++) matches = tokens[at + i].Lower == words[i];
            if (matches) best = at + words.Length;
        }
        return best;
    }

    private Reading? Noun(IReadOnlyList<Token> tokens, int first, int last)
    {
        for (var i = first; i <= last; i++)
            if (!tokens[i].IsWord) return null;
        var head = Lower(tokens, first, last - 1) + ' ';
        foreach (var lemma in Morphology.NounLemmas(tokens[last].Lower))
        {
            var noun = head + lemma;
            if (lemma != tokens[last].Lower && Morphology.IsListedVerb(tokens[last].Lower)) continue; // "the bus stops": it stops
            var known = !IsAttribute(tokens[first].Lower) && vocabulary.Lexicon.Find(noun) is { Noun: >= 0 };
            if (!known && !s_nouns.Contains(noun) && vocabulary.Lexicon.Own.Find(noun) is null) continue;
            return new Reading(Tag.Noun, noun, 0, lemma == tokens[last].Lower ? WordForm.Singular : WordForm.Plural);
        }
        return null;
    }

    // WordNet's "yellow jacket" is a wasp and its "blue jeans" one word; here they have colours.
    private static bool IsAttribute(string lower) =>
        Colours.Find(lower) is not null || Adjectives.Size(lower) is not null || Adjectives.Place(lower) is not null
            || lower is "old" or "young";

    private static string Lower(IReadOnlyList<Token> tokens, int first, int last)
    {
        if (first == last) return tokens[first].Lower;
        return string.Join(' ', Enumerable.Range(first, last - first + 1).Select(i => tokens[i].Lower));
    }

    private static Word IdiomWord(IReadOnlyList<Token> tokens, int first, int end, Idiom idiom)
    {
        var lower = Lower(tokens, first, end - 1);
        return new Word { First = first, Last = end - 1, Lower = lower, Readings = [new Reading(Tag.Idiom, lower, 0)], Idiom = idiom };
    }

    private static Word Make(IReadOnlyList<Token> tokens, int first, int last, IReadOnlyList<Reading> readings) =>
        new() { First = first, Last = last, Lower = Lower(tokens, first, last), Readings = readings };
}
