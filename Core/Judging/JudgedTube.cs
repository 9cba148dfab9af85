using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Judging;

/// <summary>Makes answers of what a judge said of the engine's candidates. Boxes stay those of the tubelets.</summary>
public static class JudgedTube
{
    /// <summary>Id under which a judge's opinion stands among the evidence.</summary>
    public const string EvidenceId = "judge";

    /// <summary>A candidate that was judged on its own: its score is the mean of the engine's and the judge's.</summary>
    public static Tube Of(Tube candidate, float judge)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate with
        {
            Score = (candidate.Score + judge) / 2,
            Evidence = [.. candidate.Evidence.Where(e => e.SubQuery != EvidenceId),
                new Evidence(EvidenceId, judge, Constant(candidate, judge))],
        };
    }

    /// <summary>
    /// A candidate that was chosen, with the time that was named. Where the engine itself judged what the object does, its interval stands:
    /// it looks at every frame, the judge at a few.
    /// </summary>
    /// <param name="plan">The sentence.</param>
    /// <param name="scene">The clip.</param>
    /// <param name="candidate">The engine's own tube of the chosen object.</param>
    /// <param name="begin">First frame that was named, within the object's life.</param>
    /// <param name="end">Last frame, inclusive.</param>
    /// <param name="sure">How sure the judge is, in [0, 1].</param>
    public static Tube Of(QueryPlan plan, Scene scene, Tube candidate, int begin, int end, float sure)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(candidate);
        var judged = Of(candidate, sure);
        var doings = plan.SubQueries.Where(s => s.Kind != SubQueryKind.Attribute).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        if (candidate.Evidence.Any(e => doings.Contains(e.SubQuery))) return judged;
        var tubelet = scene.Objects.First(o => o.Tubelet.Id == candidate.TubeletId).Tubelet;
        return judged with
        {
            Begin = begin,
            Boxes = [.. Enumerable.Range(begin, end - begin + 1).Select(tubelet.BoxAt)],
            BeginTime = scene.TimeOf(begin),
            EndTime = scene.TimeOf(end),
        };
    }

    // A value for every frame of the tubelet, as other evidence has it; the judge gave one for all.
    private static float[] Constant(Tube candidate, float value)
    {
        var length = candidate.Evidence.Count > 0 ? candidate.Evidence[0].PerFrame.Count : candidate.Boxes.Count;
        var scores = new float[length];
        Array.Fill(scores, value);
        return scores;
    }
}
