using Stvg.Core.Frames;
using Stvg.Core.Queries;

namespace Stvg.Core.Tubelets;

/// <summary>An object's colours in a few words, for people.</summary>
public static class ColourSummary
{
    // As where the grounder begins to believe in a colour that the sentence names; dark and light say less than the others.
    private const float Clear = 0.3f;

    private static readonly BodyPart[] s_person = [BodyPart.Head, BodyPart.Upper, BodyPart.Lower];
    private static readonly BodyPart[] s_thing = [BodyPart.Whole];

    /// <summary>The most prominent colour of each part that has a clear one: "upper" → "red"; parts of a person, or "whole" of anything else.</summary>
    public static IReadOnlyDictionary<string, string> Of(SceneObject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (subject.Colours.Samples == 0) return words;
        foreach (var part in subject.Tubelet.Class is CocoClasses.Person or < 0 ? s_person : s_thing)
        {
            var best = MostOf(subject.Colours, part);
            if (subject.Colours.Share(part, best) >= Clear) words[Name(part)] = Name(best);
        }

        return words;
    }

    /// <summary>The colour with the largest share of a part; the vague ones only where no other is near.</summary>
    public static Colour MostOf(ColourProfile colours, BodyPart part)
    {
        ArgumentNullException.ThrowIfNull(colours);
        var best = Colour.Black;
        var most = -1f;
        foreach (var colour in Enum.GetValues<Colour>())
        {
            var vague = colour is Colour.Dark or Colour.Light or Colour.Grey or Colour.Beige || (colour == Colour.Blonde && part != BodyPart.Head);
            var share = colours.Share(part, colour) * (vague ? 0.6f : 1);
            if (share > most) (best, most) = (colour, share);
        }

        return best;
    }

    private static string Name(Enum value) => value.ToString().ToLowerInvariant();
}
