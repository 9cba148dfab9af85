using System.Numerics;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>Scores one sub-query for one object, frame by frame.</summary>
internal static class SubQueryScorer
{
    /// <summary>Whether the sub-query can be judged of some object at all; where not, <see cref="Score"/> is null whatever the scene.</summary>
    /// <param name="subQuery">The sub-query.</param>
    /// <param name="isClip">False for a camera, which has no beginning and no end.</param>
    /// <param name="places">Whether the scene may have zones or a background in which landmarks are found.</param>
    public static bool CanJudge(SubQuery subQuery, bool isClip = true, bool places = true) => subQuery.Predicate switch
    {
        OrdinalPredicate or MotionPredicate { Motion: Motion.LeftBehind or Motion.TakenAway } => isClip,
        PatternPredicate pattern => BodyScorer.CanJudge(pattern),
        RelationPredicate relation => RelationScorer.CanJudge(relation) || BodyScorer.CanJudge(relation)
            || (places && (ZoneScorer.CanJudge(relation) || (isClip && LandmarkScorer.CanJudge(relation)))),
        TemporalPredicate { When: TemporalRelation.AtStart or TemporalRelation.AtEnd } => isClip,
        TemporalPredicate { Other: not null, Clause.IsEmpty: true } => true,
        TemporalPredicate temporal => temporal.Clause.Any(s => CanJudge(s, isClip, places)),
        UnjudgedPredicate => false,
        _ => true,
    };

    /// <summary>One score in [0, 1] per frame of the subject, not to be written to; or null when nothing in the product can judge the sub-query.</summary>
    /// <param name="subQuery">What is asked.</param>
    /// <param name="target">What the subject is described as: its colours and sizes are judged among things of that kind.</param>
    /// <param name="subject">Of whom.</param>
    /// <param name="context">In which scene.</param>
    public static float[]? Score(SubQuery subQuery, Entity target, SceneObject subject, GroundingContext context)
    {
        // Negation of what is constant is handled where the constant is made.
        if (TemporalAssembling.Score(subQuery, target, subject, context) is { } constant)
            return Fuzzy.Constant(subject.Tubelet.Boxes.Count, constant);

        var scores = subQuery.Predicate switch
        {
            // Where nobody looked for things that lie about, nobody knows whether any does.
            MotionPredicate { Motion: Motion.LeftBehind or Motion.TakenAway } when !context.Scene.LooksForThings => null,
            MotionPredicate motion => context.Facts(subject).Curves.Of(motion.Motion),
            DirectionPredicate direction => context.Facts(subject).Curves.Of(direction.Direction),
            CrossingPredicate crossing => PlaceScorer.Score(crossing, subQuery.Restrictive, subject, context),
            PositionPredicate position => PlaceScorer.Score(position, subject, context),
            RelationPredicate relation => ZoneScorer.Score(subQuery, subject, context) ?? LandmarkScorer.Score(relation, subject, context)
                ?? RelationScorer.Score(relation, subject, context) ?? BodyScorer.Score(relation, target, subject, context),
            PosturePredicate posture => BodyScorer.Score(posture.Posture, subject, context),
            TemporalPredicate temporal => TemporalScorer.Score(temporal, target, subject, context),
            _ => null,
        };
        // The array may be shared with others who do not deny it.
        return scores is not null && subQuery.Negated ? Fuzzy.PerFrame(scores, static score => Vector<float>.One - score) : scores;
    }
}
