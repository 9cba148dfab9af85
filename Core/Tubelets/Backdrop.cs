using Stvg.Core.Frames;
using Stvg.Core.Queries;

namespace Stvg.Core.Tubelets;

/// <summary>
/// What a fixed camera sees when nobody is in the way: a small picture of medians, about a look a second. Things that no detector knows but that
/// have a colour of their own (a green sign, a blue bin) are found in it.
/// </summary>
public sealed class Backdrop
{
    private const int LongSide = 96;

    // Looks before anything is said, and the spread of a cell's looks (grey levels) up to which it is the same thing all the time.
    private const int FewestLooks = 8;
    private const float LargestSpread = 26;

    // Shares of all cells: smaller is noise, larger is ground or a wall.
    private const float LargestShare = 0.02f;
    private const int FewestCells = 6;

    // Degrees of hue: grass in the shade and in the sun.
    private const float LikeGround = 40;

    // How much of its box a compact thing fills, and how much smaller than it the next one of that colour has to be.
    private const float LeastFilled = 0.5f, NextBest = 0.5f;

    // A view that is off by more than this share of a cell is another one.
    private const double SameView = 0.5;

    private readonly FrameSize _size;
    private readonly Similarity _toScene;
    private readonly int _columns, _rows;
    private readonly float[] _median, _spread;
    private readonly Dictionary<Colour, Box?> _found = [];
    private TimeSpan _next;
    private int _looks;

    /// <summary>Begins with nothing seen.</summary>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="toScene">From the view in which it is learnt to the scene, of a camera that has moved.</param>
    public Backdrop(FrameSize size, Similarity? toScene = null)
    {
        (_size, _toScene) = (size, toScene ?? Similarity.Identity);
        var longest = (float)Math.Max(size.Width, size.Height);
        (_columns, _rows) = (Math.Max(1, (int)(LongSide * size.Width / longest)), Math.Max(1, (int)(LongSide * size.Height / longest)));
        (_median, _spread) = (new float[_columns * _rows * 3], new float[_columns * _rows]);
    }

    /// <summary>Whether a view is the one in which this is learnt; all frames of others are to be left out.</summary>
    public bool IsSeenBy(in Similarity toScene) =>
        toScene == _toScene || toScene.Then(_toScene.Inverse).LargestShift(_size) <= SameView * Math.Max(_size.Width, _size.Height) / LongSide;

    /// <summary>Looks at a frame, if a second has passed since the last look.</summary>
    public void Observe(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_looks > 0 && frame.Timestamp < _next) return;
        _next = frame.Timestamp + TimeSpan.FromSeconds(1);
        var image = frame.Image;
        // Medians that move by a step towards every look; large steps at first.
        var step = MathF.Max(2, 24f / (1 + _looks));
        for (var row = 0; row < _rows; row++)
        {
            for (var column = 0; column < _columns; column++)
            {
                var cell = (row * _columns) + column;
                var off = 0f;
                for (var channel = 0; channel < 3; channel++)
                {
                    var value = Mean(image, column, row, channel);
                    ref var median = ref _median[(3 * cell) + channel];
                    if (_looks == 0) median = value;
                    off = MathF.Max(off, MathF.Abs(value - median));
                    median += Math.Clamp(value - median, -step, step);
                }

                if (_looks > 0) _spread[cell] += Math.Clamp(off - _spread[cell], -2, 2);
            }
        }

