using System.Security.Cryptography;
using System.Text;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>
/// Answers a plan in a scene: attributes choose the tubelet, actions choose the interval
/// (the decomposition of "Unleashing the Potential of Multimodal LLMs for Zero-Shot Spatio-Temporal Video Grounding", section 3).
/// </summary>
public static class Grounder
{
    /// <summary>All tubes that fit, best first; empty when nothing does.</summary>
    public static IReadOnlyList<Tube> Ground(QueryPlan plan, Scene scene, string cameraId, GroundingOptions options)
    {
        var context = new GroundingContext(scene) { LeavesOut = options.LeaveOut };
        return [.. scene.Objects
            .Select(candidate => Assemble(plan, candidate, cameraId, context, options))
            .Where(tube => tube is not null && tube.Score >= options.Threshold)
            .Select(tube => tube!)
            .OrderByDescending(tube => tube.Score).ThenBy(tube => tube.Begin).ThenBy(tube => tube.TubeletId)
            .Take(options.Top)];
    }

    /// <summary>The tube of one object, whatever its score; null when the object cannot be an answer at all.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scene">The scene, in which the object is judged among the others.</param>
    /// <param name="candidate">An object of the scene.</param>
    /// <param name="cameraId">Becomes <see cref="Tube.CameraId"/>.</param>
    public static Tube? GroundOne(QueryPlan plan, Scene scene, SceneObject candidate, string cameraId) =>
        Assemble(plan, candidate, cameraId, new GroundingContext(scene), new GroundingOptions());

    private static Tube? Assemble(QueryPlan plan, SceneObject candidate, string cameraId, GroundingContext context, GroundingOptions options)
    {
        var category = context.Category(plan.Target, context.Facts(candidate));
        if (category <= 0 || Within(options.Period, candidate.Tubelet) is not { } within) return null;

        var judged = new List<(SubQuery SubQuery, float[] Scores)>();
        foreach (var subQuery in plan.SubQueries)
            if ((SubQueryScorer.Score(subQuery, plan.Target, candidate, context)
                ?? PhraseQuestions.Score(subQuery, candidate, options)) is { } scores)
                judged.Add((subQuery, scores));
        if (When(judged, context, within, options.WholePeriod) is not { } timing) return null;

        var isJudged = judged.Count > 0 || plan.SubQueries.IsEmpty;
        var score = EvidenceCombination.Total([category, .. timing.Evidence], isJudged, timing.Length / context.Scene.Fps);
        return new Tube
        {
            Id = TubeId(plan.Text, cameraId, candidate.Tubelet.Id),
            Query = plan.Text,
            CameraId = cameraId,
            TubeletId = candidate.Tubelet.Id,
            Begin = candidate.Tubelet.Begin + timing.Begin,
            Boxes = [.. candidate.Tubelet.Boxes.Skip(timing.Begin).Take(timing.Length)],
            BeginTime = context.Scene.TimeOf(candidate.Tubelet.Begin + timing.Begin),
            EndTime = context.Scene.TimeOf(candidate.Tubelet.Begin + timing.End),
            Score = context.Scene.IsClip ? options.Calibration.Apply(score) : score,
            Evidence = [.. judged.Select((j, i) => new Evidence(j.SubQuery.Id, timing.Evidence[i], j.Scores))],
        };
    }

    /// <summary>The part of an object's life that lies in the period, counted from its first frame; null when none does.</summary>
    private static (int Begin, int End)? Within((int Begin, int End)? period, Tubelet tubelet)
    {
        if (period is not { } asked) return (0, tubelet.Boxes.Count - 1);
        int begin = Math.Max(asked.Begin, tubelet.Begin) - tubelet.Begin, end = Math.Min(asked.End, tubelet.End) - tubelet.Begin;
        return begin <= end ? (begin, end) : null;
    }

    private static Timing? When(List<(SubQuery SubQuery, float[] Scores)> judged, GroundingContext context, (int Begin, int End) within, bool whole)
    {
        var (begin, end) = within;
        var there = judged.ConvertAll(j => (j.SubQuery, j.Scores[begin..(end + 1)]));
        var timing = whole ? Timing.Always(there, end - begin + 1) : Timing.Of(there, context, end - begin + 1).Best;
        return timing is null ? null : timing with { Begin = timing.Begin + begin, End = timing.End + begin };
    }

    private static string TubeId(string query, string camera, int tubelet)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{query}\n{camera}\n{tubelet}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
