namespace Stvg.Core.Sparsification;

/// <summary>
/// Motion that no known object accounts for, and the patience with what the detector has no name for: trees, water and shadows move all
/// day long, and are looked at in ever longer intervals.
/// </summary>
internal sealed class UnknownMotion(SparsificationOptions options, MotionMap map)
{
    /// <summary>Cells that must have moved within two by two tiles.</summary>
    private const int FewestCells = 6;

    private float[] _wait = [];
    private double[] _until = [];

    /// <summary>Whether anything is worth a look.</summary>
    public bool IsWorthALook { get; private set; }

    /// <summary>Whether it touches the picture's border.</summary>
    public bool IsAtBorder { get; private set; }

    /// <summary>Judges the map of a frame.</summary>
    /// <param name="now">The frame's time, seconds.</param>
    public void Judge(double now)
    {
        if (_wait.Length != map.Counts.Length) (_wait, _until) = (new float[map.Counts.Length], new double[map.Counts.Length]);
        (IsWorthALook, IsAtBorder) = (false, false);
        for (var row = 0; row < map.Rows; row++)
        {
            for (var column = 0; column < map.Columns; column++)
            {
                var tile = (row * map.Columns) + column;
                if (!IsMoving(row, column))
                {
                    // Calm for as long again: the next motion here is something new.
                    if (_wait[tile] > 0 && now > _until[tile] + _wait[tile]) _wait[tile] = 0;
                    continue;
                }
                if (now < _until[tile]) continue;
                IsWorthALook = true;
                IsAtBorder |= row == 0 || column == 0 || row >= map.Rows - 2 || column >= map.Columns - 2;
            }
        }
    }

    /// <summary>The detector has looked, and nothing that is known now accounts for what is left in the map.</summary>
    /// <param name="now">The frame's time, seconds.</param>
    public void LookedInVain(double now)
    {
        if (_wait.Length != map.Counts.Length) return;
        for (var row = 0; row < map.Rows; row++)
        {
            for (var column = 0; column < map.Columns; column++)
            {
                var tile = (row * map.Columns) + column;
                if (!IsMoving(row, column)) continue;
                _wait[tile] = Math.Clamp(2 * _wait[tile], options.FirstRetry, options.LongestRetry);
                _until[tile] = now + _wait[tile];
            }
        }
    }

    /// <summary>Whether enough cells have moved in a tile and its neighbours to the right and below.</summary>
    private bool IsMoving(int row, int column)
    {
        var counts = map.Counts;
        var tile = (row * map.Columns) + column;
        if (counts[tile] == 0) return false;
        var (right, below) = (column + 1 < map.Columns, row + 1 < map.Rows);
        var sum = counts[tile];
        if (right) sum += counts[tile + 1];
        if (below) sum += counts[tile + map.Columns];
        if (right && below) sum += counts[tile + map.Columns + 1];
        return sum >= FewestCells;
    }
}
