using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;

namespace Stvg.Core.Grounding.Filtering;

/// <summary>Which bit of a <see cref="TubeletSignature"/> means what.</summary>
internal static partial class Feature
{
    /// <summary>It travels like a vehicle, whatever the detector calls it.</summary>
    public const int VehicleByMotion = 80;

    private const int FirstColour = 81, FirstOfSeveral = 177, FirstMotion = 209, FirstDirection = 220, FirstCrossing = 226, FirstPlace = 236, End = 249;

    /// <summary>Parts that can be asked for a colour; what is carried cannot be judged, and hair is not judged like a hat.</summary>
    public static IReadOnlyList<ColourPredicate> Parts { get; } =
    [
        new(BodyPart.Whole, []), new(BodyPart.Head, []), new(BodyPart.Head, [], "hair"),
        new(BodyPart.Upper, []), new(BodyPart.Lower, []), new(BodyPart.Feet, []),
    ];

    /// <summary>Places whose score depends on the object alone: how near it is shows only beside others.</summary>
    public static ImmutableArray<PicturePlace> Places { get; } =
        [.. Enum.GetValues<PicturePlace>().Where(p => p is not (PicturePlace.NearCamera or PicturePlace.FarFromCamera))];

    /// <summary>It has votes for a COCO class, enough to matter.</summary>
    public static int Class(int coco) => coco;

    /// <summary>A part has a colour; null where no feature says so.</summary>
    /// <param name="wanted">The part, and whether it is asked for one colour or for several, of each of which less is enough.</param>
    /// <param name="colour">The colour.</param>
    public static int? Colour(ColourPredicate wanted, Colour colour)
    {
        if (wanted is { Part: BodyPart.Lower, Garment: "jeans" } && colour == Queries.Colour.Blue) return null; // navy will do, too
        if (AttributeScorer.AreSeveral(wanted))
        {
            return wanted.Part switch
            {
                BodyPart.Whole => FirstOfSeveral + (int)colour,
                BodyPart.Upper => FirstOfSeveral + 16 + (int)colour,
                _ => null,
            };
        }

        int? part = wanted switch
        {
            { Part: BodyPart.Head, Garment: "hair" } => 2,
            { Part: BodyPart.Whole } => 0,
            { Part: BodyPart.Head } => 1,
            { Part: BodyPart.Upper } => 3,
            { Part: BodyPart.Lower } => 4,
            { Part: BodyPart.Feet } => 5,
            _ => null,
        };
        return FirstColour + (16 * part) + (int)colour;
    }

    /// <summary>It moves in a manner somewhere; null for what only a long way shows, of which no feature says anything.</summary>
    public static int? Motion(Motion motion) => motion <= Queries.Motion.SlowDown ? FirstMotion + (int)motion : null;

    /// <summary>It moves in a direction somewhere.</summary>
    public static int Direction(Direction direction) => FirstDirection + (int)direction;

    /// <summary>It comes in or goes out over an edge, if it was watched then.</summary>
    public static int Crossing(Crossing crossing, PictureEdge edge) => FirstCrossing + (5 * (int)crossing) + (int)edge;

    /// <summary>It is at a place somewhere; null where no feature says so.</summary>
    public static int? Place(PicturePlace place) => place < PicturePlace.NearCamera ? FirstPlace + (int)place : null;

    /// <summary>For people.</summary>
    public static string Name(int feature) => feature switch
    {
        < 0 or >= End => $"unused:{feature}",
        < VehicleByMotion => $"class:{CocoClasses.Names[feature]}",
        VehicleByMotion => "moves like a vehicle",
        < FirstOfSeveral => ColourName((feature - FirstColour) / 16, feature - FirstColour, ""),
        < FirstMotion => ColourName(feature < FirstOfSeveral + 16 ? 0 : 3, feature - FirstOfSeveral, "some "),
        < FirstDirection => ThirdPerson(Words((Motion)(feature - FirstMotion))),
        < FirstCrossing => $"moves {Words((Direction)(feature - FirstDirection))}",
        < FirstPlace => CrossingName((feature - FirstCrossing) / 5, (PictureEdge)((feature - FirstCrossing) % 5)),
        _ => $"at:{Words((PicturePlace)(feature - FirstPlace))}",
    };

    private static string ColourName(int part, int colour, string some) =>
        $"{Parts[part].Garment ?? Words(Parts[part].Part)}:{some}{Words((Colour)(colour % 16))}";

    private static string CrossingName(int crossing, PictureEdge edge) =>
        Words((Crossing)crossing) + (edge == PictureEdge.Any ? "s the picture" : $"s at the {Words(edge)} edge");

    // "stop", "turn around", "speed up"
    private static string ThirdPerson(string verb) => verb.Split(' ') is [var first, .. var rest] ? string.Join(' ', [first + "s", .. rest]) : verb;

    private static string Words<T>(T name) where T : struct, Enum => Capital().Replace(name.ToString(), " $0").Trim().ToLowerInvariant();

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Capital();
}
