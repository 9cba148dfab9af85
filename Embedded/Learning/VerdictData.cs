using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Embedded.Live;
using Stvg.Storage;

namespace Stvg.Embedded.Learning;

/// <summary>
/// What operators said of a server's answers, with what was around those answers: a part to learn from, and a part that is held out for trials.
/// </summary>
public sealed class VerdictData
{
    private VerdictData(IReadOnlyList<JudgedQuestion> questions, IReadOnlyDictionary<string, int> leftOut)
    {
        Learning = [.. questions.Where(q => !VerdictSplit.IsHeldOut(q.Plan.Text))];
        HeldOut = [.. questions.Where(q => VerdictSplit.IsHeldOut(q.Plan.Text))];
        LeftOut = leftOut;
    }

    /// <summary>Sentences that may be learned from, each with its scene.</summary>
    public IReadOnlyList<JudgedQuestion> Learning { get; }

    /// <summary>Sentences that nothing may be learned from; none of them is in <see cref="Learning"/>.</summary>
    public IReadOnlyList<JudgedQuestion> HeldOut { get; }

    /// <summary>How many verdicts could not be used, by the reason.</summary>
    public IReadOnlyDictionary<string, int> LeftOut { get; }

    /// <summary>Reads what a server keeps; the server may run meanwhile.</summary>
    /// <param name="dataFolder">The server's data folder.</param>
    /// <param name="archive">Connection of its archive; null: SQLite in the folder.</param>
    /// <param name="parser">Decomposes the sentences.</param>
    /// <param name="watch">Watches a video file that was asked about; null where it is not to be had. Without, verdicts about files are left out.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StvgException">There is no archive, or it cannot be read.</exception>
    public static async Task<VerdictData> ReadAsync(
        string dataFolder, string? archive, QueryParser parser, Func<string, CancellationToken, Task<Scene?>>? watch, CancellationToken ct)
    {
        var opened = await Archive.OpenAsync(DataFolder.ArchiveOf(dataFolder, archive), ct).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false)) return await ReadAsync(opened, parser, watch, ct).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ReadAsync(string, string?, QueryParser, Func{string, CancellationToken, Task{Scene?}}?, CancellationToken)"/>
    internal static async Task<VerdictData> ReadAsync(
        IArchive archive, QueryParser parser, Func<string, CancellationToken, Task<Scene?>>? watch, CancellationToken ct)
    {
        var leftOut = new Dictionary<string, int>(StringComparer.Ordinal);
        var reader = new VerdictReader(archive, parser, watch, (reason, count) => leftOut[reason] = leftOut.GetValueOrDefault(reason) + count);
        return new VerdictData(await reader.ReadAsync(ct).ConfigureAwait(false), leftOut);
    }

    /// <summary>
    /// The learning part as examples. A sentence of which only wrong answers are known is none: whether it holds in its scene at all, nobody said.
    /// </summary>
    public IReadOnlyList<TrainingExample> Examples() =>
    [
        .. Learning.Where(q => q.Verdicts.Any(v => v.Verdict == Verdict.Right)).Select(q => TrainingExample.Of(q.Scene, [Taught(q)]))
            .OfType<TrainingExample>(),
    ];

    internal static TaughtSentence Taught(JudgedQuestion question) => new(question.Plan)
    {
        Right = [.. question.Verdicts.Where(v => v.Verdict == Verdict.Right).Select(v => v.TubeletId)],
        Wrong = [.. question.Verdicts.Where(v => v.Verdict == Verdict.Wrong).Select(v => v.TubeletId)],
    };
}
