using Stvg.Core.Queries.Language;

namespace Stvg.Core.Queries.Tables;

/// <summary>
/// "A bag left on the ground", "luggage that was left behind", "something taken away": what became of a thing, as a phrase after its noun. Of people,
/// animals and vehicles the same words say that they go.
/// </summary>
internal static class LeftThings
{
    private static readonly HashSet<string> s_auxiliaries = ["is", "are", "was", "were", "has", "have", "had", "been", "being", "got", "gets"];
    private static readonly HashSet<string> s_left = ["left", "abandoned", "forgotten", "unattended", "deposited"];
    private static readonly HashSet<string> s_taken = ["taken", "removed", "stolen", "carried"];
    private static readonly HashSet<string> s_places =
        ["on", "in", "at", "by", "under", "beside", "near", "next", "against", "behind", "there", "unattended", "alone", "lying", "standing", "for"];

    private static readonly HashSet<string> s_states = ["there", "unattended", "alone", "lying", "standing"];

    /// <summary>The phrase that begins at a token, and the index of the token after it; null where there is none.</summary>
    /// <param name="tokens">The sentence.</param>
    /// <param name="start">Where it may begin.</param>
    /// <param name="isThing">Whether the token of an index ends a noun of a thing that can be carried.</param>
    public static (Idiom Idiom, int End)? Match(IReadOnlyList<Token> tokens, int start, Func<int, bool> isThing)
    {
        var noun = start - 1;
        while (noun >= 0 && (s_auxiliaries.Contains(tokens[noun].Lower) || tokens[noun].Lower is "that" or "which")) noun--;
        if (noun < 0 || !isThing(noun)) return null;
        var at = start;
        if (noun == start - 1)
        {
            if (Is(at, "that") || Is(at, "which")) at++;
            while (at < tokens.Count && s_auxiliaries.Contains(tokens[at].Lower)) at++;
        }

        if (at >= tokens.Count) return null;
        var word = tokens[at++].Lower;
        if (s_left.Contains(word))
        {
            // "The bag left of the door" is beside it.
            if (word == "left" && !IsEnd(at) && !s_places.Contains(tokens[at].Lower)) return null;
            if (Is(at, "behind") && IsEnd(at + 1)) at++;
            while (at < tokens.Count && s_states.Contains(tokens[at].Lower)) at++;
            return (new Idiom(IdiomKind.LeftBehind), at);
        }

        if (!s_taken.Contains(word)) return null;
        var gone = Is(at, "away") || Is(at, "off");
        // "Taken by a man" says who has it now; "carried" alone does, too.
        if (!gone && word is not ("removed" or "stolen")) return null;
        return (new Idiom(IdiomKind.TakenAway), gone ? at + 1 : at);

        bool Is(int index, string lower) => index < tokens.Count && tokens[index].Lower == lower;

        bool IsEnd(int index) => index >= tokens.Count || !tokens[index].IsWord;
    }
}
