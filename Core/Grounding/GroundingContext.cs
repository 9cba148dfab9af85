using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>One scene in which plans are grounded: what the scorers share, and what they compute only once, whichever plan asks first.</summary>
internal sealed class GroundingContext
{
    /// <summary>Below this nothing is taken for what a noun phrase describes.</summary>
    public const float LeastMatch = 0.25f;

    private readonly ObjectFacts[] _objects;
    private readonly Dictionary<int, ObjectFacts> _facts;
    private readonly IReadOnlySet<int>? _live;
    private readonly SceneMemory _memory;
    private readonly Dictionary<int, float> _tallest = [];
    private readonly Dictionary<(TemporalPredicate, int), float[]?> _clauses = new(new ByReference());

    /// <summary>Takes a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="live">Ids of the tubelets that are still there; null: those that live on the scene's last frame.</param>
    /// <param name="memory">What was found out in a scene of a moment ago and is taken to hold still; null: nothing.</param>
    public GroundingContext(Scene scene, IReadOnlySet<int>? live = null, SceneMemory? memory = null)
    {
        (Scene, _live, _memory) = (scene, live, memory ?? new SceneMemory());
        (_facts, _objects) = (new Dictionary<int, ObjectFacts>(scene.Objects.Count), new ObjectFacts[scene.Objects.Count]);
        for (var i = 0; i < _objects.Length; i++)
        {
            _objects[i] = new ObjectFacts(scene.Objects[i], scene.Size, scene.Fps)
            {
                Number = i, Count = _objects.Length, OwnClasses = scene.OwnClasses,
                MemoryNumber = _memory.NumberOf(scene.Objects[i].Tubelet.Id),
            };
            _facts[scene.Objects[i].Tubelet.Id] = _objects[i];
        }
    }

    /// <summary>The scene.</summary>
    public Scene Scene { get; }

    /// <summary>What is left out of the method, for measurements.</summary>
    public Ablation LeavesOut { get; init; }

    /// <summary>Whether many plans will be asked of one object after the other, so that it pays to keep what was worked out of pairs.</summary>
    public bool SharesPairs => _live is not null;

    /// <summary>Gives up what was kept of pairs.</summary>
    public void ForgetShared()
    {
        _clauses.Clear();
        foreach (var facts in _objects) facts.ForgetPairs();
    }

    /// <summary>What a clause about somebody gives, worked out once for all who ask.</summary>
    public float[]? Clause(TemporalPredicate clause, SceneObject who, Func<float[]?> score)
    {
        if (!SharesPairs) return score();
        if (_clauses.TryGetValue((clause, who.Tubelet.Id), out var known)) return known;
        return _clauses[(clause, who.Tubelet.Id)] = score();
    }

    /// <summary>Seconds as a number of frames, at least one.</summary>
    public int Frames(double seconds) => Math.Max(1, (int)Math.Round(seconds * Scene.Fps));

    /// <summary>What is known of an object of the scene.</summary>
    public ObjectFacts Facts(SceneObject candidate) => _facts[candidate.Tubelet.Id];

    /// <summary>Whether an object has not left yet.</summary>
    public bool IsStillThere(Tubelet tubelet) => _live?.Contains(tubelet.Id) ?? tubelet.End >= Scene.LastFrame;

    /// <summary>The largest size among the objects that the detector gives the same class, pixels.</summary>
    public float Tallest(int coco)
    {
        if (_tallest.TryGetValue(coco, out var known)) return known;
        var tallest = 0f;
        foreach (var other in Scene.Objects)
            if (other.Tubelet.Class == coco) tallest = MathF.Max(tallest, other.Motion.LargestSize);
        return _tallest[coco] = tallest;
    }

    /// <summary>Whether an object is the kind of thing that the noun names, in [0, 1].</summary>
    public float Category(Entity entity, ObjectFacts candidate)
    {
        ref var score = ref _memory.Of(entity).Category(candidate.MemoryNumber);
        if (float.IsNaN(score)) score = CategoryScorer.Score(entity, candidate);
        return score;
    }

    /// <summary>Objects that are the kind of thing that the noun names at least as likely as not.</summary>
    public IReadOnlyList<SceneObject> OfKind(Entity entity) =>
        _memory.Of(entity).OfKind ??= [.. _objects.Where(o => Category(entity, o) >= 0.5f).Select(o => o.Object)];

