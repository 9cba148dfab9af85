using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

/// <summary>All readings of a word: the closed classes, the words of the domain, then the lexicon, then the shape of the word.</summary>
internal sealed class Vocabulary(Lexicon lexicon)
{
    private const float Guess = 3;
    private const float Rare = 2;
    private const float Uncommon = 1.5f;
    private const float Listed = 0.5f;

    /// <summary>Where unknown nouns are looked up.</summary>
    public Lexicon Lexicon { get; } = lexicon;

    /// <summary>Readings of one token, at least one.</summary>
    public IReadOnlyList<Reading> Read(string lower)
    {
        var readings = new List<Reading>(4);
        if (ClosedClass.Find(lower) is { } closed) readings.AddRange(closed);
        if (Prepositions.Find(lower) is not null) Add(readings, new Reading(Tag.Prep, lower, 0));
        if (readings.Exists(reading => reading.Tag is not (Tag.Adv or Tag.Ord or Tag.Prep)) && !IsOpenToo(lower)) return readings;
        if (Numbers.Value(lower) is not null) Add(readings, new Reading(Tag.Num, lower, 0));
        if (Numbers.Rank(lower) is not null) Add(readings, new Reading(Tag.Ord, lower, 0));

        AddAdjective(readings, lower);
        if (readings.Count == 0 || IsOpenToo(lower) || !readings.Exists(reading => reading.Tag is Tag.Prep or Tag.Num or Tag.Ord))
        {
            AddNouns(readings, lower);
            AddVerbs(readings, lower);
        }
        if (readings.Count == 0 && lower.EndsWith("ly", StringComparison.Ordinal)) Add(readings, new Reading(Tag.Adv, lower, 0));
        if (readings.Count == 0) AddGuesses(readings, lower);
        return readings;
    }

    // Closed-class words that are a noun, an adjective or a verb just as well.
    private static readonly HashSet<string> s_openToo =
    [
        .. TableReader.Split("""
            one left right back round second still like park straight last near past home outdoor indoor fast will might can plus
            """),
    ];

    private static bool IsOpenToo(string lower) => s_openToo.Contains(lower);

    private static void Add(List<Reading> readings, Reading reading)
    {
        if (!readings.Exists(known => known.Tag == reading.Tag && known.Lemma == reading.Lemma)) readings.Add(reading);
    }

    private void AddAdjective(List<Reading> readings, string lower)
    {
        if (Adjectives.IsListed(lower) || Colours.Compound(lower).Count > 0) Add(readings, new Reading(Tag.Adj, lower, 0));
        else if (Lexicon.Find(lower) is { Adjective: >= 0 } entry)
        {
            var penalty = Morphology.IsParticiple(lower) ? Guess : Nouns.IsListed(lower) ? Guess + 1 : 0;
            Add(readings, new Reading(Tag.Adj, lower, entry.Adjective + penalty));
        }
        if (readings.Count == 0 && Lexicon.Find(lower) is { Adverb: >= 0 and <= 2 } adverb)
            Add(readings, new Reading(Tag.Adv, lower, adverb.Adverb));
    }

    private void AddNouns(List<Reading> readings, string lower)
    {
        foreach (var lemma in Morphology.NounLemmas(lower))
        {
            var cost = NounCost(lemma);
            if (cost < 0) continue;
            var form = lemma != lower ? WordForm.Plural : Morphology.IsPluralOnly(lower) ? WordForm.None : WordForm.Singular;
            if (form == WordForm.Plural && Morphology.IsListedVerb(lower)) cost += IsThing(lemma) ? Uncommon : Rare; // "leaves" goes away
            if (Morphology.IsParticiple(lower) && !Nouns.IsListed(lemma)) cost += Guess + 1; // "talking" talks, whatever WordNet says
            else if (!IsThing(lemma) && IsKnownParticiple(lower)) cost += Rare;
            Add(readings, new Reading(Tag.Noun, lemma, cost, form));
            return;
        }
    }

    private static bool IsThing(string noun) => Nouns.IsListed(noun) || Garments.IsListed(noun);

    private bool IsKnownParticiple(string lower) => lower.EndsWith("ing", StringComparison.Ordinal)
        && Morphology.VerbLemmas(lower).Any(form => form.Tag == Tag.Ing && Lexicon.Find(form.Lemma) is { Verb: >= 0 });

    private float NounCost(string lemma)
    {
        var entry = Lexicon.Find(lemma);
        if (Lexicon.Own.Find(lemma) is not null) return 0;
        if (Nouns.IsListed(lemma) || Garments.IsListed(lemma) || Garments.IsBodyPart(lemma))
            return Adjectives.IsListed(lemma) ? Math.Max(entry?.Noun ?? Rare, Rare) : Math.Clamp(entry?.Noun ?? 0, 0, 1);
        return entry is not { Noun: >= 0 } ? -1 : Adjectives.IsListed(lemma) ? Math.Max(entry.Noun, Rare) : entry.Noun;
    }

    private void AddVerbs(List<Reading> readings, string lower)
    {
        foreach (var (lemma, tag, form) in Morphology.VerbLemmas(lower))
        {
            var entry = Lexicon.Find(lemma);
            var cost = Verbs.IsListed(lemma) ? Math.Clamp(entry?.Verb ?? 0, 0, Listed) : entry?.Verb ?? -1;
            if (cost is >= 0 and < Guess && !Verbs.IsListed(lemma) && IsThing(lower)) cost = Guess; // "motorcycle" is a thing here
            if (cost < 0) continue;
            if (form == WordForm.Base && Garments.IsListed(lower)) cost = Math.Max(cost, Rare); // "a suit and tie"
            // A form in -ing or -ed is a verb's, however rare the verb is beside its noun ("parked", "backing").
            Add(readings, new Reading(tag, lemma, tag is Tag.Ing or Tag.Ed ? Math.Min(cost, 1) : cost, form));
        }
    }

    private static void AddGuesses(List<Reading> readings, string lower)
    {
        readings.Add(new Reading(Tag.Noun, lower, 0, WordForm.None, false));
        readings.Add(new Reading(Tag.Adj, lower, lower.Contains('-', StringComparison.Ordinal) ? 0 : Guess, WordForm.None, false));
        foreach (var (lemma, tag, form) in Morphology.VerbLemmas(lower))
            if (form != WordForm.Base) Add(readings, new Reading(tag, lemma, tag == Tag.Verb ? Guess : 0, form, false));
    }
}
