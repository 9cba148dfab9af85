using Stvg.Core.Queries;

namespace Stvg.Core.Judging;

/// <summary>Which part of a sentence a question is about.</summary>
public enum SentencePart
{
    /// <summary>Who: what it looks like. It holds in whatever order of time the frames are shown.</summary>
    Attributes,

    /// <summary>What it does, where, with whom, and when.</summary>
    Actions,
}

/// <summary>
/// A sentence in the two parts that DSTH ("Unleashing the Potential of Multimodal LLMs for Zero-Shot Spatio-Temporal Video Grounding",
/// NeurIPS 2025) asks separately: what the target looks like, and what it does. Words that nothing else in the product can judge are among
/// them: the judge is asked in the sentence's own words.
/// </summary>
public static class SubQuestions
{
    /// <summary>The parts of a plan, each as a description that stands on its own; a bare noun is one of attributes.</summary>
    public static IReadOnlyList<(SentencePart Part, string Words)> Of(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        List<SubQuery> attributes = [.. plan.SubQueries.Where(s => s.Kind == SubQueryKind.Attribute)];
        List<SubQuery> actions = [.. plan.SubQueries.Where(s => s.Kind != SubQueryKind.Attribute)];
        var noun = plan.Target.Noun == "anything" ? "something" : plan.Target.Noun;
        var parts = new List<(SentencePart, string)>();
        // That it is a person at all is worth a question only where nothing else is asked of it.
        if (attributes.Count > 0 || actions.Count == 0) parts.Add((SentencePart.Attributes, Describe(noun, attributes)));
        if (actions.Count > 0) parts.Add((SentencePart.Actions, Describe(noun, actions)));
        return parts;
    }

    private static string Describe(string noun, List<SubQuery> said) =>
        said.Count == 0 ? noun : $"{noun} ({string.Join("; ", said.Select(Words))})";

    private static string Words(SubQuery said) =>
        said.Negated && !said.Text.StartsWith("not ", StringComparison.OrdinalIgnoreCase) ? $"not: {said.Text}" : said.Text;
}
