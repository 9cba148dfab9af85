using OpenCvSharp;
using Stvg.Core.Frames;

namespace Stvg.Video.OpenCv;

/// <summary>Corners of one picture and where they are by now. All memory is made once.</summary>
internal sealed class CornerSet : IDisposable
{
    /// <summary>Half the side of the pieces that are compared at rest, pixels.</summary>
    private const int Reach = 3;

    /// <summary>A piece is in place when it differs by less than this many grey levels, or than being off by half a pixel would make it differ.</summary>
    private const float Noise = 3, HalfPixel = 0.5f;

    /// <summary>The scene rests when this share of the pieces, in this share of the fields of the picture that have any, is in place.</summary>
    private const float RestingShare = 0.6f, RestingFields = 0.6f;

    private const int Fields = 6;
    private const double Quality = 0.01;

    private readonly CameraMotionOptions _options;
    private readonly Mat _mask = new(), _status = new(), _error = new();
    private readonly Mat _found = new(), _inliers = new();
    private readonly TermCriteria _enough = new(CriteriaTypes.Count | CriteriaTypes.Eps, 20, 0.03);
    private readonly Size _window = new(15, 15);
    private readonly Point2f[] _anchor, _before, _now;
    private readonly float[] _limit;
    private readonly bool[] _agrees, _rests;
    private readonly byte[] _pieces;
    private readonly int[] _inField = new int[Fields * Fields], _restingInField = new int[Fields * Fields];
    private int _width, _height;

    public CornerSet(CameraMotionOptions options)
    {
        _options = options;
        var most = options.Corners;
        (_anchor, _before, _now, _limit) = (new Point2f[most], new Point2f[most], new Point2f[most], new float[most]);
        (_agrees, _rests) = (new bool[most], new bool[most]);
        _pieces = new byte[most * Side * Side];
    }

    private static int Side => (2 * Reach) + 1;

    /// <summary>Corners that are still followed.</summary>
    public int Count { get; private set; }

    /// <summary>Corners that there were at first.</summary>
    public int Found { get; private set; }

    /// <summary>Of those followed, the ones that are where they were at first.</summary>
    public int Resting { get; private set; }

    /// <summary>Looks for corners, not where something moves.</summary>
    public void Find(Mat grey, ReadOnlySpan<Box> moving, double unit)
    {
        (_width, _height) = (grey.Width, grey.Height);
        _mask.Create(grey.Size(), MatType.CV_8UC1);
        _mask.SetTo(new Scalar(255));
        foreach (var box in moving) Cv2.Rectangle(_mask, Scaled(box, unit), new Scalar(0), -1);
        var corners = Cv2.GoodFeaturesToTrack(grey, _options.Corners, Quality, Math.Max(4, Math.Max(_width, _height) / 28.0), _mask, 5, false, 0);
        Count = Found = Math.Min(corners.Length, _anchor.Length);
        Array.Copy(corners, _anchor, Count);
        Array.Copy(corners, _before, Count);
        for (var i = 0; i < Count; i++) Remember(grey, i);
    }

    /// <summary>Whether what was around the corners is still there, nearly all over the picture.</summary>
    public bool AreInPlace(Mat grey)
    {
        for (var i = 0; i < Count; i++) _rests[i] = IsInPlace(grey, i);
        return RestAllOver();
    }

    /// <summary>Follows the corners from one picture to the next, and gives up those that are lost or where something moves.</summary>
    public void Follow(Mat before, Mat now, ReadOnlySpan<Box> moving, double unit)
    {
        using var from = Mat.FromPixelData(Count, 1, MatType.CV_32FC2, _before);
        _found.Create(Count, 1, MatType.CV_32FC2);
        Cv2.CalcOpticalFlowPyrLK(before, now, from, _found, _status, _error, _window, 3, _enough);
        var status = Span<byte>(_status);
        var found = Span<Point2f>(_found);
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var point = found[i];
            if (status[i] == 0 || point.X < 0 || point.Y < 0 || point.X >= _width || point.Y >= _height || IsInside(point, moving, unit)) continue;
            (_now[kept], _anchor[kept], _limit[kept], _before[kept]) = (point, _anchor[i], _limit[i], _before[i]);
            if (kept != i) _pieces.AsSpan(i * Side * Side, Side * Side).CopyTo(_pieces.AsSpan(kept * Side * Side));
            kept++;
        }

