namespace Stvg.Core.Learning.Features;

/// <summary>
/// The referral queries of a sentence as sets of its words (contextual referral grounding, CoSPaL, ICLR 2025): the global one {noun, adjectives,
/// verbs}, the attribute phrase, the verbs, and for every verb that verb and a local query of the attribute phrase and it. What is said of others is left out.
/// </summary>
internal static class ReferralUnits
{
    /// <summary>All of them, U × M: 1 where a word belongs to the query. The first is the global one.</summary>
    public static float[] All(SentenceTokens sentence)
    {
        var units = new List<float[]> { Choosing(sentence, referral: true), Who(sentence), When(sentence) };
        for (var action = 1; action <= sentence.ActionCount; action++)
        {
            var number = action;
            units.Add(Set(sentence, m => sentence.Actions[m] == number));
            units.Add(Set(sentence, m => sentence.Actions[m] == number || (IsWho(sentence, m) && sentence.Actions[m] == 0)));
        }

        return [.. units.Where(u => u.Any(x => x > 0)).SelectMany(u => u)];
    }

    /// <summary>The words that choose among tubelets: those of the global referral query, or every one. None in "is there".</summary>
    public static float[] Choosing(SentenceTokens sentence, bool referral) => referral
        ? Set(sentence, m => sentence.Roles[m] is WordRole.Attribute or WordRole.Action or WordRole.Unknown) : Everything(sentence);

    /// <summary>The words that say who.</summary>
    public static float[] Who(SentenceTokens sentence) => Set(sentence, m => IsWho(sentence, m));

    /// <summary>The words that say when: what it does. None in "a man in a red jacket".</summary>
    public static float[] When(SentenceTokens sentence) => Set(sentence, m => sentence.Roles[m] is WordRole.Action or WordRole.Unknown);

    /// <summary>
    /// The words of each action by itself, in the sentence's order; where nothing is known for an action, all words that might say one.
    /// </summary>
    public static IReadOnlyList<float[]> Actions(SentenceTokens sentence)
    {
        var actions = new List<float[]>();
        for (var action = 1; action <= sentence.ActionCount; action++)
        {
            var number = action;
            var set = Set(sentence, m => sentence.Actions[m] == number);
            if (set.Any(x => x > 0)) actions.Add(set);
        }

        if (actions.Count == 0 && When(sentence) is var when && when.Any(x => x > 0)) actions.Add(when);
        return actions;
    }

    /// <summary>Every word that chooses, whoever it speaks of: what is used where sentences are not decomposed.</summary>
    public static float[] Everything(SentenceTokens sentence) => Set(sentence, m => sentence.Roles[m] != WordRole.Silent);

    private static bool IsWho(SentenceTokens sentence, int m) => sentence.Roles[m] is WordRole.Attribute or WordRole.Unknown;

    private static float[] Set(SentenceTokens sentence, Func<int, bool> belongs)
    {
        var set = new float[sentence.Count];
        for (var m = 0; m < set.Length; m++) set[m] = belongs(m) ? 1 : 0;
        return set;
    }
}
