using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>One plan being grounded in one scene: what the scorers share, and what they compute only once.</summary>
internal sealed class GroundingContext(QueryPlan plan, Scene scene)
{
    private readonly Dictionary<(Entity Entity, int Tubelet), float> _matches = [];

    public QueryPlan Plan { get; } = plan;

    public Scene Scene { get; } = scene;

    /// <summary>Seconds as a number of frames, at least one.</summary>
    public int Frames(double seconds) => Math.Max(1, (int)Math.Round(seconds * Scene.Fps));

    /// <summary>How well an object fits a noun phrase with its attributes, in [0, 1].</summary>
    public float Match(Entity entity, SceneObject candidate)
    {
        var key = (entity, candidate.Tubelet.Id);
        if (_matches.TryGetValue(key, out var known)) return known;

        var scores = new List<float> { CategoryScorer.Score(entity, candidate) };
        foreach (var subQuery in entity.SubQueries)
            if (subQuery.Kind == SubQueryKind.Attribute && AttributeScorer.Score(subQuery, entity, candidate, this) is { } score) scores.Add(score);
        return _matches[key] = EvidenceCombination.Combine(scores);
    }

    /// <summary>Objects that fit a noun phrase at least as likely as not.</summary>
    public IEnumerable<SceneObject> Matching(Entity entity) => Scene.Objects.Where(o => Match(entity, o) >= 0.5f);
}
