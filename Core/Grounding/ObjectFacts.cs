using Stvg.Core.Frames;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>What the scorers need of one object again and again; each piece is measured when it is first asked for.</summary>
internal sealed class ObjectFacts(SceneObject subject, FrameSize size, double fps)
{
    private MotionCurves? _curves;
    private Box[]? _boxes;
    private Extent[]? _extents;
    private Dictionary<Colour, float[]>? _grounds;
    private ObjectLanes? _lanes;
    private float? _ownLengths;
    private Dictionary<(PairMeasure, int), float[]?>? _pairs;

    /// <summary>The object.</summary>
    public SceneObject Object { get; } = subject;

    /// <summary>Its tubelet.</summary>
    public Tubelet Tubelet => Object.Tubelet;

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

    /// <summary>How it stands to another object on every frame, worked out once for all who ask; null where never.</summary>
    public float[]? PairScores(PairMeasure measure, ObjectFacts other)
    {
        _pairs ??= [];
        if (_pairs.TryGetValue((measure, other.Tubelet.Id), out var known)) return known;
        return _pairs[(measure, other.Tubelet.Id)] = measure.Scores(this, other);
    }

    /// <summary>Gives up what it holds of pairs.</summary>
    public void ForgetPairs()
    {
        _lanes?.Return();
        (_pairs, _lanes, _extents) = (null, null, null);
    }

    /// <summary>Where it is during a block of frames on some of which it lives.</summary>
    public ref readonly Extent ExtentOf(int block)
    {
        _extents ??= Extent.Of(Boxes, Object.Motion.SizeValues, Tubelet.Begin);
        return ref _extents[block - (Tubelet.Begin / Extent.Frames)];
    }
}
