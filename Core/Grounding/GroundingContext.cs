using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>One plan being grounded in one scene: what the scorers share, and what they compute only once.</summary>
internal sealed class GroundingContext(QueryPlan plan, Scene scene)
{
    // Below this nothing is taken for what a noun phrase describes.
    public const float LeastMatch = 0.25f;

    private readonly Dictionary<(Entity Entity, int Tubelet), float> _categories = [], _matches = [];
    private readonly Dictionary<int, MotionCurves> _curves = [];

    public QueryPlan Plan { get; } = plan;

    public Scene Scene { get; } = scene;

    /// <summary>Seconds as a number of frames, at least one.</summary>
    public int Frames(double seconds) => Math.Max(1, (int)Math.Round(seconds * Scene.Fps));

    /// <summary>How an object moves.</summary>
    public MotionCurves Curves(SceneObject candidate)
    {
        if (!_curves.TryGetValue(candidate.Tubelet.Id, out var curves))
            _curves[candidate.Tubelet.Id] = curves = new MotionCurves(candidate, Scene.Size, Scene.Fps);
        return curves;
    }

    /// <summary>Whether an object is the kind of thing that the noun names, in [0, 1].</summary>
    public float Category(Entity entity, SceneObject candidate)
    {
        var key = (entity, candidate.Tubelet.Id);
        return _categories.TryGetValue(key, out var known) ? known : _categories[key] = CategoryScorer.Score(entity, candidate);
    }

    /// <summary>Objects that are the kind of thing that the noun names at least as likely as not.</summary>
    public IEnumerable<SceneObject> OfKind(Entity entity) => Scene.Objects.Where(o => Category(entity, o) >= 0.5f);

    /// <summary>How well an object fits a noun phrase with its attributes, in [0, 1].</summary>
    public float Match(Entity entity, SceneObject candidate)
    {
        var key = (entity, candidate.Tubelet.Id);
        if (_matches.TryGetValue(key, out var known)) return known;

        var scores = new List<float> { Category(entity, candidate) };
        foreach (var subQuery in entity.SubQueries)
            if (subQuery.Kind == SubQueryKind.Attribute && AttributeScorer.Score(subQuery, entity, candidate, this) is { } score) scores.Add(score);
        return _matches[key] = EvidenceCombination.Combine(scores);
    }

    /// <summary>On every frame of the subject the best that any other object gives: how well it fits the noun phrase, times its score there.</summary>
    /// <param name="entity">What the other is described as.</param>
    /// <param name="subject">Whose frames count.</param>
    /// <param name="floor">The score where no other object is.</param>
    /// <param name="scorer">For one other object: its score by absolute frame number, in [0, 1]; called for frames that both live on.</param>
    public float[] BestOther(Entity entity, SceneObject subject, float floor, Func<SceneObject, Func<int, float>> scorer)
    {
        var scores = Fuzzy.Constant(subject.Tubelet.Boxes.Count, floor);
        foreach (var other in Scene.Objects)
        {
            if (other == subject) continue;
            var match = Match(entity, other);
            if (match < LeastMatch) continue;

            var score = scorer(other);
            int begin = Math.Max(subject.Tubelet.Begin, other.Tubelet.Begin), end = Math.Min(subject.Tubelet.End, other.Tubelet.End);
            for (var frame = begin; frame <= end; frame++)
            {
                var i = frame - subject.Tubelet.Begin;
                scores[i] = MathF.Max(scores[i], match * score(frame));
            }
        }

        return scores;
    }
}
