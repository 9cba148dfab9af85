using Stvg.Core.Judging;
using Stvg.Core.Queries;

namespace Stvg.Models.Judging;

/// <summary>Holds hearings: asks a judge what <see cref="Hearing"/> wants to know.</summary>
public static class HearingRun
{
    private const int MostTokens = 64; // for those that begin with a word of politeness

    /// <summary>Whether a marked object is what a sentence describes.</summary>
    /// <param name="judge">Who is asked.</param>
    /// <param name="plan">The sentence.</param>
    /// <param name="mark">The object's number in the pictures.</param>
    /// <param name="pictures">Marked frames in order of time.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How well it fits, in [0, 1], and whether it does.</returns>
    /// <exception cref="JudgeException">The judge did not answer, or neither yes nor no.</exception>
    public static async Task<(float Score, bool Holds)> AskAsync(
        IJudge judge, QueryPlan plan, int mark, IReadOnlyList<JudgePicture> pictures, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(judge);
        var hearing = new Hearing(plan);
        while (hearing.Next() is { Count: > 0 } round)
        {
            var answers = await Task.WhenAll(round.Select(AnswerAsync)).ConfigureAwait(false);
            foreach (var (inquiry, yes) in round.Zip(answers)) hearing.Take(inquiry, yes);
        }

        return (hearing.Score, !hearing.IsRefuted);

        async Task<double> AnswerAsync(Inquiry inquiry)
        {
            IReadOnlyList<JudgePicture> shown = inquiry.Showing switch
            {
                Showing.EveryOther => [.. pictures.Where((_, i) => i % 2 == 0)],
                Showing.OtherHalf when pictures.Count > 1 => [.. pictures.Where((_, i) => i % 2 == 1)],
                _ => pictures,
            };
            var question = JudgePrompts.IsThere(inquiry.Words, mark, shown,
                inquiry.Showing == Showing.Reversed) with { MostTokens = MostTokens };
            var reply = await judge.AskAsync(question, ct).ConfigureAwait(false);
            return reply.Yes ?? ModelText.YesNo(reply.Text)
                ?? throw new JudgeException($"the judge {judge.Name} answered neither yes nor no: \"{ChatReply.Short(reply.Text)}\"");
        }
    }
}
