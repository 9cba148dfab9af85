using System.Collections.Immutable;

namespace Stvg.Core.Queries.Tables;

/// <summary>Colour words, shades and patterns.</summary>
internal static class Colours
{
    private static readonly Dictionary<string, Colour> s_words = TableReader.Words<Colour>("""
        Black  : black ebony jet-black blackish
        White  : white whitish ivory snow-white
        Grey   : grey gray greyish grayish silver silvery charcoal
        Red    : red reddish crimson scarlet maroon burgundy ruby
        Orange : orange amber
        Yellow : yellow yellowish gold golden mustard
        Green  : green greenish olive lime emerald
        Blue   : blue bluish cyan turquoise teal azure sky-blue wathet
        Purple : purple violet lilac lavender mauve indigo plum
        Pink   : pink pinkish magenta fuchsia rose-coloured
        Brown  : brown brownish chestnut bronze tan-brown
        Navy   : navy navy-blue
        Beige  : beige cream cream-coloured khaki tan sand-coloured sandy
        Blonde : blonde blond
        Dark   : dark dark-coloured dark-colored
        Light  : light light-coloured light-colored pale bright
        """);

    /// <summary>Words for a colour of hair that are not colour words otherwise.</summary>
    private static readonly Dictionary<string, Colour> s_hair = TableReader.Words<Colour>("""
        Blonde : blonde blond fair fair-haired
        Brown  : brunette
        Red    : redhead redheaded red-headed
        Orange : ginger auburn
        """);

    private static readonly Dictionary<string, string> s_patterns = TableReader.Words("""
        striped      : striped stripy stripey stride
        checked      : checked checkered chequered checkered plaid tartan
        dotted       : dotted spotted polka-dot polka-dotted spotty
        floral       : floral flowery flowered
        camouflage   : camouflage camouflaged camo
        colourful    : colourful colorful multi-coloured multi-colored multicoloured multicolored multi-colour multi-color
        patterned    : patterned printed
        """);

    private static readonly Dictionary<string, string> s_patternNouns = TableReader.Words("""
        striped : stripe
        dotted  : dot spot
        checked : check square
        floral  : flower
        """);

    /// <summary>Pattern that a thing on a garment makes ("with white stripes"), or null.</summary>
    public static string? PatternOfNoun(string noun) => s_patternNouns.GetValueOrDefault(noun);

    /// <summary>All words of colour and pattern.</summary>
    public static IEnumerable<string> Words => s_words.Keys.Concat(s_patterns.Keys);

    /// <summary>Words that only shade the colour after them ("dark green", "pale blue").</summary>
    public static bool IsShade(string lower) => lower is "dark" or "light" or "pale" or "bright" or "deep";

    /// <summary>Colour of a word, or null.</summary>
    public static Colour? Find(string lower) => s_words.TryGetValue(lower, out var colour) ? colour : null;

    /// <summary>Name of a pattern ("plaid" is "checked"), or null.</summary>
    public static string? Pattern(string lower) => s_patterns.GetValueOrDefault(lower);

    /// <summary>Colour of the hair of somebody whom the word describes ("blonde", "dark-haired", "redhead"), or null.</summary>
    public static Colour? Hair(string lower)
    {
        if (s_hair.TryGetValue(lower, out var colour)) return colour;
        var dash = lower.IndexOf("-hair", StringComparison.Ordinal);
        if (dash <= 0) return null;
        var stem = lower[..dash];
        return s_hair.TryGetValue(stem, out colour) ? colour : Find(stem);
    }

    /// <summary>True for a word of colour, pattern or hair colour.</summary>
    public static bool IsListed(string lower) =>
        Find(lower) is not null || Pattern(lower) is not null || Hair(lower) is not null || Compound(lower).Count > 0;

    /// <summary>Colours that a row of words names: "light blue" is blue and light, "dark blue" is navy.</summary>
    public static ImmutableArray<Colour> Read(IReadOnlyList<string> words)
    {
        var colours = ImmutableArray.CreateBuilder<Colour>();
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? Find(words[i + 1]) : null;
            if (IsShade(words[i]) && next is not (null or Colour.Dark or Colour.Light))
            {
                AddOnce(colours, Shaded(words[i], next.Value));
                AddShade(colours, words[i], next.Value);
                i++;
            }
            else if (Find(words[i]) is { } colour) AddOnce(colours, colour);
            else
                foreach (var part in Compound(words[i])) AddOnce(colours, part);
        }
        return colours.ToImmutable();
    }

    // What has a name of its own in a shade: navy, and light brown, which is no brown to the eye of a camera.
    private static Colour Shaded(string shade, Colour colour) => (shade, colour) switch
    {
        ("dark" or "deep", Colour.Blue) => Colour.Navy,
        ("light" or "pale", Colour.Brown) => Colour.Beige,
        _ => colour,
    };

    // White is light anyway and black dark; bright and deep colours are just more of the colour.
    private static void AddShade(ImmutableArray<Colour>.Builder colours, string shade, Colour colour)
    {
        if (Shaded(shade, colour) != colour || colour is Colour.White or Colour.Black or Colour.Navy or Colour.Beige or Colour.Blonde) return;
        if (shade is "light" or "pale") AddOnce(colours, Colour.Light);
        else if (shade == "dark") AddOnce(colours, Colour.Dark);
    }

    private static void AddOnce(ImmutableArray<Colour>.Builder colours, Colour colour)
    {
        if (!colours.Contains(colour)) colours.Add(colour);
    }

    /// <summary>Colours of a compound ("red-white", "blue-coloured", "black-clad"), or none.</summary>
    public static IReadOnlyList<Colour> Compound(string lower)
    {
        if (!lower.Contains('-', StringComparison.Ordinal)) return [];
        var parts = lower.Split('-');
        if (parts is ["dark", "blue", ..]) return [Colour.Navy];
        var colours = new List<Colour>();
        foreach (var part in parts)
        {
            if (part is "coloured" or "colored" or "colour" or "color" or "clad" or "and") continue;
            if (Find(part) is not { } colour) return [];
            colours.Add(colour);
        }
        return colours;
    }
}
