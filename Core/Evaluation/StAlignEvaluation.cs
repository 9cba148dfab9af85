using System.Text.Json.Serialization;
using Stvg.Core.Evaluation.Captions;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Evaluation;

/// <summary>What was answered to one task.</summary>
/// <param name="Tube">The tube; null: none was found. Of <see cref="StAlignTask.Elc"/> the thing from the given moment to the end of its
/// event.</param>
/// <param name="Caption">The sentence, for <see cref="StAlignTask.Elc"/>.</param>
public sealed record StAlignAnswer(Tube? Tube, string? Caption = null);

/// <summary>Figures of the three tasks, by LLaVA-ST's definitions: fractions, but CIDEr, which is 0 to 10. A task without items is
/// null.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="Stvg">When and where.</param>
/// <param name="Svg">Where, for a given period.</param>
/// <param name="Elc">Until when, and what.</param>
/// <param name="Items">One by one.</param>
public sealed record StAlignReport(string Name, StvgFigures? Stvg, SvgFigures? Svg, ElcFigures? Elc, IReadOnlyList<StAlignScore> Items);

/// <summary>Figures of spatio-temporal video grounding.</summary>
public sealed record StvgFigures(
    int Count, [property: JsonPropertyName("tIoU@0.5")] double TIoUAt50, [property: JsonPropertyName("m_tIoU")] double MeanTIoU,
    [property: JsonPropertyName("m_sIoU")] double MeanSIoU, [property: JsonPropertyName("m_vIoU")] double MeanVIoU);

/// <summary>Figures of spatial video grounding.</summary>
public sealed record SvgFigures(
    int Count, [property: JsonPropertyName("sIoU@0.3")] double SIoUAt30, [property: JsonPropertyName("sIoU@0.5")] double SIoUAt50,
    [property: JsonPropertyName("m_sIoU")] double MeanSIoU);

/// <summary>Figures of event localisation and captioning.</summary>
public sealed record ElcFigures(
    int Count, [property: JsonPropertyName("tIoU@0.3")] double TIoUAt30, [property: JsonPropertyName("tIoU@0.5")] double TIoUAt50,
    [property: JsonPropertyName("tIoU@0.7")] double TIoUAt70, [property: JsonPropertyName("m_tIoU")] double MeanTIoU, double Meteor,
        double Cider);

/// <summary>How one task was answered.</summary>
public sealed record StAlignScore(
    string Id, StAlignTask Task, [property: JsonPropertyName("tIoU")] double TIoU, [property: JsonPropertyName("sIoU")] double SIoU,
    [property: JsonPropertyName("vIoU")] double VIoU, double? Meteor, double? Cider, string? Caption);

/// <summary>
/// Evaluates the three tasks of LLaVA-ST with its definitions: answers are put into its coordinate tokens first, so that they are compared
/// on its grid of 100 moments and 100 places.
/// </summary>
public static class StAlignEvaluation
{
    /// <summary>Compares all answers of a set.</summary>
    /// <param name="set">The tasks.</param>
    /// <param name="tracks">Ground-truth tracks by clip.</param>
    /// <param name="grids">The clips' frames and sizes.</param>
    /// <param name="answers">Answers by item; one that is missing counts as none.</param>
    public static StAlignReport Evaluate(
        StAlignSet set, IReadOnlyDictionary<string, IReadOnlyList<MotRow>> tracks, IReadOnlyDictionary<string, TokenGrid> grids,
        IReadOnlyDictionary<string, StAlignAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(grids);
        ArgumentNullException.ThrowIfNull(answers);
        var elc = set.Items.Where(i => i.Task == StAlignTask.Elc).ToList();
        var cider = elc.Zip(Cider.Scores([.. elc.Select(i => (answers.GetValueOrDefault(i.Id)?.Caption ?? "", i.Captions))]),
            (i, s) => (i.Id, s)).ToDictionary();
        StAlignScore[] scores = [.. set.Items.Select(Score)];
        var (stvg, svg, described) = (Of(StAlignTask.Stvg), Of(StAlignTask.Svg), Of(StAlignTask.Elc));
        return new StAlignReport(
            set.Name,
            stvg.Length == 0 ? null : new StvgFigures(
                stvg.Length, At(stvg, s => s.TIoU, 0.5), stvg.Average(s => s.TIoU), stvg.Average(s => s.SIoU), stvg.Average(s => s.VIoU)),
            svg.Length == 0 ? null
                : new SvgFigures(svg.Length, At(svg, s => s.SIoU, 0.3), At(svg, s => s.SIoU, 0.5), svg.Average(s => s.SIoU)),
            described.Length == 0 ? null : new ElcFigures(
                described.Length, At(described, s => s.TIoU, 0.3), At(described, s => s.TIoU, 0.5), At(described, s => s.TIoU, 0.7),
                described.Average(s => s.TIoU), described.Average(s => s.Meteor ?? 0), described.Average(s => s.Cider ?? 0)),
            scores);

        StAlignScore[] Of(StAlignTask task) => [.. scores.Where(s => s.Task == task)];

        double At(StAlignScore[] of, Func<StAlignScore, double> value, double threshold) =>
            LlavaStEvaluation.ShareAtLeast([.. of.Select(value)], threshold);

        StAlignScore Score(StAlignItem item)
        {
            var (answer, grid) = (answers.GetValueOrDefault(item.Id) ?? new StAlignAnswer(null), grids[item.Clip]);
            var tube = answer.Tube is null ? new TubeScore(0, 0, 0)
                : LlavaStEvaluation.Score(Truth(item, tracks[item.Clip]), grid.Encode(answer.Tube), grid);
            var isElc = item.Task == StAlignTask.Elc;
            return new StAlignScore(
                item.Id, item.Task, tube.TIoU, tube.SIoU, tube.VIoU,
                isElc ? Meteor.Score(answer.Caption ?? "", item.Captions) : null, isElc ? cider[item.Id] : null, answer.Caption);
        }
    }

    private static TubeBoxes Truth(StAlignItem item, IReadOnlyList<MotRow> rows)
    {
        var (begin, end) = (item.Truth.Begin - 1, item.Truth.End - 1);
        var boxes = new Dictionary<int, Box>();
        foreach (var row in rows)
            if (row.Id == item.Truth.Target && row.Frame - 1 >= begin && row.Frame - 1 <= end) boxes[row.Frame - 1] = row.Box;
        return new TubeBoxes(begin, end, boxes);
    }
}
