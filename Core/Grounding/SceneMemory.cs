using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>
/// What the objects of a scene are, as against what they do: that changes slowly, so a camera may ask once and use the answers for a moment.
/// </summary>
internal sealed class SceneMemory
{
    private readonly Dictionary<Entity, EntityFacts> _entities = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, int> _numbers = [];

    /// <summary>The number of a tubelet here, from 0.</summary>
    public int NumberOf(int tubelet)
    {
        if (!_numbers.TryGetValue(tubelet, out var number)) _numbers[tubelet] = number = _numbers.Count;
        return number;
    }

    /// <summary>What is known of the objects in the eyes of a noun phrase.</summary>
    public EntityFacts Of(Entity entity)
    {
        if (!_entities.TryGetValue(entity, out var facts)) _entities[entity] = facts = new EntityFacts();
        return facts;
    }

    /// <summary>Answers for one noun phrase.</summary>
    internal sealed class EntityFacts
    {
        private float[] _categories = [], _matches = [];

        /// <summary>The largest share of a colour among things of the kind.</summary>
        public Dictionary<(BodyPart, string?, Colour), float> Colours { get; } = [];

        /// <summary>The same of several colours at once.</summary>
        public Dictionary<ColourPredicate, float> Several { get; } = new(ReferenceEqualityComparer.Instance);

        /// <summary>Things of the kind.</summary>
        public List<SceneObject>? OfKind { get; set; }

        /// <summary>Whether a numbered object is the kind of thing; NaN where that was not asked yet.</summary>
        public ref float Category(int number) => ref Of(ref _categories, number);

        /// <summary>Whether it fits the whole phrase.</summary>
        public ref float Match(int number) => ref Of(ref _matches, number);

        private static ref float Of(ref float[] scores, int number)
        {
            if (number >= scores.Length)
            {
                var known = scores.Length;
                Array.Resize(ref scores, Math.Max(2 * known, number + 8));
                scores.AsSpan(known).Fill(float.NaN);
            }

            return ref scores[number];
        }
    }
}
