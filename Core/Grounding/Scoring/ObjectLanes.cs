using System.Buffers;
using System.Numerics;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>
/// One object, a list per quantity instead of a list of boxes: pairs of objects are judged several frames at once. Every list has some room
/// behind its last frame, so that the last few frames can be read like all others.
/// </summary>
internal sealed class ObjectLanes
{
    private const int Lanes = 11;

    private readonly float[] _values;
    private readonly int _length;

    /// <summary>Lays a tubelet out.</summary>
    public ObjectLanes(ReadOnlySpan<Box> boxes, MotionTrace motion)
    {
        _length = boxes.Length + Vector<float>.Count;
        _values = ArrayPool<float>.Shared.Rent(Lanes * _length);
        Span<float> x = Of(0), right = Of(1), y = Of(2), bottom = Of(3), width = Of(4), centreX = Of(5), centreY = Of(6), area = Of(7);
        for (var i = 0; i < boxes.Length; i++)
        {
            var box = boxes[i];
            (x[i], right[i], y[i], bottom[i]) = (box.X, box.Right, box.Y, box.Bottom);
            (width[i], centreX[i], centreY[i], area[i]) = (box.Width, box.CenterX, box.CenterY, box.Area);
        }

        motion.SizeValues.CopyTo(Of(8));
        motion.VelocitiesX.CopyTo(Of(9));
        motion.VelocitiesY.CopyTo(Of(10));
    }

    /// <summary>Left edges, pixels.</summary>
    public ReadOnlySpan<float> X => Of(0);

    /// <summary>Right edges.</summary>
    public ReadOnlySpan<float> Right => Of(1);

    /// <summary>Top edges.</summary>
    public ReadOnlySpan<float> Y => Of(2);

    /// <summary>Bottom edges.</summary>
    public ReadOnlySpan<float> Bottom => Of(3);

    /// <summary>Widths.</summary>
    public ReadOnlySpan<float> Width => Of(4);

    /// <summary>Horizontal centres.</summary>
    public ReadOnlySpan<float> CentreX => Of(5);

    /// <summary>Vertical centres.</summary>
    public ReadOnlySpan<float> CentreY => Of(6);

    /// <summary>Areas.</summary>
    public ReadOnlySpan<float> Area => Of(7);

    /// <summary>Units of length (<see cref="MotionTrace.Sizes"/>).</summary>
    public ReadOnlySpan<float> Size => Of(8);

    /// <summary>Movement to the right, lengths per second.</summary>
    public ReadOnlySpan<float> VelocityX => Of(9);

    /// <summary>Movement down the picture.</summary>
    public ReadOnlySpan<float> VelocityY => Of(10);

    /// <summary>Gives the memory back; nothing may be read any more.</summary>
    public void Return() => ArrayPool<float>.Shared.Return(_values);

    private Span<float> Of(int lane) => _values.AsSpan(lane * _length, _length);
}
