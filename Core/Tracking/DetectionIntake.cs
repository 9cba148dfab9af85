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
    private EdgeBox[] _boxes = [];
    private BorderCut[] _cuts = [];
    private bool[] _covered = [];
    private long _notFinite, _empty, _huge, _badClass;

    public DetectionRejections Rejections => new(_notFinite, _empty, _huge, _badClass);

    /// <summary>How many detections are used.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them, from the front, have a high score.</summary>
    public int HighCount { get; private set; }

    /// <summary>Their boxes, best score first.</summary>
    public ReadOnlySpan<EdgeBox> Boxes => _boxes.AsSpan(0, Count);

    /// <summary>The place of the i-th among the frame's detections.</summary>
    public int IndexOf(int i) => _kept[i];

    /// <summary>How the picture's border cuts the i-th: on every frame another part of it is seen.</summary>
    public BorderCut CutOf(int i) => _cuts[i];

    /// <summary>Whether the i-th stands behind another or is cut by the picture's border, so that it does not look like itself.</summary>
    public bool IsCovered(int i) => _covered[i];

    public void Take(ReadOnlySpan<Detection> detections)
    {
        if (_kept.Length < detections.Length)
        {
            var size = Math.Max(detections.Length, 2 * _kept.Length);
            (_keys, _kept, _boxes) = (new float[size], new int[size], new EdgeBox[size]);
            (_cuts, _covered) = (new BorderCut[size], new bool[size]);
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
        while (HighCount < Count && detections[_kept[HighCount]].Score >= options.HighScore) HighCount++;
        if (options.AppearanceLength > 0) FindCovered();
    }

    private bool IsSound(in Detection detection)
    {
        var box = detection.Box;
        if (!float.IsFinite(box.X + box.Y) || !float.IsFinite(box.Width + box.Height) || !float.IsFinite(detection.Score))
            return Refuse(ref _notFinite);
        if (box.Width <= 0 || box.Height <= 0) return Refuse(ref _empty);
        var farthest = MathF.Max(MathF.Abs(box.X), MathF.Abs(box.Y));
        if (MathF.Max(farthest, MathF.Max(box.Width, box.Height)) > HugeCoordinate) return Refuse(ref _huge);
        return detection.Class is >= -1 and <= LargestClass || Refuse(ref _badClass);

        static bool Refuse(ref long reason)
        {
            reason++;
            return false;
        }
    }

    /// <summary>The detector suppresses class by class: an object that it takes for a car and for a truck arrives twice.</summary>
    private void DropDuplicates(ReadOnlySpan<Detection> detections, int sound)
    {
        Count = 0;
        for (var i = 0; i < sound; i++)
        {
            ref readonly var candidate = ref detections[_kept[i]];
            var box = new EdgeBox(candidate.Box);
            var duplicate = false;
            for (var j = 0; j < Count && !duplicate; j++)
            {
                if (!box.Touches(_boxes[j])) continue;
                var sameFamily = ClassFamilies.FamilyOf(candidate.Class) == ClassFamilies.FamilyOf(detections[_kept[j]].Class);
                var limit = sameFamily ? ClassFamilies.SameFamilyDuplicate : ClassFamilies.OtherFamilyDuplicate;
                duplicate = box.OverlapOfTouching(_boxes[j]) > limit;
            }
            if (duplicate) continue;
            (_kept[Count], _boxes[Count], _cuts[Count]) = (_kept[i], box, BorderCut.Of(candidate.Box, options.FrameSize));
            Count++;
        }
    }

    /// <summary>Who stands lower in the picture stands nearer, and in front.</summary>
    private void FindCovered()
    {
        var boxes = Boxes;
        for (var i = 0; i < boxes.Length; i++)
        {
            ref readonly var box = ref boxes[i];
            _covered[i] = _cuts[i].Any;
            for (var j = 0; j < boxes.Length && !_covered[i]; j++)
                _covered[i] = boxes[j].Bottom > box.Bottom && box.Touches(boxes[j]) && box.ShareInsideTouching(boxes[j]) > CoveredShare;
        }
    }

}
