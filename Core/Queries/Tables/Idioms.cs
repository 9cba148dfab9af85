using Stvg.Core.Queries.Language;

namespace Stvg.Core.Queries.Tables;

/// <summary>Fixed phrases of place, way and time; see <see cref="PhrasePattern"/> for how they are written.</summary>
internal static class Idioms
{
    private const string Picture =
        "(picture|image|frame|video|clip|screen|view|scene|shot|footage|photo|recording|sequence|film|camera (view|image)|field of view)";
    private const string OfPicture = $"[(of|in) [the|this|our] {Picture}]";

    private static readonly (PicturePlace Place, string Words)[] s_sides =
    [
        (PicturePlace.Left, "(left|left-hand|left hand|lefthand)"),
        (PicturePlace.Right, "(right|right-hand|right hand|righthand)"),
        (PicturePlace.Top, "(top|upper)"),
        (PicturePlace.Bottom, "(bottom|lower)"),
        (PicturePlace.TopLeft, "((top|upper) (left|left-hand|left hand)|left (top|upper)|top-left|upper-left)"),
        (PicturePlace.TopRight, "((top|upper) (right|right-hand|right hand)|right (top|upper)|top-right|upper-right)"),
        (PicturePlace.BottomLeft, "((bottom|lower) (left|left-hand|left hand)|left (bottom|lower)|bottom-left|lower-left)"),
        (PicturePlace.BottomRight, "((bottom|lower) (right|right-hand|right hand)|right (bottom|lower)|bottom-right|lower-right)"),
    ];

    // {S} is a side, {P} "of the picture", {PIC} a word for the picture.
    private static readonly (IdiomKind Kind, bool Edge, string Pattern)[] s_sidePatterns =
    [
        (IdiomKind.At, false,
            "(on|at|in|along) the [very|far|extreme] {S} [side|part|half|corner|end|third|area|portion|region|section] {P}"),
        (IdiomKind.At, false, "(on|in|at) {PIC} {S}"),
        (IdiomKind.At, false, "(near|close to|by|towards) the {S} (side|part|half|corner|end|third|area) {P}"),
        (IdiomKind.At, false, "(near|close to) the {S} {P}"),
        (IdiomKind.At, true,
            "(near|at|by|close to|along|on|next to|beside|right at|right by) the [very|far|extreme] {S} [side] " +
            "(edge|border|margin|boundary|rim) {P}"),
        (IdiomKind.To, false, "(to|toward|towards) the [very|far] {S} [side|part|half|corner|end|edge|border] {P}"),
        (IdiomKind.OutOfPicture, false, "(off|out of|over|past|beyond) the {S} [side|edge|end|border] of the {PIC}"),
        (IdiomKind.From, false, "from [the] [very|far] {S} [side|part|half|corner|end|edge|border] {P}"),
    ];

    private static readonly (string Key, string Pattern)[] s_others =
    [
        ("At Top", "at the [very] top {P}"),
        ("To Left", "(leftward|leftwards|to left|(to|towards) (his|her|their|its) left)"),
        ("To Right", "(rightward|rightwards|to right|(to|towards) (his|her|their|its) right)"),
        ("To Top", "(upward|upwards)"),
        ("To Bottom", "(downward|downwards)"),
        ("From Left", "from left"),
        ("From Right", "from right"),
        ("From Bottom", "from (below|underneath|beneath|down below)"),
        ("From Top", "from (above|up above)"),
        ("From FarFromCamera", "from [the] (background|distance|back|behind|far away|afar) {P}"),
        ("From NearCamera", "from [the] (foreground|front) {P}"),
        ("At Centre", "(in|at|near|around|close to) the [very] (middle|centre|center) {P}"),
        ("To Centre", "(to|toward|towards|into) the (middle|centre|center) {P}"),
        ("At NearCamera", "(near|nearest|nearest to|close to|closest to) the (camera|viewer|lens)"),
        ("At NearCamera", "(in [the] foreground {P}|in front)"),
        ("At FarFromCamera", "in [the] (background|distance|back|far distance|rear) {P}"),
        ("At FarFromCamera", "(far|far away|furthest|farthest|furthest away) from the (camera|viewer|lens)"),
        ("To NearCamera", "(towards|toward|to|up to|at) the (camera|viewer|lens|foreground)"),
        ("To NearCamera", "(towards|toward) (us|me|you)"),
        ("To FarFromCamera", "(away from|off from) the (camera|viewer|lens)"),
        ("To FarFromCamera", "(into|to|towards|toward) the (distance|background)"),
        ("IntoPicture", "(into|onto|in|on) [the|our] (picture|frame|view|sight|image|shot|scene|screen)"),
        ("IntoPicture", "(into|onto) [the] (video|clip|camera|camera view|field of view)"),
        ("OutOfPicture",
            "(out of|out from|off|off of|from) [the|our] " +
            "(picture|frame|view|sight|image|shot|scene|screen|video|clip|camera|camera view|field of view)"),
        ("Still", "(in one spot|in [the] one place|on the spot|in the same (spot|place)|in place|without moving|not moving)"),
        ("AtStart", "(at|in|near|from|around) the [very] (start|beginning|outset) [of the {PIC}]"),
        ("AtStart", "(at first|initially|as the {PIC} (starts|begins)|when the {PIC} (starts|begins)|to begin with)"),
        ("AtEnd", "(at|in|towards|near|toward|around) the [very] end [of the {PIC}]"),
        ("AtEnd", "(as the {PIC} ends|when the {PIC} ends|until the end [of the {PIC}]|at last)"),
        ("Duration", "for (a|some|quite a) [(long|short|little|brief)] (while|moment|time|bit|second|minute|spell)"),
        ("Duration", "for [about|around|at least|some|over|nearly|almost] # (seconds|second|minutes|minute|frames)"),
        ("Duration",
            "(all the time|the (whole|entire) time|all the while|for long|throughout [the {PIC}]|for the whole {PIC}|once more)"),
        ("Duration",
            "(at (some|one) point|at a time|for a change|on (his|her|their|its) own|by (himself|herself|itself|themselves)|all alone)"),
        ("Frame", "in [the|this|our] (video|clip|footage|recording|sequence|film|photo)"),
        ("Frame", "(on|in) [the] (camera|cctv|tape)"),
        ("Together",
            "(hand in hand|arm in arm|side by side|(with|next to|beside|alongside) (each other|one another)|one behind the other)"),
        ("Meanwhile", "(at the same time|meanwhile|in the meantime|simultaneously)"),
    ];