        _looks++;
        _found.Clear();
    }

    /// <summary>
    /// The one compact thing of a colour that is always there, in the scene; null where there is none, or several that are alike, or where the
    /// colour is one that walls and roads have.
    /// </summary>
    public Box? Find(Colour colour)
    {
        if (_looks < FewestLooks || !IsVivid(colour)) return null;
        if (_found.TryGetValue(colour, out var known)) return known;
        return _found[colour] = Search(colour) is { } thing ? _toScene.Map(thing) : null;
    }

    /// <summary>Whether a colour tells a thing from what is behind it.</summary>
    public static bool IsVivid(Colour colour) =>
        colour is Colour.Red or Colour.Orange or Colour.Yellow or Colour.Green or Colour.Blue or Colour.Purple or Colour.Pink;

    private Box? Search(Colour colour)
    {
        var left = new bool[_spread.Length];
        for (var cell = 0; cell < left.Length; cell++) left[cell] = _spread[cell] <= LargestSpread && Is(cell, colour);
        // Where there is a lawn, what has its hue is more of it, and what is green in another way is the sign.
        foreach (var ground in Grounds([.. left]))
            for (var cell = 0; cell < left.Length; cell++) left[cell] &= MathF.Abs(MathF.IEEERemainder(Hue(cell) - ground, 360)) > LikeGround;

        var (best, second, found) = (0f, 0f, (Box?)null);
        var cells = new List<int>();
        for (var first = 0; first < left.Length; first++)
        {
            if (!left[first]) continue;
            var weight = Take(first, left, cells, out var box);
            if (weight > best) (second, best, found) = (best, weight, box);
            else second = MathF.Max(second, weight);
        }

        return second <= NextBest * best ? found : null;
    }

    /// <summary>Hues of what is too large to be a thing.</summary>
    private List<float> Grounds(bool[] left)
    {
        var (hues, cells) = (new List<float>(), new List<int>());
        for (var first = 0; first < left.Length; first++)
        {
            if (!left[first]) continue;
            Take(first, left, cells, out _);
            if (cells.Count <= LargestShare * _spread.Length) continue;
            var sorted = cells.ConvertAll(Hue);
            sorted.Sort();
            hues.Add(sorted[sorted.Count / 2]);
        }

        return hues;
    }

    private float Hue(int cell)
    {
        float blue = _median[3 * cell], green = _median[(3 * cell) + 1], red = _median[(3 * cell) + 2];
        return MathF.Atan2(MathF.Sqrt(3) * (green - blue), (2 * red) - green - blue) * 180 / MathF.PI;
    }

    /// <summary>How much of a thing it is that a cell belongs to; its cells are gathered, and taken out of those that are left.</summary>
    private float Take(int first, bool[] left, List<int> cells, out Box box)
    {
        var (count, minX, maxX, minY, maxY) = (0, _columns, 0, _rows, 0);
        cells.Clear();
        Push(first);
        for (var next = 0; next < cells.Count; next++)
        {
            var cell = cells[next];
            int x = cell % _columns, y = cell / _columns;
            (count, minX, maxX, minY, maxY) = (count + 1, Math.Min(minX, x), Math.Max(maxX, x), Math.Min(minY, y), Math.Max(maxY, y));
            if (x > 0) Push(cell - 1);
            if (x < _columns - 1) Push(cell + 1);
            if (y > 0) Push(cell - _columns);
            if (y < _rows - 1) Push(cell + _columns);
        }

        float scaleX = _size.Width / (float)_columns, scaleY = _size.Height / (float)_rows;
        box = Box.FromEdges(minX * scaleX, minY * scaleY, (maxX + 1) * scaleX, (maxY + 1) * scaleY);
        // What the picture's edge cuts may be the end of something large.
        var cut = minX == 0 || minY == 0 || maxX == _columns - 1 || maxY == _rows - 1;
        var filled = count / (float)((maxX - minX + 1) * (maxY - minY + 1));
        return cut || count < FewestCells || count > LargestShare * _spread.Length || filled < LeastFilled ? 0 : count * filled;

        void Push(int cell)
        {
            if (!left[cell]) return;
            left[cell] = false;
            cells.Add(cell);
        }
    }

    private bool Is(int cell, Colour colour)
    {
        byte blue = (byte)_median[3 * cell], green = (byte)_median[(3 * cell) + 1], red = (byte)_median[(3 * cell) + 2];
        if (ColourNames.Is(blue, green, red, colour)) return true;
        // Paint between green and blue is called either.
        int most = Math.Max(green, blue), chroma = most - red;
        return colour is Colour.Green or Colour.Blue && red <= Math.Min(green, blue) && chroma > 0.22f * most && chroma > 40
            && Math.Abs(green - blue) < 0.35f * chroma;
    }

    private float Mean(in ImageView image, int column, int row, int channel)
    {
        float sum = 0;
        for (var dy = 1; dy <= 3; dy += 2)
        for (var dx = 1; dx <= 3; dx += 2)
        {
            var line = image.Row(Math.Min(image.Height - 1, ((4 * row) + dy) * image.Height / (4 * _rows)));
            sum += line[(3 * Math.Min(image.Width - 1, ((4 * column) + dx) * image.Width / (4 * _columns))) + channel];
        }

        return sum / 4;
    }
}
