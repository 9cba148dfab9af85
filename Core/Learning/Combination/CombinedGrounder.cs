using Stvg.Core.Grounding;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Learning.Features;
using Stvg.Core.Queries;
using Stvg.Core.Queries.Language;
using Stvg.Core.Queries.Tables;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning;

/// <summary>
/// The built-in grounder and a learned one together. A sentence that the built-in grounder answers is never left without an answer: what it
/// finds stands where the two together find nothing.
/// </summary>
public static partial class CombinedGrounder
{
    /// <summary>All tubes that fit, best first; as <see cref="Grounder.Ground"/> where nothing was learned.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="cameraId">Becomes <see cref="Tube.CameraId"/>.</param>
    /// <param name="options">Threshold, number and period of answers.</param>
    /// <param name="learned">The learned grounder; one without <see cref="LearnedGrounder.Weighing"/> has no say.</param>
    public static IReadOnlyList<Tube> Ground(QueryPlan plan, Scene scene, string cameraId, GroundingOptions options, LearnedGrounder? learned)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(options);
        if (learned is null || WeightsOf(plan, learned) is not { } weights) return Grounder.Ground(plan, scene, cameraId, options);

        var candidates = Candidates(plan, scene, cameraId, options, learned);
        var (saysWhat, tubelets) = (SaysWhat(plan), scene.Objects.Select(o => o.Tubelet).ToDictionary(t => t.Id));
        var together = candidates
            .Select(c => Together(c, tubelets[c.BuiltIn.TubeletId], plan, scene, saysWhat, weights.Probability(c.Evidence), options))
            .Where(tube => tube.Score >= options.Threshold)
            .OrderByDescending(tube => tube.Score).ThenBy(tube => tube.Begin).ThenBy(tube => tube.TubeletId)
            .Take(options.Top).ToList();
        return together.Count > 0 ? together : Grounder.Ground(plan, scene, cameraId, options);
    }

    /// <summary>Every object that can be an answer, with the evidence of both.</summary>
    /// <inheritdoc cref="Ground" path="/param"/>
    public static IReadOnlyList<LearnedCandidate> Candidates(
        QueryPlan plan, Scene scene, string cameraId, GroundingOptions options, LearnedGrounder learned)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(learned);
        return Candidates(plan, scene, cameraId, options, looked => learned.Ground(plan, looked));
    }

    /// <summary>The same, where the learned grounder is asked in another way.</summary>
    internal static IReadOnlyList<LearnedCandidate> Candidates(
        QueryPlan plan, Scene scene, string cameraId, GroundingOptions options, Func<Scene, IReadOnlyList<LearnedAnswer>> ask)
    {
        var tubes = Grounder.Ground(plan, scene, cameraId, options with { Threshold = 0, Top = int.MaxValue, Calibration = ScoreCalibration.Identity });
        if (tubes.Count == 0) return [];
        var answers = ask(Looked(scene, tubes)).ToDictionary(a => a.TubeletId);
        return
        [
            .. tubes.Where(tube => answers.ContainsKey(tube.TubeletId)).Select(tube => new LearnedCandidate(
                tube, answers[tube.TubeletId], CandidateEvidence.Of(tube.Score, answers[tube.TubeletId], answers.Count))),
        ];
    }

    /// <summary>
    /// Whether nothing of a sentence is left to a learned grounder: the built-in one judges every word, or those that it cannot judge speak of
    /// something else ("at the table"), of which a network that looks at tubelets knows no more.
    /// </summary>
    public static bool IsJudged(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var unjudged = plan.SubQueries.Where(s => !SubQueryScorer.CanJudge(s))
            .SelectMany(s => Tokeniser.Tokenise(s.Text)).Select(t => t.Lower).ToHashSet(StringComparer.Ordinal);
        var tokens = SentenceTokens.Of(plan);
        for (var m = 0; m < tokens.Count; m++)
        {
            // What was understood stands in the plan; the rest is known to be of the target at best.
            if (tokens.Roles[m] == WordRole.Unknown && tokens.Actions[m] == 0) return false;
            if (tokens.Roles[m] is WordRole.Attribute or WordRole.Action or WordRole.Unknown && unjudged.Contains(tokens.Words[m])
                && Prepositions.Find(tokens.Words[m]) is null) return false;
        }

        return true;
    }

    /// <summary>How much the two count for a sentence; null: the built-in grounder alone.</summary>
    private static EvidenceWeights? WeightsOf(QueryPlan plan, LearnedGrounder learned)
    {
        if (learned.Weighing is not { } weighing) return null;
        var weights = IsJudged(plan) ? weighing.Judged : weighing.Unjudged;
        return weights == EvidenceWeights.BuiltInAlone ? null : weights;
    }

    private static Tube Together(
        LearnedCandidate candidate, Tubelet frames, QueryPlan plan, Scene scene, bool saysWhat, float score, GroundingOptions options)
    {
        var (tube, learned) = (candidate.BuiltIn, candidate.Learned);
        var fits = 1 / (1 + MathF.Exp(-learned.Fit));
        var seen = tube.Evidence.Select(e => e.SubQuery).ToHashSet();
        var unjudged = plan.SubQueries.Where(s => !seen.Contains(s.Id)).ToList();
        tube = tube with
        {
            Score = score,
            Evidence = [.. tube.Evidence, .. unjudged.Select(s => new Evidence(s.Id, fits, Fuzzy.Constant(frames.Boxes.Count, fits)))],
        };
        if (!saysWhat || options.WholePeriod || IsTimed(plan, seen)) return tube;

        // Nothing that the built-in grounder understands says when: then the learned one does.
        int begin = Math.Max(learned.Begin, options.Period?.Begin ?? 0), end = Math.Min(learned.End, options.Period?.End ?? int.MaxValue);
        if (begin > end) return tube;
        return tube with
        {
            Begin = begin, BeginTime = scene.TimeOf(begin), EndTime = scene.TimeOf(end),
            Boxes = [.. frames.Boxes.Skip(begin - frames.Begin).Take(end - begin + 1)],
        };
    }

    /// <summary>Whether some word may say what is done, and thereby when.</summary>
    private static bool SaysWhat(QueryPlan plan) => ReferralUnits.Actions(SentenceTokens.Of(plan)).Count > 0;

    /// <summary>Whether some judged part of the sentence says when.</summary>
    private static bool IsTimed(QueryPlan plan, HashSet<string> judged) => plan.SubQueries.Any(s =>
        judged.Contains(s.Id) && s.Kind is SubQueryKind.Action or SubQueryKind.Relation or SubQueryKind.Temporal);
}

/// <summary>An object that can be an answer.</summary>
/// <param name="BuiltIn">What the built-in grounder says.</param>
/// <param name="Learned">What the learned one says.</param>
/// <param name="Evidence">The same as numbers to be weighed.</param>
public sealed record LearnedCandidate(Tube BuiltIn, LearnedAnswer Learned, CandidateEvidence Evidence);
