using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

/// <summary>
/// Chooses one reading for every word: the cheapest path through the readings (Viterbi), where a reading costs what its rarity says
/// and what <see cref="Transitions"/> says of two neighbours.
/// </summary>
internal static class Tagger
{
    private const float Disagreement = 2;
    private const float ExpectedBase = -3;
    private const float AfterTo = 7;
    private const float AfterWho = 3;

    /// <summary>Sets <see cref="Word.Reading"/> of every word.</summary>
    public static void Assign(IReadOnlyList<Word> words)
    {
        if (words.Count == 0) return;
        var costs = new float[words.Count][];
        var back = new int[words.Count][];
        var expectsBase = false;
        for (var i = 0; i < words.Count; i++)
        {
            var readings = words[i].Readings;
            costs[i] = new float[readings.Count];
            back[i] = new int[readings.Count];
            for (var r = 0; r < readings.Count; r++)
            {
                var own = readings[r].Cost + Context(words, i, readings[r], expectsBase);
                costs[i][r] = own + (i == 0 ? Transitions.Cost(Tag.Stop, readings[r].Tag) : float.MaxValue);
                if (i == 0) continue;
                for (var p = 0; p < words[i - 1].Readings.Count; p++)
                {
                    var previous = words[i - 1].Readings[p];
                    var step = Transitions.Cost(previous.Tag, readings[r].Tag) + Agreement(previous, readings[r], expectsBase);
                    var cost = costs[i - 1][p] + own + step;
                    if (cost >= costs[i][r]) continue;
                    costs[i][r] = cost;
                    back[i][r] = p;
                }
            }
            expectsBase = Expects(words, i, expectsBase);
        }
        var best = Array.IndexOf(costs[^1], costs[^1].Min());
        for (var i = words.Count - 1; i >= 0; best = back[i][best], i--) words[i].Reading = words[i].Readings[best];
    }

    private static float Context(IReadOnlyList<Word> words, int i, Reading reading, bool expectsBase)
    {
        if (reading is { Tag: Tag.Noun, Form: WordForm.Singular } && i > 0 && words[i - 1].Lower == "to") return Disagreement;
        if (reading.Tag == Tag.Noun && i > 0 && words[i - 1].Lower is "who" or "whom") return AfterWho; // "who points to …"
        if (reading.Tag == Tag.Noun && IsAfterWornColour(words, i) && !Garments.IsListed(reading.Lemma)) return AfterWho; // "in red waves"
        if (reading.Tag == Tag.Ed && i > 0 && words[i - 1].Lower is "has" or "have" or "had" or "having") return -1; // "has left"
        if (reading is not { Tag: Tag.Verb, Form: WordForm.Base }) return 0;
        if (i > 0 && words[i - 1].Lower == "to") return -AfterTo; // "to appear"
        return expectsBase ? ExpectedBase : 0;
    }

    private static bool IsAfterWornColour(IReadOnlyList<Word> words, int i) =>
        i > 1 && words[i - 2].Lower == "in" && Colours.Find(words[i - 1].Lower) is not null
            && words[i].Readings.Any(reading => reading.Tag == Tag.Verb);

    private static float Agreement(Reading subject, Reading verb, bool expectsBase)
    {
        if (verb.Tag != Tag.Verb || subject.Tag != Tag.Noun || expectsBase) return 0;
        return (subject.Form, verb.Form) switch
        {
            (WordForm.Singular, WordForm.Base) or (WordForm.Plural, WordForm.ThirdPerson) => Disagreement,
            (WordForm.Singular, WordForm.ThirdPerson) => -Disagreement / 2,
            _ => 0,
        };
    }

    // After do, does, did and the modal verbs a base form has to come before the next stop.
    private static bool Expects(IReadOnlyList<Word> words, int i, bool before)
    {
        if (words[i].Lower is "do" or "does" or "did" or "will" or "would" or "can" or "could" or "ca" or "wo") return true;
        if (words[i].Readings is [{ Tag: Tag.Stop or Tag.Sub }]) return false;
        return before && !words[i].Readings.All(reading => reading.Tag == Tag.Verb);
    }
}
