using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Assignment;

namespace Stvg.Core.Tests.Assignment;

public sealed class LinearAssignmentTests
{
    [Fact]
    public void Gives_up_the_cheapest_pair_when_that_is_cheaper_in_total()
    {
        // Taking 0 first would cost 0 + 100; together 1 + 2.
        Assert.Equal([1, 0], Solve([0, 1, 2, 100], 2, 2));
    }

    [Fact]
    public void Wide_and_tall_matrices_use_every_row_or_every_column()
    {
        Assert.Equal([2, 0], Solve([5, 9, 1, 2, 9, 3], 2, 3));
        Assert.Equal([-1, 1, 0], Solve([5, 9, 9, 1, 2, 3], 3, 2));
    }

    [Fact]
    public void A_constant_matrix_gives_the_diagonal() => Assert.Equal([0, 1, 2], Solve(new double[12], 3, 4));

    [Fact]
    public void Pairs_at_the_limit_are_not_made() => Assert.Equal([0, -1], Solve([1, 7, 8, 5], 2, 2, limit: 5));

    [Fact]
    public void Infinite_costs_forbid_pairs_when_there_is_a_limit()
    {
        const double no = double.PositiveInfinity;
        Assert.Equal([1, -1], Solve([no, 3, no, 4], 2, 2, limit: 10));
        Assert.Throws<ArgumentException>(() => Solve([no, 3, no, 4], 2, 2));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void An_empty_side_pairs_nothing(int rows, int columns) => Assert.All(Solve([], rows, columns), column => Assert.Equal(-1, column));

    [Fact]
    public void NaN_is_an_error() => Assert.Throws<ArgumentException>(() => Solve([1, double.NaN], 1, 2, limit: 5));

    [Fact]
    public void The_total_is_that_of_the_best_permutation() =>
        Prop.ForAll(Matrices().ToArbitrary(), matrix =>
        {
            var (cost, rows, columns) = matrix;
            var solved = Solve(cost, rows, columns);
            Assert.Equal(Math.Min(rows, columns), solved.Count(column => column >= 0));
            Assert.Equal(solved.Where(column => column >= 0).Count(), solved.Where(column => column >= 0).Distinct().Count());
            Assert.Equal(Best(cost, rows, columns, double.PositiveInfinity), Total(cost, columns, solved, 0), 9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void With_a_limit_the_total_is_the_best_where_every_unmade_pair_costs_the_limit() =>
        Prop.ForAll(Matrices().ToArbitrary(), matrix =>
        {
            const double limit = 3;
            var (cost, rows, columns) = matrix;
            var solved = Solve(cost, rows, columns, limit);
            var unmade = Math.Min(rows, columns) - solved.Count(column => column >= 0);
            Assert.Equal(Best(cost, rows, columns, limit), Total(cost, columns, solved, unmade * limit), 9);
            for (var row = 0; row < rows; row++) Assert.True(solved[row] < 0 || cost[(row * columns) + solved[row]] < limit);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_reused_solver_gives_the_answers_of_a_fresh_one_and_allocates_nothing()
    {
        var random = new Random(7);
        var solver = new LinearAssignment();
        var cost = new double[40 * 60];
        var (reused, fresh) = (new int[60], new int[60]);
        solver.Solve(cost, 40, 60, reused);
        solver.Solve(cost, 60, 40, reused);
        for (var round = 0; round < 20; round++)
        {
            var (rows, columns) = round % 2 == 0 ? (random.Next(1, 41), random.Next(1, 61)) : (random.Next(1, 61), random.Next(1, 41));
            for (var i = 0; i < rows * columns; i++) cost[i] = random.NextDouble();
            var before = GC.GetAllocatedBytesForCurrentThread();
            solver.Solve(cost, rows, columns, reused);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            new LinearAssignment().Solve(cost, rows, columns, fresh);
            Assert.Equal(fresh[..rows], reused[..rows]);
        }
    }

    private static Gen<(double[] Cost, int Rows, int Columns)> Matrices() =>
        from rows in Gen.Choose(1, 5)
        from columns in Gen.Choose(1, 5)
        from cost in Gen.Choose(-8, 8).ArrayOf(rows * columns) // few values: many ties
        select (cost.Select(value => value / 2.0).ToArray(), rows, columns);

    private static int[] Solve(double[] cost, int rows, int columns, double limit = double.PositiveInfinity)
    {
        var columnOfRow = new int[rows];
        var pairs = new LinearAssignment().Solve(cost, rows, columns, columnOfRow, limit);
        Assert.Equal(pairs, columnOfRow.Count(column => column >= 0));
        return columnOfRow;
    }

    private static double Total(double[] cost, int columns, int[] columnOfRow, double extra) =>
        extra + columnOfRow.Select((column, row) => column < 0 ? 0 : cost[(row * columns) + column]).Sum();

    /// <summary>Tries every assignment of the shorter side.</summary>
    private static double Best(double[] cost, int rows, int columns, double limit)
    {
        double At(int i, int j) => Math.Min(limit, rows <= columns ? cost[(i * columns) + j] : cost[(j * columns) + i]);
        var (n, m) = (Math.Min(rows, columns), Math.Max(rows, columns));
        double From(int i, int used) => i == n ? 0
            : Enumerable.Range(0, m).Where(j => (used & (1 << j)) == 0).Min(j => At(i, j) + From(i + 1, used | (1 << j)));
        return From(0, 0);
    }
}
