using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

/// <summary>Base forms of English nouns and verbs: a table of irregular ones, rules for the others.</summary>
internal static class Morphology
{
    private static readonly Dictionary<string, string> s_plurals = TableReader.Lines("""
        man : men
        woman : women
        child : children childs
        person : persons people
        foot : feet
        tooth : teeth
        mouse : mice
        goose : geese
        knife : knives
        wife : wives
        life : lives
        leaf : leaves
        wolf : wolves
        calf : calves
        half : halves
        shelf : shelves
        scarf : scarves
        loaf : loaves
        thief : thieves
        ox : oxen
        bus : buses busses
        passer-by : passers-by
        passerby : passersby
        police officer : police
        """).SelectMany(line => TableReader.Split(line.Value).Select(plural => (plural, line.Key)))
        .ToDictionary(pair => pair.plural, pair => pair.Key, StringComparer.Ordinal);

    // Plural in form, one thing (or its own singular) in meaning.
    private static readonly HashSet<string> s_pluralOnly =
    [
        .. TableReader.Split("""
            trousers jeans pants shorts glasses sunglasses goggles clothes scissors pyjamas pajamas tights leggings overalls binoculars
            stairs steps skis sheep fish deer cattle aircraft series hands arms papers headphones spectacles lights bus lens grass glass
            dress cross gas
            chess tennis fruits balls trunks chinos slacks joggers
            """),
    ];

    /// <summary>True for nouns whose plural says nothing about their number.</summary>
    public static bool IsPluralOnly(string lower) => s_pluralOnly.Contains(lower);

    /// <summary>True for a form in -ing of a known verb.</summary>
    public static bool IsParticiple(string lower) =>
        lower.EndsWith("ing", StringComparison.Ordinal) && VerbLemmas(lower).Any(form => form.Tag == Tag.Ing && Verbs.IsListed(form.Lemma));

    /// <summary>True for a form in -s of a verb of the domain.</summary>
    public static bool IsListedVerb(string lower) =>
        VerbLemmas(lower).Any(form => form is { Tag: Tag.Verb, Form: WordForm.ThirdPerson } && Verbs.IsListed(form.Lemma));

    /// <summary>Possible singulars, best first; the word itself is among them.</summary>
    public static IEnumerable<string> NounLemmas(string lower)
    {
        if (s_plurals.TryGetValue(lower, out var singular)) yield return singular;
        if (s_pluralOnly.Contains(lower) || !lower.EndsWith('s') || lower.EndsWith("ss", StringComparison.Ordinal))
        {
            if (lower.EndsWith("men", StringComparison.Ordinal) && lower.Length > 4) yield return lower[..^2] + "an";
            yield return lower;
            yield break;
        }
        if (lower.EndsWith("ies", StringComparison.Ordinal) && lower.Length > 4) yield return lower[..^3] + "y";
        if (lower.Length > 3) yield return lower[..^1];
        if (lower.EndsWith("es", StringComparison.Ordinal) && lower.Length > 4) yield return lower[..^2];
        yield return lower;
    }

    /// <summary>Possible base forms with the form that the word would be.</summary>
    public static IEnumerable<(string Lemma, Tag Tag, WordForm Form)> VerbLemmas(string lower)
    {
        if (IrregularVerbs.Lemma(lower) is { } irregular)
        {
            var ing = lower.EndsWith("ing", StringComparison.Ordinal) && !irregular.EndsWith("ing", StringComparison.Ordinal);
            var third = lower.EndsWith('s') && !irregular.EndsWith('s');
            yield return (irregular, ing ? Tag.Ing : third ? Tag.Verb : Tag.Ed, third ? WordForm.ThirdPerson : WordForm.None);
            if (irregular == lower || Verbs.IsListed(lower)) yield return (lower, Tag.Verb, WordForm.Base);
            yield break;
        }
        yield return (lower, Tag.Verb, WordForm.Base);
        if (lower.Length > 3 && lower.EndsWith('s') && !lower.EndsWith("ss", StringComparison.Ordinal))
            foreach (var stem in ThirdPersonStems(lower)) yield return (stem, Tag.Verb, WordForm.ThirdPerson);
        if (lower.Length > 4 && lower.EndsWith("ing", StringComparison.Ordinal))
            foreach (var stem in Stems(lower[..^3])) yield return (stem, Tag.Ing, WordForm.None);
        if (lower.Length > 3 && lower.EndsWith("ed", StringComparison.Ordinal))
            foreach (var stem in Stems(lower[..^2])) yield return (stem, Tag.Ed, WordForm.None);
    }

    private static IEnumerable<string> ThirdPersonStems(string lower)
    {
        if (lower.EndsWith("ies", StringComparison.Ordinal)) yield return lower[..^3] + "y";
        if (lower.EndsWith("es", StringComparison.Ordinal) && (IsHissing(lower[..^2]) || Verbs.IsListed(lower[..^2])))
            yield return lower[..^2];
        yield return lower[..^1];
    }

    private static bool IsHissing(string stem) => stem.Length > 1
        && (stem[^1] is 's' or 'x' or 'z' or 'o' || stem.EndsWith("ch", StringComparison.Ordinal)
            || stem.EndsWith("sh", StringComparison.Ordinal));

    private static IEnumerable<string> Stems(string stem)
    {
        if (stem.Length > 2 && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l')) yield return stem[..^1];
        else if (stem.Length > 2 && stem[^1] == stem[^2])
        {
            yield return stem;
            yield return stem[..^1];
        }
        else if (stem.EndsWith('i') && stem.Length > 2) yield return stem[..^1] + "y";
        else
        {
            var silent = stem + "e";
            // "riding" is of ride, "walking" of walk: a listed verb decides, otherwise the lexicon tries both.
            if (Verbs.IsListed(silent)) yield return silent;
            yield return stem;
            if (!Verbs.IsListed(silent)) yield return silent;
        }
    }
}
