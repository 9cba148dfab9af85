using Stvg.Core.Queries;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Learning.Simulation;

/// <summary>A verb with what belongs to it ("comes to a stop").</summary>
/// <param name="Third">As in "he walks".</param>
/// <param name="Ing">As in "walking".</param>
internal readonly record struct Verb(string Third, string Ing);

/// <summary>Words for things, actions, places and times: the plain one first.</summary>
internal static class WordTable
{
    private static readonly Dictionary<string, string[]> s_words = Read("""
        man        : man, person, guy, gentleman, pedestrian, fellow, somebody, bloke, figure, individual, male, passer-by
        woman      : woman, person, lady, girl, pedestrian, somebody, figure, individual, female, passer-by
        Car        : car, automobile, sedan, hatchback, saloon
        Van        : van, minivan, minibus
        Truck      : truck, lorry
        Bus        : bus, coach
        Bicycle    : bicycle, bike, cycle
        Motorcycle : motorcycle, motorbike, scooter, moped
        Dog        : dog, puppy, hound

        Black  : black, jet-black
        White  : white, snow-white
        Grey   : grey, gray, silver, greyish
        Red    : red, crimson, scarlet, bright red
        Orange : orange, bright orange
        Yellow : yellow, golden, mustard, bright yellow
        Green  : green, emerald, olive
        Blue   : blue, azure, bright blue
        Purple : purple, violet, lilac
        Pink   : pink, magenta, pinkish
        Brown  : brown, chestnut, brownish
        Navy   : navy, dark blue, navy blue
        Beige  : beige, cream, khaki, tan, light brown
        Blonde : blonde, blond, fair

        hat     : hat, cap, beanie
        Head    : hair
        Upper   : jacket, shirt, coat, sweater, top, hoodie, t-shirt, pullover, jumper, anorak, sweatshirt
        Lower   : trousers, pants, jeans, leggings, shorts
        Feet    : shoes, boots, sneakers, trainers
        Carried : bag, backpack, rucksack, handbag, parcel, box
        Whole   : clothes

        to Left           : to the left, leftwards, towards the left, from right to left, to the left side, left
        to Right          : to the right, rightwards, towards the right, from left to right, to the right side, right
        to AwayFromCamera : away from the camera, into the distance, away from the viewer, into the background
        to TowardsCamera  : towards the camera, toward the viewer, towards us, to the foreground

        Leave Left   : on the left, to the left, at the left edge
        Leave Right  : on the right, to the right, at the right edge
        Leave Top    : at the top
        Leave Bottom : at the bottom
        Enter Left   : from the left, on the left, from the left side
        Enter Right  : from the right, on the right, from the right side
        Enter Top    : from the top, from above
        Enter Bottom : from the bottom, from below

        at Left          : on the left, on the left side, in the left half of the picture
        at Right         : on the right, on the right side, in the right half of the picture
        at Top           : at the top, at the top of the picture, in the upper part
        at Bottom        : at the bottom, at the bottom of the picture, in the lower part
        at TopLeft       : at the top left, in the top left corner, in the upper left
        at TopRight      : at the top right, in the top right corner, in the upper right
        at BottomLeft    : at the bottom left, in the bottom left corner, in the lower left
        at BottomRight   : at the bottom right, in the bottom right corner, in the lower right
        at LeftEdge      : near the left edge, at the left edge of the picture, close to the left border
        at RightEdge     : near the right edge, at the right edge of the picture, close to the right border
        at NearCamera    : near the camera, in the foreground, close to the camera
        at FarFromCamera : far from the camera, in the background, in the distance
        at Centre        : in the middle, in the centre of the picture, in the middle of the picture

        AtStart : at the beginning, at the start of the video, at first
        AtEnd   : at the end, at the end of the video, towards the end
        """);

