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
        var context = new GroundingContext(scene);
        return [.. scene.Objects
            .Select(candidate => Assemble(plan, candidate, cameraId, context))
            .Where(tube => tube is not null && tube.Score >= options.Threshold)
            .Select(tube => tube!)
            .OrderByDescending(tube => tube.Score).ThenBy(tube => tube.Begin).ThenBy(tube => tube.TubeletId)
            .Take(options.Top)];
    }

    private static Tube? Assemble(QueryPlan plan, SceneObject candidate, string cameraId, GroundingContext context)
    {
        var category = context.Category(plan.Target, context.Facts(candidate));
        if (category <= 0) return null;

        var judged = new List<(SubQuery SubQuery, float[] Scores)>();
        foreach (var subQuery in plan.SubQueries)
            if (SubQueryScorer.Score(subQuery, plan.Target, candidate, context) is { } scores) judged.Add((subQuery, scores));
        if (Timing.Of(judged, context, candidate.Tubelet.Boxes.Count).Best is not { } timing) return null;

        var isJudged = judged.Count > 0 || plan.SubQueries.IsEmpty;
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
            Score = EvidenceCombination.Total([category, .. timing.Evidence], isJudged, timing.Length / context.Scene.Fps),
            Evidence = [.. judged.Select((j, i) => new Evidence(j.SubQuery.Id, timing.Evidence[i], j.Scores))],
        };
    }

    private static string TubeId(string query, string camera, int tubelet)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{query}\n{camera}\n{tubelet}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
