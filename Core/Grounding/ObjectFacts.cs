using System.Buffers;
using System.Runtime.CompilerServices;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>What the scorers need of one object again and again; each piece is measured when it is first asked for.</summary>
/// <param name="subject">The object.</param>
/// <param name="size">Size of the original picture.</param>
/// <param name="fps">Frames per second of the numbering.</param>
internal sealed class ObjectFacts(SceneObject subject, FrameSize size, double fps)
{
    private static readonly float[] s_never = [];

    private MotionCurves? _curves;
    private Box[]? _boxes;
    private Extent[]? _extents;
    private Dictionary<Colour, float[]>? _grounds;
    private ObjectLanes? _lanes;
    private float? _ownLengths;
    private StrongBox<(SceneObject, SceneObject)?>? _passes;
    private float[]?[]? _pairs;
    private float[]? _mostOfPairs, _recentOfPairs;

    /// <summary>Its number among the objects of the scene.</summary>
    public int Number { get; init; }

    /// <summary>How many those are.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Its number in what is remembered of the scene.</summary>
    public int MemoryNumber { get; init; }

    /// <summary>Names of its scene's classes beyond COCO's.</summary>
    public IReadOnlyList<string> OwnClasses { get; init; } = [];

    /// <summary>The object.</summary>
    public SceneObject Object { get; } = subject;

    /// <summary>Its tubelet.</summary>
    public Tubelet Tubelet => Object.Tubelet;

    /// <summary>As it was seen forwards and in reverse; null where it was not seen often enough.</summary>
    public (SceneObject Forward, SceneObject Reverse)? Passes => (_passes ??= new StrongBox<(SceneObject, SceneObject)?>(TemporalAssembling.Passes(Object))).Value;

    /// <summary>How it moves.</summary>
    public MotionCurves Curves => _curves ??= new MotionCurves(Object, size, fps);

    /// <summary>Its boxes, as an array: lists are slow in the loops over all frames.</summary>
    public Box[] Boxes => _boxes ??= Tubelet.Boxes as Box[] ?? [.. Tubelet.Boxes];

    /// <summary>The same, a list per quantity.</summary>
    public ObjectLanes Lanes => _lanes ??= new ObjectLanes(Boxes, Object.Motion);

    /// <summary>How surely it stands on something of a colour, frame by frame; not to be written to.</summary>
    public float[] Ground(Colour colour)
    {
        _grounds ??= [];
        return _grounds.TryGetValue(colour, out var known) ? known : _grounds[colour] = GroundScorer.On(colour, Object);
    }

    /// <summary>How far it travels (<see cref="Travel.OwnLengths"/>).</summary>
    public float OwnLengths => _ownLengths ??= Travel.OwnLengths(Tubelet);

    /// <summary>
    /// How it stands to another object on every frame, worked out once for all who ask; null where never. It may be longer than the object
    /// lives, and is good until <see cref="ForgetPairs"/>.
    /// </summary>
    public float[]? PairScores(PairMeasure measure, ObjectFacts other)
    {
        _pairs ??= new float[]?[PairMeasure.Count * Count];
        ref var known = ref _pairs[(measure.Number * Count) + other.Number];
        known ??= measure.Scores(this, other) ?? s_never;
        return known == s_never ? null : known;
    }

    /// <summary>The best of <see cref="PairScores"/>; 0 where there are none.</summary>
    public float MostOfPair(PairMeasure measure, ObjectFacts other)
    {
        _mostOfPairs ??= new float[PairMeasure.Count * Count];
        ref var most = ref _mostOfPairs[(measure.Number * Count) + other.Number];
        if (most == 0 && PairScores(measure, other) is { } scores) most = Fuzzy.Most(scores.AsSpan(0, Boxes.Length));
        return most;
    }

    /// <summary>The best since a frame, which is the same for all who ask.</summary>
    public float MostOfPairSince(int from, PairMeasure measure, ObjectFacts other)
    {
        if (_recentOfPairs is null)
        {
            _recentOfPairs = new float[PairMeasure.Count * Count];
            _recentOfPairs.AsSpan().Fill(float.NaN);
        }

        ref var most = ref _recentOfPairs[(measure.Number * Count) + other.Number];
        if (float.IsNaN(most)) most = measure.MostSince(from, this, other);
        return most;
    }

    /// <summary>Gives up what it holds of pairs.</summary>
    public void ForgetPairs()
    {
        _lanes?.Return();
        foreach (var pair in _pairs ?? [])
            if (pair is { Length: > 0 }) ArrayPool<float>.Shared.Return(pair);
        (_pairs, _mostOfPairs, _recentOfPairs, _lanes, _extents) = (null, null, null, null, null);
    }

    /// <summary>Where it is during a block of frames on some of which it lives.</summary>
    public ref readonly Extent ExtentOf(int block)
    {
        _extents ??= Extent.Of(Boxes, Object.Motion.SizeValues, Tubelet.Begin);
        return ref _extents[block - (Tubelet.Begin / Extent.Frames)];
    }
}
