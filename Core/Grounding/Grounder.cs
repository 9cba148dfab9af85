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
    // Shorter than this nothing can be recognised as an action.
    private const double ShortestSeconds = 0.5;

    // "Somebody who yawns": that there are people is no answer.
    internal const float NothingJudged = 0.45f;

    /// <summary>All tubes that fit, best first; empty when nothing does.</summary>
    public static IReadOnlyList<Tube> Ground(QueryPlan plan, Scene scene, string cameraId, GroundingOptions options)
    {
        var context = new GroundingContext(plan, scene);
        return [.. scene.Objects
            .Select(candidate => Assemble(candidate, cameraId, context))
            .Where(tube => tube is not null && tube.Score >= options.Threshold)
            .Select(tube => tube!)
            .OrderByDescending(tube => tube.Score).ThenBy(tube => tube.Begin).ThenBy(tube => tube.TubeletId)
            .Take(options.Top)];
    }

    private static Tube? Assemble(SceneObject candidate, string cameraId, GroundingContext context)
    {
        var category = context.Category(context.Plan.Target, candidate);
        var n = candidate.Tubelet.Boxes.Count;
        if (category <= 0 || n < context.Frames(ShortestSeconds)) return null;

        var judged = new List<(SubQuery SubQuery, float[] Scores)>();
        foreach (var subQuery in context.Plan.SubQueries)
            if (SubQueryScorer.Score(subQuery, candidate, context) is { } scores) judged.Add((subQuery, scores));
        var clauses = Clauses.Of(judged);
        if (n < clauses.Count) return null;

        int begin = 0, end = n - 1;
        IReadOnlyList<(int Begin, int End)> segments = [];
        if (clauses.Count > 0)
        {
            segments = IntervalFinder.Find([.. clauses.Select(c => c.Scores)], Threshold(clauses));
            (begin, end) = (segments[0].Begin, segments[^1].End);
            if (end - begin + 1 < context.Frames(ShortestSeconds)) return null;
        }

        List<Evidence> evidence = [.. judged.Select(j => Judge(j.SubQuery.Id, j.Scores, clauses, segments, begin, end))];
        var score = EvidenceCombination.Combine([category, .. evidence.Select(e => e.Score)]) * Seen((end - begin + 1) / context.Scene.Fps);
        if (evidence.Count == 0 && !context.Plan.SubQueries.IsEmpty) score *= NothingJudged;
        return new Tube
        {
            Id = TubeId(context.Plan.Text, cameraId, candidate.Tubelet.Id),
            Query = context.Plan.Text,
            CameraId = cameraId,
            TubeletId = candidate.Tubelet.Id,
            Begin = candidate.Tubelet.Begin + begin,
            Boxes = [.. candidate.Tubelet.Boxes.Skip(begin).Take(end - begin + 1)],
            BeginTime = context.Scene.TimeOf(candidate.Tubelet.Begin + begin),
            EndTime = context.Scene.TimeOf(candidate.Tubelet.Begin + end),
            Score = score,
            Evidence = evidence,
        };
    }

    /// <summary>Of two that fit alike, the one that was watched for longer is surer; after a few seconds it makes no difference.</summary>
    private static float Seen(double seconds) => (float)(1 - (0.12 * Math.Exp(-seconds / 2)));

    /// <summary>Relative to the best moment: an action that is only weakly visible still has a beginning and an end.</summary>
    private static float Threshold(List<Clause> clauses)
    {
        var peak = clauses.Min(c => c.Scores.Max());
        return Math.Clamp(0.5f * peak, 0.1f, 0.45f);
    }

    /// <summary>A sub-query is judged where its own verb phrases are; one that belongs to none, over the whole interval.</summary>
    private static Evidence Judge(
        string subQuery, float[] scores, List<Clause> clauses, IReadOnlyList<(int Begin, int End)> segments, int begin, int end)
    {
        var first = clauses.FindIndex(c => c.Contains(subQuery));
        if (first >= 0) (begin, end) = (segments[first].Begin, segments[clauses.FindLastIndex(c => c.Contains(subQuery))].End);
        return new Evidence(subQuery, scores.AsSpan(begin, end - begin + 1).ToArray().Average(), scores);
    }

    private static string TubeId(string query, string camera, int tubelet)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{query}\n{camera}\n{tubelet}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
