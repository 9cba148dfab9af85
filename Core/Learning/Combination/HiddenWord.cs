using System.Text.RegularExpressions;
using Stvg.Core.Grounding;
using Stvg.Core.Learning.Evaluation;
using Stvg.Core.Learning.Features;
using Stvg.Core.Queries;

namespace Stvg.Core.Learning;

/// <summary>
/// A sentence of which a word is kept from the built-in grounder: what a learned grounder is worth where it knows a word that nothing else does,
/// whatever a site's words are.
/// </summary>
public static partial class HiddenWord
{
    // With the ending of the word that it stands for, so that grammar can still be read.
    private const string Stem = "blorv";

    /// <summary>The evidence of both of every candidate, and whether it is the right one; none where hiding a word hides nothing.</summary>
    /// <param name="question">The sentence, whose words the learned grounder knows.</param>
    /// <param name="number">Says which of its words is hidden.</param>
    /// <param name="parser">Decomposes the sentence without it.</param>
    /// <param name="learned">The learned grounder.</param>
    public static IReadOnlyList<(CandidateEvidence Evidence, bool Right)> Judge(
        TrialQuestion question, int number, QueryParser parser, LearnedGrounder learned)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentNullException.ThrowIfNull(learned);
        var said = SentenceTokens.Of(question.Plan);
        int[] choosing = [.. Enumerable.Range(0, said.Count).Where(m => said.Roles[m] is WordRole.Attribute or WordRole.Action)];
        if (choosing.Length == 0) return [];
        var hidden = choosing[number % choosing.Length];
        var plan = parser.ParseLearned(Without(question.Plan.Text, said.Words[hidden]));
        var heard = SentenceTokens.Of(plan);
        if (heard.Count != said.Count || CombinedGrounder.IsJudged(plan)) return [];
        heard.Say(hidden, said);
        return
        [
            .. CombinedGrounder.Candidates(plan, question.Scene, "simulated", new GroundingOptions(), scene => learned.Ground(heard, scene))
                .Select(c => (c.Evidence, c.BuiltIn.TubeletId == question.Sentence.TubeletId)),
        ];
    }

    private static string Without(string sentence, string word) => Regex.Replace(
        sentence, $@"\b{Regex.Escape(word)}\b", Stem + Ending().Match(word).Value, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex("(ing|ed|s)$")]
    private static partial Regex Ending();
}
