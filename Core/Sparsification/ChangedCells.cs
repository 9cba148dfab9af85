using Stvg.Core.Frames;

namespace Stvg.Core.Sparsification;

/// <summary>For how long every cell of a background model's picture has been foreground and the same.</summary>
internal sealed class ChangedCells
{
    private readonly List<int> _queue = [];
    private readonly List<CellBox> _found = [];
    private byte[] _picture = [], _foreground = [], _before = [];
    private float[] _since = [];
    private bool[] _covered = [], _taken = [];
    private int _columns, _rows, _same, _light;

    /// <summary>The share of all cells that is foreground.</summary>
    public float ForegroundShare { get; private set; }

    /// <summary>Begins a frame.</summary>
    public void Begin(IBackgroundModel model, StationaryOptions options)
    {
        var n = model.Columns * model.Rows;
        if (_since.Length != n || _columns != model.Columns)
        {
            (_columns, _rows) = (model.Columns, model.Rows);
            (_picture, _foreground, _before, _since) = (new byte[n], new byte[n], new byte[n], new float[n]);
            (_covered, _taken) = (new bool[n], new bool[n]);
            model.Picture.CopyTo(_picture);
        }
        (_before, _picture) = (_picture, _before);
        model.Picture.CopyTo(_picture);
        model.Foreground.CopyTo(_foreground);
        Array.Clear(_covered);
        _same = options.Same;
        var (count, change) = (0, 0);
        for (var i = 0; i < n; i++)
        {
            if (_foreground[i] != 0) count++;
            else change += _picture[i] - _before[i];
        }

        ForegroundShare = (float)count / n;
        _light = change / Math.Max(1, n - count);
    }

    /// <summary>Says that something that is followed stands in a box: nothing is known of what is behind it.</summary>
    public void Cover(in Box box, FrameSize size)
    {
        var cells = CellBox.Of(box, size, _columns, _rows);
        for (var row = cells.Top; row <= cells.Bottom; row++)
            if (cells.Right >= cells.Left) _covered.AsSpan((row * _columns) + cells.Left, cells.Right - cells.Left + 1).Fill(true);
    }

    /// <summary>Ends a frame: what is foreground and as it was has rested for longer.</summary>
    public void Rest(float seconds)
    {
        for (var i = 0; i < _since.Length; i++)
        {
            if (_covered[i] || _foreground[i] == 0 || Math.Abs(_picture[i] - _before[i] - _light) > _same) _since[i] = 0;
            else _since[i] += seconds;
        }
    }

    /// <summary>Nothing is known any more.</summary>
    public void Forget() => Array.Clear(_since);

    /// <summary>Compact places all of which have rested for long enough; valid until the next call.</summary>
    public IReadOnlyList<CellBox> Settled(StationaryOptions options)
    {
        _found.Clear();
        Array.Clear(_taken);
        for (var first = 0; first < _since.Length; first++)
        {
            if (_taken[first] || _since[first] < options.Settle) continue;
            var place = Grow(first, options.Settle / 2, out var cells, out var settled);
            // The rim of a thing flickers; but who stops for a moment has not settled.
            if (settled < 0.6f * cells || cells < Math.Max(4, options.Smallest * _since.Length) || cells > options.Largest * _since.Length) continue;
            var (longer, shorter) = (Math.Max(place.Width, place.Height), Math.Min(place.Width, place.Height));
            if (cells >= options.Filled * place.Cells && longer <= options.Longest * shorter) _found.Add(place);

            CellBox Grow(int from, float least, out int count, out int longEnough)
            {
                var (box, settledCells) = (new CellBox(_columns, _rows, -1, -1), 0);
                _queue.Clear();
                Push(from);
                for (var next = 0; next < _queue.Count; next++)
                {
                    var (cell, x, y) = (_queue[next], _queue[next] % _columns, _queue[next] / _columns);
                    box = new CellBox(Math.Min(box.Left, x), Math.Min(box.Top, y), Math.Max(box.Right, x), Math.Max(box.Bottom, y));
                    if (_since[cell] >= options.Settle) settledCells++;
                    if (x > 0) Push(cell - 1);
                    if (x < _columns - 1) Push(cell + 1);
                    if (y > 0) Push(cell - _columns);
                    if (y < _rows - 1) Push(cell + _columns);
                }

                (count, longEnough) = (_queue.Count, settledCells);
                return box;

                void Push(int cell)
                {
                    if (_taken[cell] || _since[cell] < least) return;
                    _taken[cell] = true;
                    _queue.Add(cell);
                }
            }
        }

        return _found;
    }

