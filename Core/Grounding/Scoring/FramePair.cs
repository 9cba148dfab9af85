using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>Two objects on one frame. Distances are in lengths of the larger of the two.</summary>
internal readonly struct FramePair
{
    private readonly MotionTrace _subject, _other;
    private readonly int _subjectIndex, _otherIndex;
    private readonly Box _box, _otherBox;

    /// <summary>Takes a frame that both live on.</summary>
    public FramePair(ObjectFacts subject, ObjectFacts other, int frame)
    {
        (_subject, _other) = (subject.Object.Motion, other.Object.Motion);
        (_subjectIndex, _otherIndex) = (frame - subject.Tubelet.Begin, frame - other.Tubelet.Begin);
        (_box, _otherBox) = (subject.Boxes[_subjectIndex], other.Boxes[_otherIndex]);
    }

    /// <summary>The larger of the two sizes, pixels.</summary>
    public float Unit => MathF.Max(_subject.SizeValues[_subjectIndex], _other.SizeValues[_otherIndex]);

    /// <summary>Distance of the points where they stand; 0 when a side touches.</summary>
    public float Distance
    {
        get
        {
            var dx = MathF.Max(0, MathF.Abs(_box.CenterX - _otherBox.CenterX) - ((_box.Width + _otherBox.Width) / 4));
            var dy = _box.Bottom - _otherBox.Bottom;
            return MathF.Sqrt((dx * dx) + (dy * dy)) / Unit;
        }
    }

    /// <summary>How far to the right of the subject the other's centre is, pixels.</summary>
    public float Rightwards => _otherBox.CenterX - _box.CenterX;

    /// <summary>How much farther from the camera the subject stands, by where the feet are; positive: behind the other.</summary>
    public float Depth => (_otherBox.Bottom - _box.Bottom) / Unit;

    /// <summary>Share of the smaller box that both cover.</summary>
    public float Overlap => _box.IntersectionArea(_otherBox) / MathF.Max(1, MathF.Min(_box.Area, _otherBox.Area));

    /// <summary>Speed of the subject, lengths per second.</summary>
    public float SubjectSpeed => _subject.Speed(_subjectIndex);

    /// <summary>Speed of the subject along the line to the other, lengths per second.</summary>
    public float Closing
    {
        get
        {
            float dx = _otherBox.CenterX - _box.CenterX, dy = _otherBox.CenterY - _box.CenterY;
            var length = MathF.Sqrt((dx * dx) + (dy * dy));
            if (length <= 0) return 0;
            return ((_subject.VelocityX(_subjectIndex) * dx) + (_subject.VelocityY(_subjectIndex) * dy)) / length;
        }
    }

    /// <summary>1 when both move alike (or both rest), 0 when the difference of their velocities is a walking speed.</summary>
    public float SameMovement
    {
        get
        {
            var dx = _subject.VelocityX(_subjectIndex) - _other.VelocityX(_otherIndex);
            var dy = _subject.VelocityY(_subjectIndex) - _other.VelocityY(_otherIndex);
            return Fuzzy.Fall(MathF.Sqrt((dx * dx) + (dy * dy)), 0.25f, 0.7f);
        }
    }
}