        Count = kept;
    }

    /// <summary>Whether most corners, nearly all over the picture, are where they were at first: then something else has moved.</summary>
    public bool MostlyRest()
    {
        var rest = _options.Rest;
        for (var i = 0; i < Count; i++)
        {
            double x = _now[i].X - _anchor[i].X, y = _now[i].Y - _anchor[i].Y;
            _rests[i] = (x * x) + (y * y) < rest * rest;
        }

        return RestAllOver();
    }

    /// <summary>The similarity from where the corners were at first to where they are, with which most of them agree; null where too few do.</summary>
    public Similarity? Agree(out float share)
    {
        share = 0;
        using var from = Mat.FromPixelData(Count, 1, MatType.CV_32FC2, _anchor);
        using var to = Mat.FromPixelData(Count, 1, MatType.CV_32FC2, _now);
        using var found = Cv2.EstimateAffinePartial2D(
            from, to, _inliers, RobustEstimationAlgorithms.RANSAC, _options.Tolerance, 500, 0.995, 10);
        if (found is null || found.Empty()) return null;
        var inliers = Span<byte>(_inliers);
        var agreeing = 0;
        for (var i = 0; i < Count; i++) agreeing += (_agrees[i] = inliers[i] != 0) ? 1 : 0;
        share = (float)agreeing / Count;
        if (agreeing < _options.FewestAgreeing || share < _options.LeastAgreement) return null;
        var similarity = new Similarity(found.At<double>(0, 0), found.At<double>(1, 0), found.At<double>(0, 2), found.At<double>(1, 2));
        // Nothing zooms or turns like that from a frame to the next few: it is chance.
        return similarity.Scale is > 0.4 and < 2.5 ? similarity : null;
    }

    /// <summary>The corners that agreed go on from where they are.</summary>
    public void KeepAgreeing()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!_agrees[i]) continue;
            (_anchor[kept], _before[kept], _limit[kept]) = (_anchor[i], _now[i], _limit[i]);
            kept++;
        }

        Count = kept;
    }

    /// <summary>The corners that rest are compared with the first picture again; the others are given up.</summary>
    public void GoBack()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!_rests[i]) continue;
            (_anchor[kept], _before[kept], _limit[kept]) = (_anchor[i], _anchor[i], _limit[i]);
            if (kept != i) _pieces.AsSpan(i * Side * Side, Side * Side).CopyTo(_pieces.AsSpan(kept * Side * Side));
            kept++;
        }

        Count = kept;
    }

    public void Dispose()
    {
        foreach (var mat in (ReadOnlySpan<Mat>)[_mask, _status, _error, _found, _inliers]) mat.Dispose();
    }

    private static Rect Scaled(in Box box, double unit) => Rect.FromLTRB(
        (int)Math.Clamp(Math.Floor(box.X / unit), -1e4, 1e4), (int)Math.Clamp(Math.Floor(box.Y / unit), -1e4, 1e4),
        (int)Math.Clamp(Math.Ceiling(box.Right / unit), -1e4, 1e4), (int)Math.Clamp(Math.Ceiling(box.Bottom / unit), -1e4, 1e4));

    private static bool IsInside(Point2f point, ReadOnlySpan<Box> boxes, double unit)
    {
        double x = point.X * unit, y = point.Y * unit;
        foreach (var box in boxes)
            if (x >= box.X && x <= box.Right && y >= box.Y && y <= box.Bottom) return true;
        return false;
    }

    private static unsafe ReadOnlySpan<T> Span<T>(Mat mat) where T : unmanaged => new((void*)mat.Data, (int)mat.Total());

    private static unsafe ReadOnlySpan<byte> Row(Mat grey, int y, int x) => new((byte*)grey.Ptr(y) + x, Side);

    private (int X, int Y) Corner(int i) => (
        Math.Clamp((int)MathF.Round(_anchor[i].X) - Reach, 0, _width - Side), Math.Clamp((int)MathF.Round(_anchor[i].Y) - Reach, 0, _height - Side));

    private void Remember(Mat grey, int i)
    {
        var (x, y) = Corner(i);
        var piece = _pieces.AsSpan(i * Side * Side, Side * Side);
        for (var row = 0; row < Side; row++) Row(grey, y + row, x).CopyTo(piece[(row * Side)..]);
        var steps = 0;
        for (var at = 0; at < piece.Length - Side; at++)
            if (at % Side < Side - 1) steps += Math.Abs(piece[at + 1] - piece[at]) + Math.Abs(piece[at + Side] - piece[at]);
        _limit[i] = MathF.Max(Noise, HalfPixel * steps / (2f * (Side - 1) * (Side - 1)));
    }

    /// <summary>Light that grows on a whole piece is no motion: the mean difference is left out.</summary>
    private bool IsInPlace(Mat grey, int i)
    {
        var (x, y) = Corner(i);
        var piece = _pieces.AsSpan(i * Side * Side, Side * Side);
        var sum = 0;
        for (var row = 0; row < Side; row++)
        {
            var now = Row(grey, y + row, x);
            for (var column = 0; column < Side; column++) sum += now[column] - piece[(row * Side) + column];
        }

        var (mean, off) = (sum / (Side * Side), 0);
        for (var row = 0; row < Side; row++)
        {
            var now = Row(grey, y + row, x);
            for (var column = 0; column < Side; column++) off += Math.Abs(now[column] - piece[(row * Side) + column] - mean);
        }

        return off <= _limit[i] * Side * Side;
    }

    private bool RestAllOver()
    {
        Array.Clear(_inField);
        Array.Clear(_restingInField);
        Resting = 0;
        for (var i = 0; i < Count; i++)
        {
            var field = ((int)(_anchor[i].Y * Fields / _height) * Fields) + (int)(_anchor[i].X * Fields / _width);
            _inField[field]++;
            if (!_rests[i]) continue;
            _restingInField[field]++;
            Resting++;
        }

        var (fields, resting) = (0, 0);
        for (var i = 0; i < _inField.Length; i++)
        {
            if (_inField[i] > 0) fields++;
            if (2 * _restingInField[i] > _inField[i]) resting++;
        }

        return Resting >= RestingShare * Count && resting >= RestingFields * fields;
    }
}