    private const string Towards = "[over|across|down|up] (to|towards|toward|into)";
    private const string OfSide = "[side|corner|edge] {P}";

    private static readonly PhrasePattern s_command = PhrasePattern.Parse(
        "[please|now] [(can|could|would|will|do) (you|we) [please]|i (want|would like|need) [you] to] " +
        "(show [me|us]|find [me|us]|search [for]|look for|locate|identify|detect|spot|point out|highlight|display|get [me|us]" +
        "|give [me|us]|track|see|where (is|are)) [please]|i (want|need)|(i am|i 'm|we are) looking for" +
        "|(is|are|was|were) there|a (video|clip|shot|recording) (of|showing|with|in which|where)" +
        "|the (moment|moments|time|part|scene) (when|where|in which|that)|when (does|do|did)|please");

    private static readonly Dictionary<string, List<(PhrasePattern Pattern, Idiom Idiom)>> s_byFirstWord = Build();

    /// <summary>The longest idiom that begins at a token, and the index of the token after it.</summary>
    public static (Idiom Idiom, int End)? Match(IReadOnlyList<Token> tokens, int start)
    {
        if (!s_byFirstWord.TryGetValue(tokens[start].Lower, out var candidates)) return null;
        (Idiom Idiom, int End)? best = null;
        foreach (var (pattern, idiom) in candidates)
        {
            var end = pattern.Match(tokens, start);
            if (end > (best?.End ?? start)) best = (idiom, end);
        }
        return best;
    }

    /// <summary>Index of the token after words of command ("show me"), which only stand at the beginning; 0 without them.</summary>
    public static int CommandEnd(IReadOnlyList<Token> tokens) => Math.Max(0, s_command.Match(tokens, 0));

    private static Dictionary<string, List<(PhrasePattern, Idiom)>> Build()
    {
        var table = new Dictionary<string, List<(PhrasePattern, Idiom)>>(StringComparer.Ordinal);
        foreach (var (kind, edge, template) in s_sidePatterns)
            foreach (var (place, words) in s_sides)
                if (!edge || EdgeOf(place) is not null)
                    Add(table, template.Replace("{S}", words, StringComparison.Ordinal),
                        new Idiom(kind, edge ? EdgeOf(place)!.Value : place));
        foreach (var (from, start) in s_sides)
            foreach (var (to, end) in s_sides)
                if (from != to)
                    Add(table, $"from [the] {start} {OfSide} {Towards} [the] {end} {OfSide}", new Idiom(IdiomKind.Path, to, from));
        foreach (var (key, template) in s_others)
        {
            var parts = TableReader.Split(key);
            Add(table, template,
                new Idiom(Enum.Parse<IdiomKind>(parts[0]), parts.Length > 1 ? Enum.Parse<PicturePlace>(parts[1]) : PicturePlace.Centre));
        }
        return table;
    }

    private static PicturePlace? EdgeOf(PicturePlace side) => side switch
    {
        PicturePlace.Left => PicturePlace.LeftEdge,
        PicturePlace.Right => PicturePlace.RightEdge,
        PicturePlace.Top => PicturePlace.TopEdge,
        PicturePlace.Bottom => PicturePlace.BottomEdge,
        _ => null,
    };

    private static void Add(Dictionary<string, List<(PhrasePattern, Idiom)>> table, string template, Idiom idiom)
    {
        var text = template.Replace("{P}", OfPicture, StringComparison.Ordinal).Replace("{PIC}", Picture, StringComparison.Ordinal);
        var pattern = PhrasePattern.Parse(text);
        foreach (var word in pattern.FirstWords)
        {
            if (!table.TryGetValue(word, out var list)) table.Add(word, list = []);
            list.Add((pattern, idiom));
        }
    }
}
