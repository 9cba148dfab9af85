using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Puts figures into words.</summary>
internal sealed class NounPhraseWriter(SentenceStyle style, Dice dice)
{
    private bool IsVaried => style != SentenceStyle.Plain;

    /// <summary>Whether a word of the site was used.</summary>
    public bool UsedSiteWords { get; private set; }

    /// <summary>A noun phrase with its article.</summary>
    /// <param name="figure">Who is meant.</param>
    /// <param name="look">Of whom it is said, for what only words tell; null where that is not known.</param>
    /// <param name="definite">Whether it is "the".</param>
    public string Phrase(Figure figure, Look? look, bool definite)
    {
        var words = Bare(figure, look);
        if (words == "somebody" || words.StartsWith("somebody ", StringComparison.Ordinal)) return words;
        return definite || figure.Ordinal != 0 ? $"the {words}" : $"{Article(words)} {words}";
    }

    /// <summary>The same without an article.</summary>
    public string Bare(Figure figure, Look? look)
    {
        var noun = Any(WordTable.Nouns(figure.Noun, look?.IsWoman ?? dice.Chance(0.5f)));
        if (figure.AnyVehicle) noun = "vehicle";
        Trait? said = null;
        // A site's words are for those whom the sentence is about.
        if (style == SentenceStyle.SiteWords && look is not null && SiteWords.Noun(figure) is { } own) (noun, said, UsedSiteWords) = (own.Word, own.Said, true);
        var (before, after) = ("", new List<string>());
        foreach (var trait in figure.Traits)
        {
            if (trait == said) continue;
            if (figure.Noun != ActorKind.Person) before += $"{Any(WordTable.Colours(trait.Colour))} ";
            else if (trait is { Part: BodyPart.Head, Colour: Colour.Blonde } && look?.HasHat != true && noun != "somebody" && dice.Chance(0.4f)) before = "blonde ";
            else after.Add(Worn(trait, look));
        }

        var ordinal = figure.Ordinal switch { 0 => "", > 0 => "first ", _ => "last " };
        return string.Join(' ', [$"{ordinal}{before}{noun}", .. Joined(after)]);
    }

    private IEnumerable<string> Joined(List<string> worn)
    {
        if (worn.Count == 0) yield break;
        yield return $"{Any(s_wearing)} {worn[0]}";
        for (var i = 1; i < worn.Count; i++) yield return $"and {worn[i]}";
    }

    private static readonly string[] s_wearing = ["in", "wearing", "with"];

    private string Worn(Trait trait, Look? look)
    {
        var colour = Any(WordTable.Colours(trait.Colour));
        var garment = Any(WordTable.Garments(trait.Part, look?.HasHat ?? true));
        return WordTable.IsPlural(garment) ? $"{colour} {garment}" : $"{Article(colour)} {colour} {garment}";
    }

    private static string Article(string words) => "aeiou".Contains(words[0], StringComparison.Ordinal) ? "an" : "a";

    private T Any<T>(T[] words) => IsVaried ? dice.Any(words) : words[0];
}
