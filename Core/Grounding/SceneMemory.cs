using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>
/// What the objects of a scene are, as against what they do: that changes slowly, so a camera may ask once and use the answers for a moment.
/// </summary>
internal sealed class SceneMemory
{
    private readonly Dictionary<Entity, EntityFacts> _entities = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is known of the objects in the eyes of a noun phrase.</summary>
    public EntityFacts Of(Entity entity)
    {
        if (!_entities.TryGetValue(entity, out var facts)) _entities[entity] = facts = new EntityFacts();
        return facts;
    }

    /// <summary>Answers for one noun phrase, by tubelet.</summary>
    internal sealed class EntityFacts
    {
        /// <summary>Whether it is the kind of thing.</summary>
        public Dictionary<int, float> Categories { get; } = [];

        /// <summary>Whether it fits the whole phrase.</summary>
        public Dictionary<int, float> Matches { get; } = [];

        /// <summary>The largest share of a colour among things of the kind.</summary>
        public Dictionary<(BodyPart, string?, Colour), float> Colours { get; } = [];

        /// <summary>Things of the kind.</summary>
        public List<SceneObject>? OfKind { get; set; }
    }
}
