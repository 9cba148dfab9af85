using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>Of a frame's detections, those that a tracker uses: sound, scored high enough, one per object; best first.</summary>
internal sealed class DetectionIntake(TrackerOptions options)
{
    private const float HugeCoordinate = 1e6f;
    private const int LargestClass = ushort.MaxValue;

    /// <summary>A detection of which more than this share lies behind others shows something else.</summary>
    private const float CoveredShare = 0.4f;

    private float[] _keys = [];
    private int[] _kept = [];
    private bool[] _covered = [];
    private int _count;
    private long _notFinite, _empty, _huge, _badClass;

    public DetectionRejections Rejections => new(_notFinite, _empty, _huge, _badClass);

    /// <summary>Indices of the usable detections, best score first.</summary>
    public ReadOnlySpan<int> Kept => _kept.AsSpan(0, _count);

    /// <summary>How many of <see cref="Kept"/>, from the front, have a high score.</summary>
    public int HighCount { get; private set; }

    /// <summary>Whether the i-th of <see cref="Kept"/> stands behind another detection or is cut by the picture's edge, so that it does not look like itself.</summary>
    public bool IsCovered(int i) => _covered[i];

    public void Take(ReadOnlySpan<Detection> detections)
    {
        if (_kept.Length < detections.Length)
        {
            var size = Math.Max(detections.Length, 2 * _kept.Length);
            (_keys, _kept, _covered) = (new float[size], new int[size], new bool[size]);
        }
        var sound = 0;
        for (var i = 0; i < detections.Length; i++)
        {
            if (!IsSound(detections[i]) || detections[i].Score < options.LowScore) continue;
            (_keys[sound], _kept[sound]) = (-detections[i].Score, i);
            sound++;
        }
        _keys.AsSpan(0, sound).Sort(_kept.AsSpan(0, sound));
        DropDuplicates(detections, sound);

        HighCount = 0;
        while (HighCount < _count && detections[_kept[HighCount]].Score >= options.HighScore) HighCount++;
        if (options.AppearanceLength > 0) FindCovered(detections);
    }

    private bool IsSound(in Detection detection)
    {
        var box = detection.Box;
        if (!float.IsFinite(box.X + box.Y) || !float.IsFinite(box.Width + box.Height) || !float.IsFinite(detection.Score)) return Refuse(ref _notFinite);
        if (box.Width <= 0 || box.Height <= 0) return Refuse(ref _empty);
        if (MathF.Max(MathF.Abs(box.X), MathF.Abs(box.Y)) > HugeCoordinate || MathF.Max(box.Width, box.Height) > HugeCoordinate) return Refuse(ref _huge);
        return detection.Class is >= -1 and <= LargestClass || Refuse(ref _badClass);

        static bool Refuse(ref long reason)
        {
            reason++;
            return false;
        }
    }

    /// <summary>The detector's own suppression works class by class: an object that it takes for a car and for a truck arrives twice.</summary>
    private void DropDuplicates(ReadOnlySpan<Detection> detections, int sound)
    {
        _count = 0;
        for (var i = 0; i < sound; i++)
        {
            var candidate = detections[_kept[i]];
            var duplicate = false;
            for (var j = 0; j < _count && !duplicate; j++)
            {
                var better = detections[_kept[j]];
                if (!Touch(candidate.Box, better.Box)) continue;
                var sameFamily = ClassFamilies.FamilyOf(candidate.Class) == ClassFamilies.FamilyOf(better.Class);
                duplicate = candidate.Box.IoU(better.Box) >
                    (sameFamily ? ClassFamilies.SameFamilyDuplicate : ClassFamilies.OtherFamilyDuplicate);
            }
            if (!duplicate) _kept[_count++] = _kept[i];
        }
    }

    /// <summary>Who stands lower in the picture stands nearer, and in front.</summary>
    private void FindCovered(ReadOnlySpan<Detection> detections)
    {
        for (var i = 0; i < _count; i++)
        {
            var box = detections[_kept[i]].Box;
            _covered[i] = IsCut(box);
            for (var j = 0; j < _count && !_covered[i]; j++)
            {
                var other = detections[_kept[j]].Box;
                _covered[i] = i != j && other.Bottom > box.Bottom && Touch(box, other) && box.ShareInside(other) > CoveredShare;
            }
        }
    }

    /// <summary>Of an object that the picture's edge cuts, another part is seen on every frame.</summary>
    private bool IsCut(in Box box)
    {
        const float margin = 2;
        return options.FrameSize is { } size
            && (box.X < margin || box.Y < margin || box.Right > size.Width - margin || box.Bottom > size.Height - margin);
    }

    private static bool Touch(in Box a, in Box b) => a.X < b.Right && b.X < a.Right && a.Y < b.Bottom && b.Y < a.Bottom;
}
