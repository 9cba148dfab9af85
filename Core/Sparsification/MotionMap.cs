using Stvg.Core.Frames;

namespace Stvg.Core.Sparsification;

/// <summary>
/// Where something has moved since the detector looked: cells of a small picture that differ both from a slowly learnt background and from
/// the frame that the detector saw last, by more than the noise and the lighting do.
/// </summary>
/// <remarks>For every frame: <see cref="Take"/>, <see cref="Exclude"/> for what is known, <see cref="Finish"/>. Allocates nothing after the first frame.</remarks>
internal sealed class MotionMap
{
    /// <summary>Cells of a tile's side: what is not known is judged tile by tile.</summary>
    public const int Tile = 4;

    /// <summary>Changes below this many grey levels are never motion.</summary>
    private const float LeastChange = 12;

    /// <summary>Changes are compared with this many times a cell's usual deviation.</summary>
    private const float Deviations = 4;

    /// <summary>Usual deviation of a cell nobody knows yet, and the least that is believed, grey levels.</summary>
    private const float UsualDeviation = 2, LeastDeviation = 0.5f;

    private const float BackgroundSeconds = 10, DeviationSeconds = 20;

    private readonly LumaGrid _grid = new();
    private readonly CommonChange _common = new();
    private byte[] _seen = [];
    private float[] _background = [], _deviation = [], _change = [];
    private bool[] _moved = [], _known = [];
    private int[] _counts = [];

    /// <summary>Tiles across.</summary>
    public int Columns { get; private set; }

    /// <summary>Tiles down.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether there is a frame that the detector saw to compare with.</summary>
    public bool HasReference { get; private set; }

    /// <summary>Cells that have moved and are not known, by tile, row after row.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Begins a frame: compares it.</summary>
    public void Take(Frame frame)
    {
        if (_grid.Take(frame)) Begin();
        Array.Clear(_known);
        var cells = _grid.Cells;
        var sinceSeen = HasReference ? _common.Of(cells, _seen) : 0;
        var sinceLearnt = _common.Of(cells, _background);
        for (var i = 0; i < cells.Length; i++)
        {
            var change = cells[i] - _background[i] - sinceLearnt;
            var limit = MathF.Max(LeastChange, Deviations * _deviation[i]);
            _change[i] = change;
            _moved[i] = HasReference && MathF.Abs(change) > limit && MathF.Abs(cells[i] - _seen[i] - sinceSeen) > limit;
        }
    }

    /// <summary>What somebody who knows better takes for background has not moved: branches, water, shadows.</summary>
    public void Confirm(IBackgroundModel background)
    {
        var (columns, rows) = (background.Columns, background.Rows);
        var foreground = background.Foreground;
        if (foreground.IsEmpty) return;
        for (var i = 0; i < _moved.Length; i++)
        {
            if (!_moved[i]) continue;
            int x = i % _grid.Columns, y = i / _grid.Columns;
            int left = x * columns / _grid.Columns, right = Math.Max(left + 1, (x + 1) * columns / _grid.Columns);
            int top = y * rows / _grid.Rows, bottom = Math.Max(top + 1, (y + 1) * rows / _grid.Rows);
            _moved[i] = false;
            for (var row = top; row < bottom && row < rows && !_moved[i]; row++)
                _moved[i] = foreground.Slice((row * columns) + left, Math.Min(right, columns) - left).IndexOfAnyExcept((byte)0) >= 0;
        }
    }

