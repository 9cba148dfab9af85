using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>A verb with what belongs to it ("comes to a stop").</summary>
/// <param name="Third">As in "he walks".</param>
/// <param name="Ing">As in "walking".</param>
internal readonly record struct Verb(string Third, string Ing);

/// <summary>Words for things: the plain one first.</summary>
internal static class WordTable
{
    public static string[] Nouns(ActorKind kind, bool woman) => kind switch
    {
        ActorKind.Person when woman => ["woman", "person", "lady", "girl", "pedestrian", "somebody", "figure", "individual", "female", "passer-by"],
        ActorKind.Person => ["man", "person", "guy", "gentleman", "pedestrian", "fellow", "somebody", "bloke", "figure", "individual", "male", "passer-by"],
        ActorKind.Car => ["car", "automobile", "sedan", "hatchback", "saloon"],
        ActorKind.Van => ["van", "minivan", "minibus"],
        ActorKind.Truck => ["truck", "lorry"],
        ActorKind.Bus => ["bus", "coach"],
        ActorKind.Bicycle => ["bicycle", "bike", "cycle"],
        ActorKind.Motorcycle => ["motorcycle", "motorbike", "scooter", "moped"],
        _ => ["dog", "puppy", "hound"],
    };

    public static string[] Colours(Colour colour) => colour switch
    {
        Colour.Black => ["black", "jet-black"],
        Colour.White => ["white", "snow-white", "white"],
        Colour.Grey => ["grey", "gray", "silver", "greyish"],
        Colour.Red => ["red", "crimson", "scarlet", "bright red"],
        Colour.Orange => ["orange", "bright orange"],
        Colour.Yellow => ["yellow", "golden", "mustard", "bright yellow"],
        Colour.Green => ["green", "emerald", "olive"],
        Colour.Blue => ["blue", "azure", "bright blue"],
        Colour.Purple => ["purple", "violet", "lilac"],
        Colour.Pink => ["pink", "magenta", "pinkish"],
        Colour.Brown => ["brown", "chestnut", "brownish"],
        Colour.Navy => ["navy", "dark blue", "navy blue"],
        Colour.Beige => ["beige", "cream", "khaki", "tan", "light brown"],
        _ => ["blonde", "blond", "fair"],
    };

    public static string[] Garments(BodyPart part, bool hat) => part switch
    {
        BodyPart.Head when hat => ["hat", "cap", "beanie"],
        BodyPart.Head => ["hair"],
        BodyPart.Upper => ["jacket", "shirt", "coat", "sweater", "top", "hoodie", "t-shirt", "pullover", "jumper", "anorak", "sweatshirt"],
        BodyPart.Lower => ["trousers", "pants", "jeans", "leggings", "shorts"],
        BodyPart.Feet => ["shoes", "boots", "sneakers", "trainers"],
        BodyPart.Carried => ["bag", "backpack", "rucksack", "handbag", "parcel", "box"],
        _ => ["clothes"],
    };

    public static bool IsPlural(string garment) => garment is "hair" or "clothes" || (garment.EndsWith('s') && garment != "dress");

    public static Verb[] Verbs(Motion motion, ActorKind kind, bool directed) => motion switch
    {
        Motion.Walk when directed => [new("walks", "walking"), .. s_strolls, new("heads", "heading"), new("goes", "going"), new("moves", "moving")],
        Motion.Walk => [new("walks", "walking"), .. s_strolls],
        Motion.Run => [new("runs", "running"), new("jogs", "jogging"), new("sprints", "sprinting"), new("dashes", "dashing"), new("rushes", "rushing"), new("races", "racing")],
        Motion.Drive when kind is ActorKind.Person or ActorKind.Bicycle or ActorKind.Motorcycle =>
            [new("moves", "moving"), new("goes", "going"), new("rolls", "rolling"), new("travels", "travelling")],
        Motion.Drive => [new("drives", "driving"), new("goes", "going"), new("moves", "moving"), new("travels", "travelling"), new("rolls", "rolling")],
        Motion.Stand when kind.IsVehicle() => [new("stands", "standing"), new("stands still", "standing still"), new("is parked", "parked"), new("stays still", "staying still")],
        Motion.Stand => [new("stands", "standing"), new("stands still", "standing still"), new("stays in one place", "staying in one place"), new("remains in one spot", "remaining in one spot")],
        Motion.Stop => [new("stops", "stopping"), new("halts", "halting"), new("comes to a standstill", "coming to a standstill"), new("comes to a stop", "coming to a stop")],
        Motion.Start when kind.IsVehicle() => [new("starts moving", "starting to move"), new("sets off", "setting off"), new("departs", "departing")],
        Motion.Start => [new("starts moving", "starting to move"), new("sets off", "setting off"), new("begins to move", "beginning to move")],
        Motion.Turn => [new("turns", "turning"), new("swerves", "swerving"), new("veers", "veering")],
        Motion.TurnAround => [new("turns around", "turning around"), new("turns back", "turning back"), new("turns round", "turning round"), new("makes a u-turn", "making a u-turn")],
        Motion.Wait => [new("waits", "waiting"), new("waits for a while", "waiting for a while")],
        Motion.Loiter => [new("loiters", "loitering"), new("lingers", "lingering"), new("hangs around", "hanging around")],
        Motion.Circle => [new("walks in circles", "walking in circles"), new("circles", "circling"), new("walks in a circle", "walking in a circle")],
        _ => [new("moves", "moving")],
    };

