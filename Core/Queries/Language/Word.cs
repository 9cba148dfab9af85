using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

/// <summary>A word of the tagged sentence: one token, or several that belong together ("next to", "cell phone", an idiom).</summary>
internal sealed class Word
{
    /// <summary>Index of the first token.</summary>
    public required int First { get; init; }

    /// <summary>Index of the last token.</summary>
    public required int Last { get; init; }

    /// <summary>Lower case, tokens joined by blanks.</summary>
    public required string Lower { get; init; }

    /// <summary>All readings; the tagger chooses one.</summary>
    public required IReadOnlyList<Reading> Readings { get; init; }

    /// <summary>The reading that was chosen.</summary>
    public Reading Reading { get; set; }

    /// <summary>The idiom, or null.</summary>
    public Idiom? Idiom { get; init; }

    /// <summary>Part of speech.</summary>
    public Tag Tag => Reading.Tag;

    /// <summary>Base form.</summary>
    public string Lemma => Reading.Lemma;

    /// <summary>Reading with another tag, when the grammar knows better; false when the word cannot be that.</summary>
    public bool TryRead(Tag tag, out Reading reading)
    {
        foreach (var candidate in Readings)
        {
            if (candidate.Tag != tag) continue;
            reading = candidate;
            return true;
        }
        reading = default;
        return false;
    }
}
