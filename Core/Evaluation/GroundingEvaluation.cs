using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Evaluation;

/// <summary>Compares answers to the sentences of a grounding set with the truth.</summary>
public static class GroundingEvaluation
{
    /// <summary>Evaluates all queries of a set.</summary>
    /// <param name="set">The sentences and their truth.</param>
    /// <param name="tracks">
    /// Ground-truth rows of every clip that a query speaks of, by clip name (see <see cref="MotText.ReadGroundTruth"/>).
    /// </param>
    /// <param name="answers">
    /// The best tube of every query, by query id; absent or null where the engine found nothing. Its frames count from 0, as tubes' do.
    /// </param>
    /// <param name="definition">Whose tIoU and vIoU; the official HC-STVG evaluator's unless asked otherwise.</param>
    /// <remarks>
    /// The true interval is the one of the set, whether or not the target has a box on all of it: a frame without a true box (hidden, or
    /// marked to be ignored) adds nothing to the sum of IoU and counts in the divisor, as in the official evaluator.
    /// </remarks>
    /// <exception cref="StvgException">A clip has no tracks, or a target has no box at all in its interval.</exception>
    public static GroundingReport Evaluate(
        GroundingSet set, IReadOnlyDictionary<string, IReadOnlyList<MotRow>> tracks, IReadOnlyDictionary<string, Tube?> answers,
        TubeDefinition definition = TubeDefinition.HcStvg)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(answers);
        var rows = set.Queries.Select(query => Row(query, tracks, answers.GetValueOrDefault(query.Id), definition)).ToArray();
        var tags = set.Queries.SelectMany(query => query.Tags).Distinct().ToDictionary(
            tag => tag, tag => Figures(rows.Where((_, i) => set.Queries[i].Tags.Contains(tag))));
        return new GroundingReport(set.Name, Figures(rows), tags, rows);
    }

    /// <summary>The true tube of a query in frames from 0, as answers count; null when nothing matches.</summary>
    /// <exception cref="StvgException">The clip has no tracks, or the target has no box at all in its interval.</exception>
    public static TubeBoxes? TruthOf(GroundingQuery query, IReadOnlyDictionary<string, IReadOnlyList<MotRow>> tracks)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(tracks);
        if (query.Truth is not { } truth) return null;
        if (!tracks.TryGetValue(query.Clip, out var rows))
            throw new StvgException($"query '{query.Id}': the tracks of clip '{query.Clip}' were not given");

        var boxes = new Dictionary<int, Box>();
        foreach (var row in rows)
            if (row.Id == truth.Target && row.Frame >= truth.Begin && row.Frame <= truth.End && !boxes.TryAdd(row.Frame - 1, row.Box))
                throw new StvgException(
                    $"tracks of clip '{query.Clip}': frame {row.Frame} has two boxes of {row.Id}; an identity has one box a frame");
        if (boxes.Count == 0)
            throw new StvgException(
                $"query '{query.Id}': track {truth.Target} of clip '{query.Clip}' has no box from frame {truth.Begin} to {truth.End}; "
                + "check target, begin and end");
        return new TubeBoxes(truth.Begin - 1, truth.End - 1, boxes);
    }

    private static GroundingRow Row(
        GroundingQuery query, IReadOnlyDictionary<string, IReadOnlyList<MotRow>> tracks, Tube? answer, TubeDefinition definition)
    {
        var truth = TruthOf(query, tracks);
        TubeScore? score = truth is null ? null
            : answer is null ? default(TubeScore) : TubeEvaluation.Score(truth, TubeBoxes.Of(answer), definition);
        return new GroundingRow(
            query.Id, query.Clip, query.Query,
            truth is null ? null : new FrameInterval(truth.Begin, truth.End),
            answer is null ? null : new FrameInterval(answer.Begin, answer.End),
            answer?.Score, score?.TIoU, score?.VIoU);
    }

    private static GroundingFigures Figures(IEnumerable<GroundingRow> rows)
    {
        var (positives, negatives) = (rows.Where(row => row.Truth is not null).ToArray(), rows.Where(row => row.Truth is null).ToArray());
        var summary = TubeSummary.Of([.. positives.Select(row => new TubeScore(row.TIoU ?? 0, row.VIoU ?? 0, 0))]);
        return new GroundingFigures(
            summary.Count, summary.MeanTIoU, summary.MeanVIoU, summary.VIoUAt30, summary.VIoUAt50,
            new GroundingNegatives(negatives.Length, negatives.Count(row => row.Interval is not null)));
    }
}
