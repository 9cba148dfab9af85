using Stvg.Core.Learning.Autodiff;

namespace Stvg.Core.Tests.Learning;

public sealed class TapeTests
{
    [Fact]
    public void Products_have_the_derivatives_that_differences_show()
    {
        GradientCheck.Holds((t, n) => t.Multiply(n[0], n[1]), (3, 5), (5, 35));
        GradientCheck.Holds((t, n) => t.Multiply(n[0], n[1]), (4, 33), (33, 3));
        GradientCheck.Holds((t, n) => t.MultiplyTransposed(n[0], n[1]), (3, 5), (4, 5));
        GradientCheck.Holds((t, n) => t.MultiplyEach(n[0], n[1]), (3, 5), (3, 5));
        GradientCheck.Holds((t, n) => t.ScaleBy(n[0], n[1]), (3, 5), (1, 1));
        GradientCheck.Holds((t, n) => t.ScaleRows(n[0], n[1]), (3, 5), (3, 1));
        GradientCheck.Holds((t, n) => t.Scale(n[0], -3, 1), (2, 9));
    }

    [Fact]
    public void Sums_and_pieces_have_the_derivatives_that_differences_show()
    {
        GradientCheck.Holds((t, n) => t.Add(n[0], n[1]), (3, 5), (3, 5));
        GradientCheck.Holds((t, n) => t.AddToGroups(n[0], n[1]), (6, 5), (2, 5));
        GradientCheck.Holds((t, n) => t.AddColumn(n[0], n[1]), (3, 5), (3, 1));
        GradientCheck.Holds((t, n) => t.Gather(n[0], [0, 2, 2, 1], [1, 0.5f, -2, 0], 2), (3, 5));
        GradientCheck.Holds((t, n) => t.GroupMeans(n[0], 3), (6, 5));
        GradientCheck.Holds((t, n) => t.Mix(n[0], [1, 0, 2, 1, 1, 0]), (3, 4));
        GradientCheck.Holds((t, n) => t.Rows(n[0], [2, 0]), (3, 4));
        GradientCheck.Holds((t, n) => t.Columns(n[0], 1, 2), (3, 4));
        GradientCheck.Holds((t, n) => t.Beside([n[0], n[1]]), (3, 4), (3, 2));
    }

    [Fact]
    public void Curves_have_the_derivatives_that_differences_show()
    {
        GradientCheck.Holds((t, n) => t.Gelu(n[0]), (3, 11));
        GradientCheck.Holds((t, n) => t.Sigmoid(n[0]), (3, 5));
        GradientCheck.Holds((t, n) => t.Tanh(n[0]), (3, 5));
        GradientCheck.Holds((t, n) => t.Exp(n[0]), (3, 5));
        GradientCheck.Holds((t, n) => t.SoftPlus(n[0]), (3, 5));
        GradientCheck.Holds((t, n) => t.Normalise(n[0]), (3, 7));
        GradientCheck.Holds((t, n) => t.Softmax(n[0]), (3, 5));
        GradientCheck.Holds((t, n) => t.SoftMaximum(n[0], 3, 2), (2, 6));
        GradientCheck.Holds((t, n) => t.CrossEntropy(n[0], [1, 0, 3], [1, 0, 0.5f]), (3, 4));
        GradientCheck.Holds((t, n) => t.ToShares(t.Exp(n[0])), (2, 4));
        GradientCheck.Holds((t, n) => t.Moments(n[0]), (1, 6));
        GradientCheck.Holds((t, n) => t.Gaussian(t.Exp(n[0]), 6), (1, 2));
    }

    [Fact]
    public void Attention_has_the_derivatives_that_differences_show() =>
        GradientCheck.Holds((t, n) => t.Attend(n[0], n[1], n[2], 2), (4, 5), (6, 5), (6, 3));

    [Fact]
    public void Attention_looks_only_inside_its_group()
    {
        var tape = new Tape();
        var queries = tape.Variable([1, 1], 2, 1);
        var result = tape.Attend(queries, tape.Variable([0, 0, 0, 0], 4, 1), tape.Variable([1, 3, 10, 20], 4, 1), 2);
        Assert.Equal([2f, 15f], result.Value.ToArray());
    }

    [Fact]
    public void What_a_bin_learns_spreads_to_its_neighbours_of_the_same_coordinate()
    {
        var tape = new Tape();
        var table = tape.Variable(new float[6], 6, 1);
        tape.Backward(tape.Sum(tape.Rows(tape.SpreadToNeighbours(table, 3, 6), [2])));
        Assert.Equal([0.25f, 0.5f, 2f, 0f, 0f, 0f], table.Gradient.ToArray());
    }

    [Fact]
    public void A_cleared_tape_gives_the_same_again()
    {
        var tape = new Tape();
        Assert.Equal(Once(), Once());

        float[] Once()
        {
            tape.Clear();
            var a = tape.Variable([1, 2, 3, 4], 2, 2);
            tape.Backward(tape.Sum(tape.Gelu(tape.Multiply(a, a))));
            return a.Gradient.ToArray();
        }
    }
}
