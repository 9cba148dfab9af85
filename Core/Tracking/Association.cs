using Stvg.Core.Assignment;

namespace Stvg.Core.Tracking;

/// <summary>
/// The cheapest pairing of rows and columns of which only a few pairs are possible at all. Pairs that share no row or column with others
/// are taken at once; only what hangs together goes through the assignment solver, so that a crowd costs what its knots cost.
/// </summary>
internal sealed class Association
{
    /// <summary>Knots up to this many rows and columns are expected, and have their memory from the beginning.</summary>
    private const int ExpectedKnot = 16;

    private readonly LinearAssignment _solver = new();
    private readonly List<Pair> _pairs = new(ExpectedKnot * ExpectedKnot);
    private int[] _group = [], _order = [], _start = [], _local = [], _solved = new int[ExpectedKnot];
    private int[] _columnOfRow = [];
    private double[] _cost = new double[ExpectedKnot * ExpectedKnot];
    private int _rows, _columns;

    public Association() => _solver.Solve(_cost, ExpectedKnot, ExpectedKnot, _solved);

    /// <summary>Begins a problem.</summary>
    public void Begin(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        _pairs.Clear();
    }

    /// <summary>Offers a pair, once.</summary>
    public void Add(int row, int column, float cost) => _pairs.Add(new Pair(row, column, cost));

    /// <summary>Solves the problem: the column of every row, or -1. Pairs at the limit or above are not made.</summary>
    public ReadOnlySpan<int> Solve(float limit)
    {
        var nodes = _rows + _columns;
        if (_columnOfRow.Length < _rows) _columnOfRow = new int[Math.Max(_rows, 2 * _columnOfRow.Length)];
        if (_group.Length < nodes)
        {
            var size = Math.Max(nodes, 2 * _group.Length);
            (_group, _local, _start) = (new int[size], new int[size], new int[size + 1]);
        }
        var result = _columnOfRow.AsSpan(0, _rows);
        result.Fill(-1);
        if (_pairs.Count == 0) return result;

        Connect(nodes);
        SortByGroup(nodes);
        for (var node = 0; node < nodes; node++)
        {
            var (from, to) = (_start[node], _start[node + 1]);
            if (to - from == 1) Take(_pairs[_order[from]], limit, result);
            else if (to > from) SolveGroup(from, to, limit, result);
        }
        return result;
    }

    private static void Take(in Pair pair, float limit, Span<int> result)
    {
        if (pair.Cost < limit) result[pair.Row] = pair.Column;
    }

    /// <summary>Union-find over rows and columns; every node's group becomes the lowest node in it.</summary>
    private void Connect(int nodes)
    {
        for (var i = 0; i < nodes; i++) _group[i] = i;
        foreach (var pair in _pairs)
        {
            var (a, b) = (Root(pair.Row), Root(_rows + pair.Column));
            if (a < b) _group[b] = a;
            else _group[a] = b;
        }
        for (var i = 0; i < nodes; i++) _group[i] = Root(i);
    }

    private int Root(int node)
    {
        while (_group[node] != node) node = _group[node] = _group[_group[node]];
        return node;
    }

    /// <summary>Counting sort of the pairs by group.</summary>
    private void SortByGroup(int nodes)
    {
        if (_order.Length < _pairs.Count) _order = new int[Math.Max(_pairs.Count, 2 * _order.Length)];
        Array.Clear(_start, 0, nodes + 1);
        foreach (var pair in _pairs) _start[_group[pair.Row] + 1]++;
        for (var i = 0; i < nodes; i++) _start[i + 1] += _start[i];
        for (var i = _pairs.Count - 1; i >= 0; i--) _order[--_start[_group[_pairs[i].Row] + 1]] = i;
        // Filling backwards left every start one slot early: entry g + 1 now holds the start of group g.
        for (var i = 0; i < nodes; i++) _start[i] = _start[i + 1];
        _start[nodes] = _pairs.Count;
    }

    private void SolveGroup(int from, int to, float limit, Span<int> result)
    {
        // Rows and columns of the group, numbered in order of appearance.
        var (rows, columns) = (0, 0);
        for (var i = from; i < to; i++) (_local[_pairs[_order[i]].Row], _local[_rows + _pairs[_order[i]].Column]) = (-1, -1);
        for (var i = from; i < to; i++)
        {
            var pair = _pairs[_order[i]];
            if (_local[pair.Row] < 0) _local[pair.Row] = rows++;
            if (_local[_rows + pair.Column] < 0) _local[_rows + pair.Column] = columns++;
        }
        if (_cost.Length < rows * columns) _cost = new double[Math.Max(rows * columns, 2 * _cost.Length)];
        if (_solved.Length < rows) _solved = new int[Math.Max(rows, 2 * _solved.Length)];
        var cost = _cost.AsSpan(0, rows * columns);
        cost.Fill(limit);
        for (var i = from; i < to; i++)
        {
            var pair = _pairs[_order[i]];
            cost[(_local[pair.Row] * columns) + _local[_rows + pair.Column]] = pair.Cost;
        }
        _solver.Solve(cost, rows, columns, _solved, limit);
        for (var i = from; i < to; i++)
        {
            var pair = _pairs[_order[i]];
            if (_solved[_local[pair.Row]] == _local[_rows + pair.Column]) result[pair.Row] = pair.Column;
        }
    }

    private readonly record struct Pair(int Row, int Column, float Cost);
}
