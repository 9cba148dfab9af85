using System.Collections.Frozen;

namespace Stvg.Core.Evaluation;

/// <summary>The 50 predicates of VidOR (Shang et al., "Annotating Objects and Relations in User-Generated Videos", ICMR 2019).</summary>
public static class VidOrPredicates
{
    /// <summary>Names as VidOR writes them: 42 actions, then 8 places.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "bite", "caress", "carry", "chase", "clean", "close", "cut", "drive", "feed", "get_off", "get_on", "grab", "hit", "hold",
        "hold_hand_of", "hug", "kick", "kiss", "knock", "lean_on", "lick", "lift", "open", "pat", "play(instrument)", "point_to", "press",
        "pull", "push", "release", "ride", "shake_hand_with", "shout_at", "smell", "speak_to", "squeeze", "throw", "touch", "use", "watch",
        "wave", "wave_hand_to",
        "above", "away", "behind", "beneath", "in_front_of", "inside", "next_to", "towards",
    ];

    private static readonly FrozenDictionary<string, string> s_inverses = new Dictionary<string, string>
    {
        ["above"] = "beneath", ["beneath"] = "above", ["behind"] = "in_front_of", ["in_front_of"] = "behind", ["next_to"] = "next_to",
        ["outside"] = "inside", // not VidOR's own, but how its questions ask for what something is inside
    }.ToFrozenDictionary();

    /// <summary>
    /// VidOR's spelling of a name: "Lean on" is <c>lean_on</c>, "play" is <c>play(instrument)</c>. Unknown names stay as they are.
    /// </summary>
    public static string Normalise(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var spelled = name.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        return spelled is "play" or "play_instrument" ? "play(instrument)" : spelled;
    }

    /// <summary>
    /// The predicate that says the same with the sides swapped ("the cup is above the table": "the table is beneath the cup"), or null.
    /// </summary>
    public static string? InverseOf(string name) => s_inverses.GetValueOrDefault(Normalise(name));
}
