using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning;

/// <content>Single candidates, and how many the learned grounder looks at.</content>
public static partial class CombinedGrounder
{
    // What the network compares grows with the square of the tubelets: hours of a busy square would be gigabytes.
    private const int MostLooked = 96, MostCandidates = 64;

    /// <summary>The tube of one object, whatever its score; null when the object cannot be an answer at all.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scene">The scene, in which the object is judged among the others.</param>
    /// <param name="candidate">An object of the scene.</param>
    /// <param name="cameraId">Becomes <see cref="Tube.CameraId"/>.</param>
    /// <param name="learned">The learned grounder; null, or one without weights: as <see cref="Grounder.GroundOne"/>.</param>
    public static Tube? GroundOne(QueryPlan plan, Scene scene, SceneObject candidate, string cameraId, LearnedGrounder? learned)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(candidate);
        var tube = Grounder.GroundOne(plan, scene, candidate, cameraId);
        if (tube is null || learned is null || WeightsOf(plan, learned) is not { } weights) return tube;
        var answers = learned.Ground(plan, Looked(scene, [tube]));
        // Who was there too shortly is not looked at by the learned grounder: then the built-in one's word stands.
        if (answers.FirstOrDefault(a => a.TubeletId == tube.TubeletId) is not { } answer) return tube;
        var evidence = CandidateEvidence.Of(tube.Score, answer, answers.Count);
        return Together(
            new LearnedCandidate(tube, answer, evidence), candidate.Tubelet, plan, scene, SaysWhat(plan), weights.Probability(evidence),
            new GroundingOptions());
    }

    /// <summary>
    /// What the learned grounder looks at: everything, as a rule; of a crowd the best candidates of the built-in grounder, and of the others those
    /// that were there for longest.
    /// </summary>
    /// <param name="scene">The scene.</param>
    /// <param name="candidates">Who can be an answer, best first.</param>
    internal static Scene Looked(Scene scene, IReadOnlyList<Tube> candidates)
    {
        if (scene.Objects.Count <= MostLooked) return scene;
        var best = candidates.Take(MostCandidates).Select(t => t.TubeletId).ToHashSet();
        return scene.Only(
        [
            .. scene.Objects.OrderByDescending(o => best.Contains(o.Tubelet.Id)).ThenByDescending(o => o.Tubelet.Boxes.Count)
                .ThenBy(o => o.Tubelet.Id).Take(MostLooked).OrderBy(o => o.Tubelet.Id),
        ]);
    }
}
