using Stvg.Core.Judging;
using Stvg.Core.Queries;
using Stvg.Core.Queries.Drafts;
using Stvg.Models.Judging;

namespace Stvg.Embedded;

/// <summary>
/// Decomposes sentences by the language model that a file describes (docs/judge.md), with the built-in parser as check and fallback: what the model
/// says is taken only where <see cref="DraftCheck"/> finds nothing wrong with it, and the plan's notes say whose it is.
/// </summary>
public sealed class Decomposition : IDisposable
{
    // A plan of twenty parts; the judge's own limit is for a line of words.
    private const int MostTokens = 2048;

    private readonly OpenAiJudge _model;

    /// <summary>Reads the description; nothing is sent yet.</summary>
    /// <param name="judgeFile">The file.</param>
    /// <exception cref="Core.StvgException">It cannot be read or makes no sense.</exception>
    public Decomposition(string judgeFile) => _model = new OpenAiJudge(JudgeSettings.ReadFile(judgeFile));

    /// <summary>The plan of a sentence.</summary>
    /// <param name="parser">The built-in parser, with the detector's classes.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="ct">Ends the question.</param>
    /// <exception cref="Core.StvgException">The built-in parser refuses the sentence.</exception>
    public async Task<QueryPlan> ParseAsync(QueryParser parser, string sentence, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(parser);
        var builtIn = parser.Parse(sentence); // refused before anybody is asked
        string reason;
        try
        {
            var question = new JudgeQuestion(DraftCheck.Prompt(sentence), []) { Schema = PlanDraft.Schema, MostTokens = MostTokens };
            var reply = await _model.AskAsync(question, ct).ConfigureAwait(false);
            if (PlanDraft.Read(ModelText.Answer(reply.Text)) is not { } draft) reason = $"{_model.Name} gave no plan";
            else
            {
                var (plan, refusal) = new DraftCheck(parser).Check(draft, sentence, _model.Name);
                if (plan is not null) return plan;
                reason = $"the plan of {_model.Name} was refused: {refusal}";
            }
        }
        catch (JudgeException e)
        {
            reason = e.Message;
        }

        return builtIn with { Warnings = [$"{reason}; this is the built-in parser's plan", .. builtIn.Warnings] };
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
