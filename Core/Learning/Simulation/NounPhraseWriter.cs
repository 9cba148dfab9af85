using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Puts figures into words.</summary>
internal sealed class NounPhraseWriter(WordChoice words)
{
    private static readonly string[] s_wearing = ["in", "wearing", "with", "dressed in"];
    private static readonly string[] s_carrying = ["with", "carrying", "holding"];

    /// <summary>Somebody else than whom the sentence is about, with an article.</summary>
    public string Phrase(Figure figure, bool definite) => WithArticle(Bare(figure, null, mayBeOwn: false), definite);

    /// <summary>Puts an article before a bare phrase, where it takes one.</summary>
    public static string WithArticle(string bare, bool definite) =>
        bare.StartsWith("somebody", StringComparison.Ordinal) ? bare : definite ? $"the {bare}" : $"{Article(bare)} {bare}";

    /// <summary>A noun with all that belongs to it, without an article.</summary>
    /// <param name="figure">Who is meant.</param>
    /// <param name="look">Of whom it is said, for what only words tell; null where that is not known.</param>
    /// <param name="mayBeOwn">Whether a word of the site will do.</param>
    public string Bare(Figure figure, Look? look, bool mayBeOwn)
    {
        var noun = words.Any(WordTable.Nouns(figure.Noun, look?.IsWoman ?? words.Dice.Chance(0.5f)));
        if (figure.AnyVehicle) noun = "vehicle";
        Trait? said = null;
        if (mayBeOwn && SiteWords.Noun(figure) is { } own && words.TakesSiteWord()) (noun, said) = own;
        var before = figure.Ordinal switch { 0 => "", > 0 => "first ", _ => "last " };
        if (figure.Noun != ActorKind.Person)
        {
            foreach (var trait in figure.Traits) before += $"{words.Any(WordTable.Colours(trait.Colour))} ";
            return before + noun;
        }

        var blonde = new Trait(BodyPart.Head, Colour.Blonde);
        var isBlonde = said is null && noun != "somebody" && figure.Traits.Contains(blonde);
        if (isBlonde && words.Dice.Chance(0.4f)) (before, said) = (before + "blonde ", blonde);
        return before + noun + Dressed(figure, said, look);
    }

    /// <summary>"In a red jacket and blue jeans with blonde hair".</summary>
    private string Dressed(Figure figure, Trait? said, Look? look)
    {
        var text = "";
        BodyPart? before = null;
        foreach (var trait in figure.Traits)
        {
            if (trait == said) continue;
            var garment = words.Any(WordTable.Garments(trait.Part, look?.HasHat ?? true));
            // What is put on is worn, what is not is had; whoever wears one thing wears the next, too.
            var isWorn = trait.Part != BodyPart.Carried && garment != "hair";
            var follows = before is { } last && (last != BodyPart.Carried) == isWorn;
            var with = follows ? "and" : isWorn ? words.Any(s_wearing) : trait.Part == BodyPart.Carried ? words.Any(s_carrying) : "with";
            text += $" {with} {Worn(trait.Colour, garment)}";
            before = isWorn ? BodyPart.Upper : BodyPart.Carried;
        }

        return text;
    }

    private string Worn(Colour name, string garment)
    {
        var colour = words.Any(WordTable.Colours(name));
        return WordTable.IsPlural(garment) ? $"{colour} {garment}" : $"{Article(colour)} {colour} {garment}";
    }

    private static string Article(string text) => "aeiou".Contains(text[0], StringComparison.Ordinal) ? "an" : "a";
}
