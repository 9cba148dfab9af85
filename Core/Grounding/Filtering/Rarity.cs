using Stvg.Core.Frames;
using Stvg.Core.Queries;

namespace Stvg.Core.Grounding.Filtering;

/// <summary>Which clause is likely to be passed least often, so that a filter says no soon and an index has short lists.</summary>
internal static class Rarity
{
    private static readonly float[] s_share = [.. Enumerable.Range(0, TubeletSignature.Length).Select(Share)];

    /// <summary>Roughly the share of tubelets that pass a clause; the rarer, the smaller. Only speed depends on it.</summary>
    public static float Of(TubeletSignature clause)
    {
        var share = 0f;
        for (var i = 0; i < TubeletSignature.Length; i++)
            if (clause[i]) share += s_share[i];
        return share;
    }

    // Counted over the people and cars of real surveillance clips, and rounded.
    private static float Share(int feature)
    {
        if (feature == Feature.Class(CocoClasses.Person)) return 0.8f;
        if (feature <= Feature.VehicleByMotion) return 0.05f;
        foreach (var part in Feature.Parts)
        {
            foreach (var colour in Enum.GetValues<Colour>())
            {
                if (Feature.Colour(part with { Colours = [colour] }, colour) == feature) return Colours(colour);
                if (Feature.Colour(part with { Colours = [colour, colour] }, colour) == feature) return Colours(colour) + 0.1f;
            }
        }

        if (feature == Feature.Motion(Motion.Run)) return 0.1f;
        if (feature == Feature.Motion(Motion.TurnAround)) return 0.3f;
        foreach (var crossing in Enum.GetValues<Crossing>())
            if (feature >= Feature.Crossing(crossing, PictureEdge.Any) && feature <= Feature.Crossing(crossing, PictureEdge.Bottom)) return 0.2f;
        return 0.6f;
    }

    private static float Colours(Colour colour) => colour switch
    {
        Colour.Black or Colour.Grey or Colour.Dark or Colour.White or Colour.Light => 0.5f,
        Colour.Blue or Colour.Brown or Colour.Beige or Colour.Navy => 0.3f,
        _ => 0.15f,
    };
}