    private static readonly Verb[] s_strolls =
        [new("strolls", "strolling"), new("ambles", "ambling"), new("wanders", "wandering"), new("strides", "striding"), new("marches", "marching"), new("paces", "pacing")];

    public static string[] Ways(Direction way) => way switch
    {
        Direction.Left => ["to the left", "leftwards", "towards the left", "from right to left", "to the left side", "left"],
        Direction.Right => ["to the right", "rightwards", "towards the right", "from left to right", "to the right side", "right"],
        Direction.AwayFromCamera => ["away from the camera", "into the distance", "away from the viewer", "into the background"],
        _ => ["towards the camera", "toward the viewer", "towards us", "to the foreground"],
    };

    public static Verb[] Crossings(Crossing crossing) => crossing == Crossing.Enter
        ? [new("comes in", "coming in"), new("enters the picture", "entering the picture"), new("comes into view", "coming into view"), new("appears", "appearing"), new("enters", "entering")]
        : [new("leaves the picture", "leaving the picture"), new("goes out of the picture", "going out of the picture"), new("leaves", "leaving"), new("exits the frame", "exiting the frame"), new("disappears", "disappearing")];

    public static string[] Sides(Crossing crossing, PictureEdge edge)
    {
        var side = edge.ToString().ToLowerInvariant();
        if (crossing == Crossing.Leave) return edge is PictureEdge.Top or PictureEdge.Bottom ? [$"at the {side}"] : [$"on the {side}", $"to the {side}", $"at the {side} edge"];
        return edge switch
        {
            PictureEdge.Top => ["from the top", "from above"],
            PictureEdge.Bottom => ["from the bottom", "from below"],
            _ => [$"from the {side}", $"on the {side}", $"from the {side} side"],
        };
    }

    public static string[] Places(PicturePlace place) => place switch
    {
        PicturePlace.Left => ["on the left", "on the left side", "in the left half of the picture"],
        PicturePlace.Right => ["on the right", "on the right side", "in the right half of the picture"],
        PicturePlace.Top => ["at the top", "at the top of the picture", "in the upper part"],
        PicturePlace.Bottom => ["at the bottom", "at the bottom of the picture", "in the lower part"],
        PicturePlace.TopLeft => ["at the top left", "in the top left corner", "in the upper left"],
        PicturePlace.TopRight => ["at the top right", "in the top right corner", "in the upper right"],
        PicturePlace.BottomLeft => ["at the bottom left", "in the bottom left corner", "in the lower left"],
        PicturePlace.BottomRight => ["at the bottom right", "in the bottom right corner", "in the lower right"],
        PicturePlace.LeftEdge => ["near the left edge", "at the left edge of the picture", "close to the left border"],
        PicturePlace.RightEdge => ["near the right edge", "at the right edge of the picture", "close to the right border"],
        PicturePlace.NearCamera => ["near the camera", "in the foreground", "close to the camera"],
        PicturePlace.FarFromCamera => ["far from the camera", "in the background", "in the distance"],
        _ => ["in the middle", "in the centre of the picture", "in the middle of the picture"],
    };

    public static string[] Times(TemporalRelation when) => when == TemporalRelation.AtStart
        ? ["at the beginning", "at the start of the video", "at first"] : ["at the end", "at the end of the video", "towards the end"];
}
