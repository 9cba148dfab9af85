using Stvg.Core.Queries.Language;

namespace Stvg.Core.Queries.Tables;

/// <summary>The words whose number does not grow: articles, pronouns, auxiliaries, conjunctions, adverbs that steer the grammar.</summary>
internal static class ClosedClass
{
    private static readonly Dictionary<string, List<Reading>> s_readings = Read("""
        Det  : a an the this these those another no each every any some both either neither all
        Num  : zero one two three four five six seven eight nine ten eleven twelve several many few
        Ord  : first second third fourth fifth sixth seventh eighth ninth tenth last final only
        Pron : he she it they him them himself herself itself themselves someone somebody anyone anybody everyone everybody something
        Pron : anything nobody nothing i we you me us
        Aux  : 's
        Poss : his its their my your our 's
        Pron : her
        Poss : her
        Aux  : am is are was were be been being 're 'm do does did has have had having will would can could shall should may might must
        Aux  : 've 'll 'd ca wo
        Not  : not n't never
        Conj : and or nor but then plus
        Sub  : while whilst when whenever after before until till once because although as since if though whereas
        Wh   : who whom which what whose where that how why
        Det  : that
        There: there
        Adv  : again now also too still just already almost partly partially mostly quite very really rather slowly quickly fast briskly
        Adv  : away off out back together
        Adv  : alone forward forwards backward backwards ahead here everywhere somewhere nearby straight please directly diagonally
        Adv  : suddenly finally later soon first last
        Adv  : upward upwards downward downwards leftward leftwards rightward rightwards left right sideways in up down over around by
        Adv  : past along on through inside outside
        Adv  : indoors outdoors outdoor indoor outside upstairs downstairs home twice simply only even else further farther immediately
        Adv  : currently slightly simultaneously
        """);

    private static readonly HashSet<string> s_silent =
    [
        .. TableReader.Split("""
            a an the this these those that is are was were be been being am 's 're 'm do does did has have had having and or nor but then
            of to who whom which what whose there it its his her their he she they one as also too again now just already very quite so
            please some any each both all i we you me us my your our by
            """),
    ];

    private static readonly PhrasePattern s_subordinator = PhrasePattern.Parse(
        "as (soon|long) as|by the time [that|when]|(right|just|shortly|soon|directly|immediately) (before|after|as|when)|even though" +
        "|at the moment (when|that)|during the time (when|that)");

    /// <summary>
    /// Index of the token after a subordinating conjunction of several words ("as soon as"); <paramref name="at"/> without one.
    /// </summary>
    public static int SubordinatorEnd(IReadOnlyList<Token> tokens, int at) =>
        s_subordinator.FirstWords.Contains(tokens[at].Lower) ? Math.Max(at, s_subordinator.Match(tokens, at)) : at;

    /// <summary>Readings of a closed-class word, or null.</summary>
    public static IReadOnlyList<Reading>? Find(string lower) => s_readings.GetValueOrDefault(lower);

    /// <summary>True for adverbs that would change a score if something could judge them.</summary>
    public static bool IsManner(string lower) =>
        lower is "slowly" or "quickly" or "fast" or "briskly" or "suddenly" or "twice" or "alone" or "backward" or "backwards"
            or "sideways" or "diagonally" or "straight";

    /// <summary>True for words that say nothing by themselves, so that leaving one over is no loss.</summary>
    public static bool IsSilent(string lower) => s_silent.Contains(lower);

    private static Dictionary<string, List<Reading>> Read(string table)
    {
        var readings = new Dictionary<string, List<Reading>>(StringComparer.Ordinal);
        foreach (var (key, value) in TableReader.Lines(table))
            foreach (var word in TableReader.Split(value))
            {
                if (!readings.TryGetValue(word, out var list)) readings.Add(word, list = []);
                if (list.TrueForAll(reading => reading.Tag.ToString() != key))
                    list.Add(new Reading(Enum.Parse<Tag>(key), word, list.Count));
            }
        return readings;
    }
}
