namespace Stvg.Core.Queries.Tables;

/// <summary>Adjectives with a meaning of their own, and those that are only known.</summary>
internal static class Adjectives
{
    private static readonly Dictionary<string, RelativeSize> s_sizes = TableReader.Words<RelativeSize>("""
        Small    : small little tiny smaller mini
        Large    : big large huge giant bigger larger enormous
        Short    : short shorter
        Tall     : tall taller
        Smallest : smallest littlest shortest
        Largest  : biggest largest tallest
        """);

    private static readonly Dictionary<string, PicturePlace> s_places = TableReader.Words<PicturePlace>("""
        Left          : left leftmost left-hand left-most
        Right         : right rightmost right-hand right-most
        Top           : top upper topmost uppermost
        Bottom        : bottom lower lowest bottommost lowermost
        Centre        : middle central centre center
        NearCamera    : nearest closest foremost nearer closer frontmost
        FarFromCamera : furthest farthest rearmost
        """);

    private static readonly HashSet<string> s_known =
    [
        .. TableReader.Split("""
            young old elderly middle-aged older younger oldest youngest long short-sleeved long-sleeved sleeveless padded quilted
            rolled-up flat thick thin
            bald balding slim fat heavy thin bearded curly wavy straight shaved clean-shaven shirtless naked barefoot topless empty full
            open
            closed wooden woollen round square new dirty clean wet dry hidden visible same other next
            different male female front rear back near far high low whole quick slow fast busy alone pregnant drunk happy sad
            tired pretty beautiful handsome lovely cute strong weak transparent electric fancy warm cold baggy tight loose
            untied zipped hooded still motionless stationary ready fluffy furry shiny many-coloured hi-vis fluorescent dressed
            """),
    ];

    /// <summary>A size, or null.</summary>
    public static RelativeSize? Size(string lower) => s_sizes.TryGetValue(lower, out var size) ? size : null;

    /// <summary>A place in the picture ("the left car"), or null.</summary>
    public static PicturePlace? Place(string lower) => s_places.TryGetValue(lower, out var place) ? place : null;

    /// <summary>True when one of the tables of adjectives, colours or patterns has the word.</summary>
    public static bool IsListed(string lower) =>
        s_sizes.ContainsKey(lower) || s_places.ContainsKey(lower) || s_known.Contains(lower) || Colours.Find(lower) is not null
        || Colours.Pattern(lower) is not null || Colours.Hair(lower) is not null;

    /// <summary>True for adjectives that only say a gender.</summary>
    public static bool IsGender(string lower) => lower is "male" or "female";

    /// <summary>True for adjectives that say that somebody has little hair or none on top of the head.</summary>
    public static bool IsBald(string lower) => lower is "bald" or "balding" or "bald-headed" or "hairless";

    /// <summary>True for adjectives that say of a thing that somebody left it.</summary>
    public static bool IsAbandoned(string lower) => lower is "abandoned" or "unattended" or "forgotten";

    /// <summary>True for adjectives that say that something keeps its place.</summary>
    public static bool IsStill(string lower) => lower is "still" or "motionless" or "stationary" or "immobile" or "unmoving";
}