    private static readonly Dictionary<string, Verb[]> s_verbs = Read("""
        Walk  : walks/walking, strolls/strolling, ambles/ambling, wanders/wandering, strides/striding, marches/marching, paces/pacing
        Move  : moves/moving, goes/going, heads/heading, proceeds/proceeding
        Run   : runs/running, jogs/jogging, sprints/sprinting, dashes/dashing, rushes/rushing, races/racing
        Drive : drives/driving, goes/going, moves/moving, travels/travelling, rolls/rolling
        Stand : stands/standing, stands still/standing still, stays in one place/staying in one place
        Stand : remains in one spot/remaining in one spot
        parks : stands/standing, stands still/standing still, is parked/parked, stays still/staying still
        Stop  : stops/stopping, halts/halting, comes to a standstill/coming to a standstill, comes to a stop/coming to a stop
        Start : sets off/setting off, starts moving/starting to move, begins to move/beginning to move
        Turn  : turns/turning, swerves/swerving, veers/veering
        TurnAround : turns around/turning around, turns back/turning back, turns round/turning round, makes a u-turn/making a u-turn
        Wait   : waits/waiting, waits for a while/waiting for a while
        Loiter : loiters/loitering, lingers/lingering, hangs around/hanging around
        Circle : walks in circles/walking in circles, circles/circling, walks in a circle/walking in a circle
        Enter  : comes in/coming in, enters the picture/entering the picture, comes into view/coming into view, appears/appearing
        Enter  : enters/entering
        came   : came in/coming in, entered the picture/entering the picture, came into view/coming into view, appeared/appearing
        came   : entered/entering
        Leave  : leaves the picture/leaving the picture, goes out of the picture/going out of the picture, leaves/leaving
        Leave  : exits the frame/exiting the frame, disappears/disappearing
        follow : follows/following, trails/trailing, walks after/walking after
        meet   : meets/meeting, joins/joining
        ride   : rides/riding
        past   : passes/passing
        towards : approaches/approaching
        next_to : stands beside/standing beside, stands near/standing near
        """).ToDictionary(row => row.Key, row => row.Value.Select(VerbOf).ToArray(), StringComparer.Ordinal);

    /// <summary>Words for a kind of thing.</summary>
    public static string[] Nouns(ActorKind kind, bool woman) =>
        s_words[kind != ActorKind.Person ? kind.ToString() : woman ? "woman" : "man"];

    public static string[] Colours(Colour colour) => s_words[colour.ToString()];

    /// <summary>Words for what is on a part of the body.</summary>
    public static string[] Garments(BodyPart part, bool hat) => s_words[part == BodyPart.Head && hat ? "hat" : part.ToString()];

    public static bool IsPlural(string garment) => garment == "hair" || garment.EndsWith('s');

    /// <summary>Verbs for what somebody does.</summary>
    public static Verb[] Verbs(Motion motion, ActorKind kind) =>
        s_verbs[motion == Motion.Stand && kind.IsVehicle() ? "parks" : motion.ToString()];

    public static string[] Ways(Direction way) => s_words[$"to {way}"];

    public static Verb[] Crossings(Crossing crossing) => s_verbs[crossing.ToString()];

    /// <summary>What somebody did before, who is named for it.</summary>
    public static Verb[] CameIn => s_verbs["came"];

    /// <summary>Verbs that say a relation by themselves, to which what is between two may be added.</summary>
    public static Verb[] Relations(string relation) => s_verbs.GetValueOrDefault(relation, []);

    public static string[] Sides(Crossing crossing, PictureEdge edge) => s_words[$"{crossing} {edge}"];

    public static string[] Places(PicturePlace place) => s_words[$"at {place}"];

    public static string[] Times(TemporalRelation when) => s_words[when.ToString()];

    private static Verb VerbOf(string words) =>
        words.Split('/') is [var third, var ing] ? new Verb(third, ing) : throw new FormatException($"not a verb in two forms: '{words}'");

    private static Dictionary<string, string[]> Read(string table) => TableReader.Lines(table)
        .GroupBy(row => row.Key, row => row.Value, StringComparer.Ordinal)
        .ToDictionary(rows => rows.Key, rows => rows.SelectMany(value => value.Split(", ")).ToArray(), StringComparer.Ordinal);
}
