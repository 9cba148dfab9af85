namespace Stvg.Core.Assignment;

/// <summary>
/// The rectangular linear assignment problem: pair rows with columns, each at most once, as many pairs as the shorter side has,
/// at the least total cost.
/// </summary>
/// <remarks>
/// Shortest augmenting paths with dual prices (Jonker and Volgenant 1987, in the rectangular form of D. F. Crouse,
/// "On implementing 2D rectangular assignment algorithms", IEEE TAES 2016): O(rows² · columns) for rows ≤ columns.
/// An instance owns its scratch memory and grows it as needed, so that one instance, reused, allocates nothing;
/// it is not safe for concurrent use. Among equally cheap assignments the choice is deterministic: a constant matrix gives the diagonal.
/// </remarks>
public sealed class LinearAssignment
{
    private double[] _cost = [];
    private double[] _rowPrice = [], _columnPrice = [], _distance = [];
    private int[] _columnOf = [], _rowOf = [], _parent = [], _open = [], _scannedRows = [];

    /// <summary>Finds the cheapest assignment.</summary>
    /// <param name="cost">Row after row: <c>cost[row * columns + column]</c>. No NaN; +infinity needs a <paramref name="limit"/>.</param>
    /// <param name="rows">Number of rows, may be 0.</param>
    /// <param name="columns">Number of columns, may be 0.</param>
    /// <param name="columnOfRow">
    /// Receives the column of every row, or -1 for a row without one. At least <paramref name="rows"/> long.
    /// </param>
    /// <param name="limit">
    /// Pairs that cost this much or more are not made. Leaving a pair unmade costs as much as the limit, so that one dear pair is never
    /// bought to make two cheap ones dearer than that.
    /// </param>
    /// <returns>The number of pairs made.</returns>
    /// <exception cref="ArgumentException">A span is too short, or a cost is NaN or not finite where it has to be.</exception>
    public int Solve(ReadOnlySpan<double> cost, int rows, int columns, Span<int> columnOfRow, double limit = double.PositiveInfinity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (cost.Length < (long)rows * columns) throw new ArgumentException($"{cost.Length} costs for {rows} x {columns}", nameof(cost));
        if (columnOfRow.Length < rows) throw new ArgumentException($"room for {columnOfRow.Length} of {rows} rows", nameof(columnOfRow));

        columnOfRow = columnOfRow[..rows];
        columnOfRow.Fill(-1);
        if (rows == 0 || columns == 0) return 0;

        var transposed = rows > columns;
        var (n, m) = transposed ? (columns, rows) : (rows, columns);
        Grow(n, m);
        Load(cost, rows, columns, transposed, limit);
        for (var row = 0; row < n; row++) Augment(row, m);
        return Collect(n, m, transposed, limit, columnOfRow);
    }

    private void Grow(int n, int m)
    {
        if (_cost.Length < n * m) _cost = new double[n * m];
        if (_rowPrice.Length < n) (_rowPrice, _columnOf, _scannedRows) = (new double[n], new int[n], new int[n]);
        if (_columnPrice.Length < m)
            (_columnPrice, _distance, _rowOf, _parent, _open) = (new double[m], new double[m], new int[m], new int[m], new int[m]);
        Array.Clear(_rowPrice, 0, n);
        Array.Clear(_columnPrice, 0, m);
        Array.Fill(_columnOf, -1, 0, n);
        Array.Fill(_rowOf, -1, 0, m);
    }

    private void Load(ReadOnlySpan<double> cost, int rows, int columns, bool transposed, double limit)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var value = Math.Min(cost[(row * columns) + column], limit); // NaN stays NaN
                if (!double.IsFinite(value))
                    throw new ArgumentException($"the cost of row {row}, column {column} is {value}", nameof(cost));
                _cost[transposed ? (column * rows) + row : (row * columns) + column] = value;
            }
        }
    }

    /// <summary>
    /// Dijkstra over reduced costs from a free row to the nearest free column, then the prices, then the swap along the path.
    /// </summary>
    private void Augment(int start, int m)
    {
        var open = _open.AsSpan(0, m);
        for (var i = 0; i < m; i++) open[i] = m - i - 1; // the last is tried first: ties go to the lowest column
        var distance = _distance.AsSpan(0, m);
        distance.Fill(double.PositiveInfinity);

        var (remaining, scanned, row, sink, reached) = (m, 0, start, -1, 0.0);
        while (sink < 0)
        {
            _scannedRows[scanned++] = row;
            var costs = _cost.AsSpan(row * m, m);
            var offset = reached - _rowPrice[row];
            var (best, lowest) = (-1, double.PositiveInfinity);
            for (var i = 0; i < remaining; i++)
            {
                var column = open[i];
                var through = offset + costs[column] - _columnPrice[column];
                if (through < distance[column]) (distance[column], _parent[column]) = (through, row);
                // Of two equally near columns a free one ends the search at once.
                if (distance[column] < lowest || (distance[column] == lowest && _rowOf[column] < 0))
                    (lowest, best) = (distance[column], i);
            }
            reached = lowest;
            var next = open[best];
            open[best] = open[--remaining];
            open[remaining] = next; // the tail holds the columns already scanned
            if (_rowOf[next] < 0) sink = next;
            else row = _rowOf[next];
        }

        _rowPrice[start] += reached;
        for (var i = 1; i < scanned; i++)
        {
            var other = _scannedRows[i];
            _rowPrice[other] += reached - distance[_columnOf[other]];
        }
        for (var i = remaining; i < m; i++) _columnPrice[open[i]] -= reached - distance[open[i]];

        for (var column = sink; ;)
        {
            var parent = _parent[column];
            _rowOf[column] = parent;
            (_columnOf[parent], column) = (column, _columnOf[parent]);
            if (parent == start) return;
        }
    }

    private int Collect(int n, int m, bool transposed, double limit, Span<int> columnOfRow)
    {
        var pairs = 0;
        for (var i = 0; i < n; i++)
        {
            var j = _columnOf[i];
            if (_cost[(i * m) + j] >= limit) continue;
            if (transposed) columnOfRow[j] = i;
            else columnOfRow[i] = j;
            pairs++;
        }
        return pairs;
    }
}