    /// <summary>How strong the edges are around a place.</summary>
    public long EdgesAround(CellBox place, ReadOnlySpan<byte> picture)
    {
        var sum = 0L;
        for (var x = place.Left; x <= place.Right; x++) sum += Step(x, place.Top, 0, -1, picture) + Step(x, place.Bottom, 0, 1, picture);
        for (var y = place.Top; y <= place.Bottom; y++) sum += Step(place.Left, y, -1, 0, picture) + Step(place.Right, y, 1, 0, picture);
        return sum;
    }

    /// <summary>Correlation of two pictures of a place; 0 where one of them has no pattern.</summary>
    public double Likeness(CellBox place, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (var y = place.Top; y <= place.Bottom; y++)
        {
            for (var x = place.Left; x <= place.Right; x++)
            {
                double p = one[(y * _columns) + x], q = other[(y * _columns) + x];
                (n, a, b, aa, bb, ab) = (n + 1, a + p, b + q, aa + (p * p), bb + (q * q), ab + (p * q));
            }
        }

        var spread = (aa - (a * a / n)) * (bb - (b * b / n));
        return spread > 1e-6 ? (ab - (a * b / n)) / Math.Sqrt(spread) : 0;
    }

    /// <summary>The cells of a place.</summary>
    public byte[] Copy(CellBox place, ReadOnlySpan<byte> picture)
    {
        var copy = new byte[place.Cells];
        for (var row = place.Top; row <= place.Bottom; row++)
            picture.Slice((row * _columns) + place.Left, place.Width).CopyTo(copy.AsSpan((row - place.Top) * place.Width));
        return copy;
    }

    /// <summary>Whether a place looks as it once did, whatever the light.</summary>
    public bool Alike(CellBox place, byte[] once, int same)
    {
        var (sum, at) = (0, 0);
        for (var row = place.Top; row <= place.Bottom; row++)
            for (var x = place.Left; x <= place.Right; x++) sum += _picture[(row * _columns) + x] - once[at++];
        var (light, alike) = (Math.Clamp(sum / at, -same, same), 0);
        at = 0;
        for (var row = place.Top; row <= place.Bottom; row++)
            for (var x = place.Left; x <= place.Right; x++)
                if (Math.Abs(_picture[(row * _columns) + x] - once[at++] - light) <= same) alike++;
        return alike >= 0.7f * at;
    }

    /// <summary>Whether a part of a place is behind something that is followed, or that is not known.</summary>
    public bool IsCovered(CellBox place)
    {
        for (var row = place.Top; row <= place.Bottom; row++)
            if (_covered.AsSpan((row * _columns) + place.Left, place.Width).Contains(true)) return true;
        return false;
    }

    // From a cell to the one two steps farther out: boundaries are a cell or two off.
    private int Step(int x, int y, int dx, int dy, ReadOnlySpan<byte> picture)
    {
        int outX = Math.Clamp(x + (2 * dx), 0, _columns - 1), outY = Math.Clamp(y + (2 * dy), 0, _rows - 1);
        int inX = Math.Clamp(x - dx, 0, _columns - 1), inY = Math.Clamp(y - dy, 0, _rows - 1);
        return Math.Abs(picture[(outY * _columns) + outX] - picture[(inY * _columns) + inX]);
    }
}

/// <summary>Cells from one to another, both included.</summary>
internal readonly record struct CellBox(int Left, int Top, int Right, int Bottom)
{
    public int Width => Right - Left + 1;

    public int Height => Bottom - Top + 1;

    public int Cells => Width * Height;

    public static CellBox Of(in Box box, FrameSize size, int columns, int rows) => new(
        Math.Max(0, (int)(box.X * columns / size.Width)), Math.Max(0, (int)(box.Y * rows / size.Height)),
        Math.Min(columns - 1, (int)(box.Right * columns / size.Width)), Math.Min(rows - 1, (int)(box.Bottom * rows / size.Height)));

    public Box InPicture(IBackgroundModel model, FrameSize size)
    {
        float x = (float)size.Width / model.Columns, y = (float)size.Height / model.Rows;
        return Box.FromEdges(Left * x, Top * y, (Right + 1) * x, (Bottom + 1) * y);
    }
}