    /// <summary>The share of a box's cells that have moved.</summary>
    /// <param name="box">As shares of the picture.</param>
    public float Moved(in Box box)
    {
        var (left, top, right, bottom) = CellsOf(box);
        var (moved, all) = (0, 0);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                all++;
                if (_moved[(row * _grid.Columns) + column]) moved++;
            }
        }
        return all > 0 ? (float)moved / all : 0;
    }

    /// <summary>Says that whatever moves inside a box is known.</summary>
    /// <param name="box">As shares of the picture.</param>
    public void Exclude(in Box box)
    {
        var (left, top, right, bottom) = CellsOf(box);
        for (var row = top; row <= bottom && left <= right; row++) _known.AsSpan((row * _grid.Columns) + left, right - left + 1).Fill(true);
    }

    /// <summary>Ends a frame: counts what is not known, and learns.</summary>
    /// <param name="seconds">Time since the frame before.</param>
    public void Finish(float seconds)
    {
        Array.Clear(_counts);
        var learn = 1 - MathF.Exp(-seconds / BackgroundSeconds);
        var learnDeviation = 1 - MathF.Exp(-seconds / DeviationSeconds);
        for (var i = 0; i < _known.Length; i++)
        {
            // The light is no part of the background's change: a lamp that is switched on would otherwise take ten seconds to be forgotten.
            _background[i] += learn * (_grid.Cells[i] - _background[i]);
            if (_known[i]) continue; // what passes by is not what usually happens here
            var usual = _deviation[i];
            _deviation[i] = MathF.Max(LeastDeviation, usual + (learnDeviation * (MathF.Min(MathF.Abs(_change[i]), 3 * usual) - usual)));
            if (_moved[i]) _counts[(i / _grid.Columns / Tile * Columns) + (i % _grid.Columns / Tile)]++;
        }
    }

    /// <summary>Counts anew, after more was excluded.</summary>
    public void Recount()
    {
        Array.Clear(_counts);
        for (var i = 0; i < _known.Length; i++)
            if (_moved[i] && !_known[i]) _counts[(i / _grid.Columns / Tile * Columns) + (i % _grid.Columns / Tile)]++;
    }

    /// <summary>The detector looks at this frame.</summary>
    public void Remember()
    {
        _grid.Cells.CopyTo(_seen, 0);
        HasReference = true;
    }

    /// <summary>Nothing that was seen counts any more; the background stays.</summary>
    public void Forget() => HasReference = false;

    /// <summary>The camera shows something else than before: what was learnt holds no more, and the frame that was taken is the first.</summary>
    public void Restart()
    {
        Array.Clear(_change);
        Array.Clear(_moved);
        for (var i = 0; i < _background.Length; i++) _background[i] = _grid.Cells[i];
        Array.Fill(_deviation, UsualDeviation);
        HasReference = false;
    }

    private void Begin()
    {
        var cells = _grid.Cells.Length;
        (_seen, _background, _deviation, _change) = (new byte[cells], new float[cells], new float[cells], new float[cells]);
        (_moved, _known) = (new bool[cells], new bool[cells]);
        (Columns, Rows) = ((_grid.Columns + Tile - 1) / Tile, (_grid.Rows + Tile - 1) / Tile);
        _counts = new int[Columns * Rows];
        for (var i = 0; i < cells; i++) _background[i] = _grid.Cells[i];
        Array.Fill(_deviation, UsualDeviation);
        HasReference = false;
    }

    private (int Left, int Top, int Right, int Bottom) CellsOf(in Box box) => (
        Math.Max(0, (int)(box.X * _grid.Columns)), Math.Max(0, (int)(box.Y * _grid.Rows)),
        Math.Min(_grid.Columns - 1, (int)(box.Right * _grid.Columns)), Math.Min(_grid.Rows - 1, (int)(box.Bottom * _grid.Rows)));

    /// <summary>What all cells' changes have in common, their median, is the light, or the camera's exposure.</summary>
    private sealed class CommonChange
    {
        private readonly int[] _histogram = new int[(2 * byte.MaxValue) + 1];

        public int Of(byte[] cells, byte[] before)
        {
            Array.Clear(_histogram);
            for (var i = 0; i < cells.Length; i++) _histogram[cells[i] - before[i] + byte.MaxValue]++;
            return Median(cells.Length);
        }

        public int Of(byte[] cells, float[] before)
        {
            Array.Clear(_histogram);
            for (var i = 0; i < cells.Length; i++) _histogram[cells[i] - (int)(before[i] + 0.5f) + byte.MaxValue]++;
            return Median(cells.Length);
        }

        private int Median(int count)
        {
            var (value, left) = (0, count / 2);
            while ((left -= _histogram[value]) >= 0) value++;
            return value - byte.MaxValue;
        }
    }
}
