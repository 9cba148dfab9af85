using Stvg.Core.Queries;

namespace Stvg.Core.Evaluation;

/// <summary>What the evaluation of decompositions looks at: one relation between the thing that is sought and another.</summary>
/// <param name="TargetNames">Names of the thing that is sought, best first; the first that VidOR knows decides.</param>
/// <param name="Predicate">Name of the relation, in VidOR's spelling or near it; null when none was found.</param>
/// <param name="OtherNames">Names of the other side, best first.</param>
/// <param name="TargetIsObject">Whether the sought thing suffers the relation.</param>
/// <param name="Asked">For a question the side that it asks for.</param>
public sealed record DecomposedRelation(
    IReadOnlyList<string> TargetNames, string? Predicate, IReadOnlyList<string> OtherNames, bool TargetIsObject, QuestionForm Asked)
{
    /// <summary>
    /// Takes a plan's target and the relation that its main verb states, else its first relation to another thing. Where there is none, an action that is one by itself counts:
    /// driving, and moving towards or away from the camera.
    /// </summary>
    public static DecomposedRelation Of(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var target = NamesOf(plan.Target);
        var stated = plan.SubQueries.Where(part => part.Id == plan.Main).Concat(plan.SubQueries);
        if (stated.Select(part => part.Predicate).OfType<RelationPredicate>().FirstOrDefault() is { } relation)
            return new DecomposedRelation(target, relation.Name, NamesOf(relation.Other), relation.TargetIsObject, plan.Question);

        var (predicate, other) = plan.SubQueries.Select(part => ActionOf(part.Predicate))
            .FirstOrDefault(action => action.Predicate is not null);
        return new DecomposedRelation(target, predicate, other is null ? [] : [other], plan.Question == QuestionForm.Object, plan.Question);
    }

    private static (string? Predicate, string? Other) ActionOf(Predicate predicate) => predicate switch
    {
        MotionPredicate { Motion: Motion.Drive } => ("drive", null),
        DirectionPredicate { Direction: Direction.TowardsCamera } => ("towards", "camera"),
        DirectionPredicate { Direction: Direction.AwayFromCamera } => ("away", "camera"),
        _ => (null, null),
    };

    private static string[] NamesOf(Entity entity) => [entity.Noun, .. entity.Categories.IsDefault ? [] : entity.Categories];
}
