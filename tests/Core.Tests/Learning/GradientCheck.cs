using Stvg.Core.Learning.Autodiff;

namespace Stvg.Core.Tests.Learning;

/// <summary>Compares derivatives with differences: (f(x + h) − f(x − h)) / 2h.</summary>
internal static class GradientCheck
{
    private const float Step = 1e-2f;

    /// <summary>Checks an operation on matrices of random numbers, each of whose results counts with a random weight.</summary>
    public static void Holds(Func<Tape, Node[], Node> operation, params (int Rows, int Columns)[] shapes)
    {
        var random = new Random(7);
        float[][] inputs = [.. shapes.Select(s => Numbers(random, s.Rows * s.Columns))];
        float[]? weights = null;
        var tape = new Tape();
        Node[] nodes = [.. inputs.Select((values, i) => tape.Variable(values, shapes[i].Rows, shapes[i].Columns))];
        tape.Backward(Loss(tape, nodes));
        for (var i = 0; i < inputs.Length; i++)
        {
            for (var j = 0; j < inputs[i].Length; j++)
            {
                var slope = (At(i, j, Step) - At(i, j, -Step)) / (2 * Step);
                Close(slope, nodes[i].Gradient[j], $"input {i}, entry {j}");
            }
        }

        float At(int input, int entry, float change)
        {
            var other = new Tape();
            return Loss(other, [.. inputs.Select((values, i) =>
            {
                float[] moved = [.. values];
                if (i == input) moved[entry] += change;
                return other.Variable(moved, shapes[i].Rows, shapes[i].Columns);
            })]).Scalar;
        }

        Node Loss(Tape on, Node[] from)
        {
            var result = operation(on, from);
            weights ??= Numbers(random, result.Length);
            return on.Sum(on.MultiplyEach(result, Tape.Constant(weights, result.Rows, result.Columns)));
        }
    }

    /// <summary>Fails where a derivative is not the difference.</summary>
    public static void Close(float difference, float derivative, string where, float share = 0.02f)
    {
        var allowed = 2e-3f + (share * MathF.Max(MathF.Abs(difference), MathF.Abs(derivative)));
        Assert.True(MathF.Abs(difference - derivative) <= allowed, $"{where}: difference {difference}, derivative {derivative}");
    }

    /// <summary>About normal.</summary>
    public static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 1.5))];
}
