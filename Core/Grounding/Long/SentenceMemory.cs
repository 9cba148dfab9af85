using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Long;

/// <summary>
/// What of a long clip may matter to one sentence: the best candidates so far, others near them of whom the sentence speaks, and what others are
/// measured against (the reddest, the tallest, the first). Everything else is let go. Objects are kept as bytes (<see cref="TubeletCodec"/>).
/// </summary>
/// <remarks>
/// Candidates are ranked by the <see cref="Grounder"/> itself, in the scene of all that is kept, leaving out what only the end of the clip tells
/// (the last, at the end). So there may be more of them than <see cref="LongClipOptions.MostCandidates"/> only where more fit equally well than
/// anybody would look at.
/// </remarks>
public sealed class SentenceMemory
{
    private readonly QueryPlan _ranking;
    private readonly FrameSize _size;
    private readonly LongClipOptions _options;
    private readonly PlanFilter _filter;
    private readonly IReadOnlyList<Entity> _others;
    private readonly Sticks _sticks;
    private List<Kept> _kept = [];
    private int _lastId;

    /// <summary>Begins with nothing.</summary>
    /// <param name="plan">The sentence.</param>
    /// <param name="leastScore">
    /// What cannot reach this score is let go; 0 where somebody else (a judge, a phrase scorer) may raise scores: then only what is of another
    /// kind is.
    /// </param>
    /// <param name="size">Size of the original picture.</param>
    /// <param name="options">How much is kept.</param>
    public SentenceMemory(QueryPlan plan, float leastScore, FrameSize size, LongClipOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (_size, _options) = (size, options ?? new LongClipOptions());
        _filter = PlanFilter.Of(plan, leastScore, places: true);
        _ranking = plan with { SubQueries = [.. plan.SubQueries.Where(s => !NeedsTheEnd(s))] };
        _others = [.. plan.SubQueries.SelectMany(OthersOf)];
        _sticks = new Sticks(plan, _others);
    }

    /// <summary>Names of the classes beyond COCO's.</summary>
    public IReadOnlyList<string> OwnClasses { get; init; } = [];

    /// <summary>See <see cref="Scene.Backdrop"/>; it may be one that is still being made.</summary>
    public Backdrop? Backdrop { get; init; }

    /// <summary>See <see cref="Scene.Zones"/>.</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>Objects that are kept.</summary>
    public int HeldObjects => _kept.Count;

    /// <summary>Boxes of them.</summary>
    public int HeldFrames => _kept.Sum(k => k.End - k.Begin + 1);

    /// <summary>Bytes that they take.</summary>
    public long HeldBytes => _kept.Sum(k => (long)k.Bytes.Length);

    /// <summary>Objects that were let go.</summary>
    public int LetGo { get; private set; }

    /// <summary>Objects that were looked at to decide what is kept, all segments together: the cost, for tests.</summary>
    public long Considered { get; private set; }

    /// <summary>Takes what was seen in a segment, and lets go what does not matter.</summary>
    /// <param name="seen">The objects; their ids need be unique only among themselves.</param>
    /// <param name="fps">Frames per second of the numbering.</param>
    /// <param name="times">Times of all frames so far.</param>
    public void Absorb(IReadOnlyList<SceneObject> seen, double fps, IReadOnlyList<TimeSpan> times)
    {
        ArgumentNullException.ThrowIfNull(seen);
        List<(SceneObject Object, Kept? Known)> all = [.. _kept.Select(k => (k.Decode(fps), (Kept?)k)), .. seen.Select(o => (Numbered(o), (Kept?)null))];
        Considered += all.Count;
        var scene = ToScene(times, [.. all.Select(a => a.Object)]);
        var context = new GroundingContext(scene);
        var chosen = new HashSet<int>();
        foreach (var candidate in Candidates(scene, fps))
        {
            chosen.Add(candidate.Tubelet.Id);
            chosen.UnionWith(Companions(candidate.Tubelet, scene, context, fps));
        }

        chosen.UnionWith(_sticks.Of(context));
        LetGo += all.Count - chosen.Count;
        _kept = [.. all.Where(a => chosen.Contains(a.Object.Tubelet.Id)).Select(a => a.Known ?? Kept.Of(a.Object))];
    }

    /// <summary>What is kept, as a scene of the whole clip.</summary>
    public Scene ToScene(IReadOnlyList<TimeSpan> times)
    {
        ArgumentNullException.ThrowIfNull(times);
        var fps = Scene.Clip(_size, times, []).Fps;
        return ToScene(times, [.. _kept.Select(k => k.Decode(fps))]);
    }

    private Scene ToScene(IReadOnlyList<TimeSpan> times, IReadOnlyList<SceneObject> objects) =>
        Scene.Clip(_size, times, [.. objects.OrderBy(o => o.Tubelet.Begin).ThenBy(o => o.Tubelet.Id)]).Known(OwnClasses, Backdrop, Zones);

    private IEnumerable<SceneObject> Candidates(Scene scene, double fps)
    {
        var byId = scene.Objects.ToDictionary(o => o.Tubelet.Id);
        var ranked = Grounder.Ground(_ranking, scene, "", new GroundingOptions { Threshold = 0, Top = int.MaxValue });
        return ranked.Select(tube => byId[tube.TubeletId]).Where(o => _filter.Passes(TubeletSignature.Of(o, _size, fps))).Take(_options.MostCandidates);
    }

    /// <summary>Others of whom the sentence speaks, about when a candidate is there: those with him for longest.</summary>
    private IEnumerable<int> Companions(Tubelet candidate, Scene scene, GroundingContext context, double fps)
    {
        var near = (int)(_options.Nearby * fps);
        return _others.SelectMany(other => scene.Objects
            .Where(o => o.Tubelet.Id != candidate.Id && o.Tubelet.Begin <= candidate.End + near && o.Tubelet.End >= candidate.Begin - near)
            .Select(o => (o.Tubelet, Match: context.Match(other, o)))
            .Where(o => o.Match >= GroundingContext.LeastMatch)
            .OrderByDescending(o => o.Match * (near + Math.Min(candidate.End, o.Tubelet.End) - Math.Max(candidate.Begin, o.Tubelet.Begin)))
            .Take(_options.MostCompanions).Select(o => o.Tubelet.Id));
    }

    private SceneObject Numbered(SceneObject seen)
    {
        var id = ++_lastId;
        // Pieces of one object are told apart by where they begin, not by ids of trackers that know nothing of each other.
        return seen with { Tubelet = seen.Tubelet with { Id = id, ObjectId = id } };
    }

    private static bool NeedsTheEnd(SubQuery subQuery) =>
        subQuery.Predicate is OrdinalPredicate or TemporalPredicate { When: TemporalRelation.AtStart or TemporalRelation.AtEnd };

    private static IEnumerable<Entity> OthersOf(SubQuery subQuery) => subQuery.Predicate switch
    {
        RelationPredicate relation => [relation.Other, .. relation.Other.SubQueries.SelectMany(OthersOf)],
        TemporalPredicate temporal =>
        [
            .. temporal.Other is { } other ? (Entity[])[other, .. other.SubQueries.SelectMany(OthersOf)] : [],
            .. temporal.Clause.SelectMany(OthersOf),
        ],
        _ => [],
    };

    /// <summary>An object as bytes.</summary>
    private sealed record Kept(int Begin, int End, byte[] Bytes)
    {
        public static Kept Of(SceneObject seen) => new(seen.Tubelet.Begin, seen.Tubelet.End, TubeletCodec.Encode(seen));

        public SceneObject Decode(double fps) => TubeletCodec.Decode(Bytes, "", fps);
    }
}
