namespace Stvg.Core.Queries;

/// <summary>Kinds of ground that can be told by their colour, though no detector knows them.</summary>
public static class GroundNouns
{
    /// <summary>The colour of what a noun names ("lawn" is green, "road" is grey); null for anything that is not a ground.</summary>
    public static Colour? ColourOf(string noun) => noun switch
    {
        "grass" or "lawn" or "meadow" or "field" or "turf" or "verge" or "grass verge" => Colour.Green,
        "road" or "street" or "path" or "pathway" or "footpath" or "pavement" or "sidewalk" => Colour.Grey,
        "asphalt" or "tarmac" or "driveway" => Colour.Grey,
        "snow" => Colour.White,
        "sand" or "beach" => Colour.Beige,
        _ => null,
    };
}