    /// <summary>The largest share of a colour among objects of a kind; 0 when there are none.</summary>
    public float MostOf(Entity entity, ColourPredicate wanted, Colour colour)
    {
        var known = _memory.Of(entity).Colours;
        var key = (wanted.Part, wanted.Garment, colour);
        if (known.TryGetValue(key, out var most)) return most;
        foreach (var other in OfKind(entity)) most = MathF.Max(most, AttributeScorer.Share(wanted, colour, other));
        return known[key] = most;
    }

    /// <summary>The same for several colours at once: of that of which each has least.</summary>
    public float MostOfAll(Entity entity, ColourPredicate wanted)
    {
        var known = _memory.Of(entity).Several;
        if (known.TryGetValue(wanted, out var most)) return most;
        foreach (var other in OfKind(entity)) most = MathF.Max(most, AttributeScorer.Least(wanted, other));
        return known[wanted] = most;
    }

    /// <summary>How well an object of the scene fits a noun phrase with its attributes, in [0, 1].</summary>
    public float Match(Entity entity, SceneObject candidate) => Match(entity, Facts(candidate), _memory.Of(entity));

    /// <summary>How well an object fits a noun phrase with its attributes, in [0, 1].</summary>
    private float Match(Entity entity, ObjectFacts candidate, SceneMemory.EntityFacts known)
    {
        ref var match = ref known.Match(candidate.MemoryNumber);
        if (!float.IsNaN(match)) return match;

        var scores = new List<float> { Category(entity, candidate) };
        foreach (var subQuery in entity.SubQueries)
            if (subQuery.Kind == SubQueryKind.Attribute && AttributeScorer.Score(subQuery, entity, candidate.Object, this) is { } score) scores.Add(score);
        return match = EvidenceCombination.Combine(CollectionsMarshal.AsSpan(scores));
    }

    /// <summary>
    /// The best that <see cref="BestOther"/> would give on any frame, or on any since one (of the scene's numbering), without the frames.
    /// </summary>
    public float MostOther(Entity entity, ObjectFacts subject, float floor, PairMeasure measure, int? since)
    {
        var known = _memory.Of(entity);
        var most = floor;
        foreach (var other in _objects)
        {
            if (other.Number == subject.Number) continue;
            var match = Match(entity, other, known);
            if (match < LeastMatch || match <= most) continue;
            var pair = since is { } from ? subject.MostOfPairSince(from, measure, other) : subject.MostOfPair(measure, other);
            most = MathF.Max(most, pair * match);
        }

        return most;
    }

    /// <summary>On every frame of the subject the best that any other object gives: how well it fits the noun phrase, times its score there.</summary>
    /// <param name="entity">What the other is described as.</param>
    /// <param name="subject">Whose frames count.</param>
    /// <param name="floor">The score where no other object is.</param>
    /// <param name="improve">
    /// Told of one other object, how well it fits, and the first and last frame that both live on: raises the scores (of the subject's frames)
    /// that it can better.
    /// </param>
    public float[] BestOther(Entity entity, SceneObject subject, float floor, OtherScorer improve)
    {
        var scores = new float[subject.Tubelet.Boxes.Count];
        if (floor > 0) Array.Fill(scores, floor);
        var known = _memory.Of(entity);
        foreach (var other in _objects)
        {
            if (other.Tubelet.Id == subject.Tubelet.Id) continue;
            var match = Match(entity, other, known);
            if (match < LeastMatch) continue;

            int begin = Math.Max(subject.Tubelet.Begin, other.Tubelet.Begin), end = Math.Min(subject.Tubelet.End, other.Tubelet.End);
            improve(other, match, begin, end, scores);
        }

        return scores;
    }

    private sealed class ByReference : IEqualityComparer<(TemporalPredicate Clause, int Who)>
    {
        public bool Equals((TemporalPredicate Clause, int Who) x, (TemporalPredicate Clause, int Who) y) =>
            ReferenceEquals(x.Clause, y.Clause) && x.Who == y.Who;

        public int GetHashCode((TemporalPredicate Clause, int Who) key) => HashCode.Combine(RuntimeHelpers.GetHashCode(key.Clause), key.Who);
    }
}

/// <summary>Raises the scores of the subject's frames by what one other object gives; see <see cref="GroundingContext.BestOther"/>.</summary>
/// <param name="other">The other object.</param>
/// <param name="match">How well it fits its description, in [0, 1].</param>
/// <param name="begin">First frame that both live on.</param>
/// <param name="end">Last such frame, inclusive; before <paramref name="begin"/> when there is none.</param>
/// <param name="scores">Best scores so far, from the subject's first frame on.</param>
internal delegate void OtherScorer(ObjectFacts other, float match, int begin, int end, float[] scores);
