using Stvg.Core.Frames;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>What the scorers need of one object again and again; each piece is measured when it is first asked for.</summary>
internal sealed class ObjectFacts(SceneObject subject, FrameSize size, double fps)
{
    private MotionCurves? _curves;
    private Box[]? _boxes;
    private Extent[]? _extents;
    private float? _ownLengths;

    /// <summary>The object.</summary>
    public SceneObject Object { get; } = subject;

    /// <summary>Its tubelet.</summary>
    public Tubelet Tubelet => Object.Tubelet;

    /// <summary>How it moves.</summary>
    public MotionCurves Curves => _curves ??= new MotionCurves(Object, size, fps);

    /// <summary>Its boxes, as an array: lists are slow in the loops over all frames.</summary>
    public Box[] Boxes => _boxes ??= Tubelet.Boxes as Box[] ?? [.. Tubelet.Boxes];

    /// <summary>How far it travels (<see cref="Travel.OwnLengths"/>).</summary>
    public float OwnLengths => _ownLengths ??= Travel.OwnLengths(Tubelet);

    /// <summary>Where it is during a block of frames on some of which it lives.</summary>
    public ref readonly Extent ExtentOf(int block)
    {
        _extents ??= Extent.Of(Boxes, Object.Motion.SizeValues, Tubelet.Begin);
        return ref _extents[block - (Tubelet.Begin / Extent.Frames)];
    }
}
