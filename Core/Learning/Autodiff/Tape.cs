using System.Numerics;

namespace Stvg.Core.Learning.Autodiff;

/// <summary>
/// Reverse-mode automatic differentiation: operations are worked out as they are called and noted; <see cref="Backward"/> goes back through
/// the notes. Matrices are buffers of the tape's own, used again after <see cref="Clear"/>. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// Written for networks of some hundred thousand parameters on matrices of some hundred rows, where a general library's cost per operation
/// would be more than the arithmetic, and where its native code (hundreds of megabytes) would be the larger part of the product.
/// </remarks>
internal sealed partial class Tape(float[][]? gradients = null)
{
    private readonly List<Action> _steps = [];
    // By the power of two that they hold: clips differ in their numbers of tubelets, and a buffer of each size for each would add up.
    private readonly List<float[]>[] _buffers = [.. Enumerable.Range(0, 32).Select(_ => new List<float[]>())];
    private readonly int[] _used = new int[32];
    private readonly Dictionary<int, Node> _parameters = [];

    /// <summary>Whether what is noted can be gone back through.</summary>
    public bool Learns => gradients is not null;

    /// <summary>A matrix that nothing is to be learned of.</summary>
    /// <param name="values">Row by row; kept, not copied.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    public static Node Constant(float[] values, int rows, int columns)
    {
        if (values.Length < rows * columns) throw new ArgumentException($"{values.Length} values for {rows}x{columns}", nameof(values));
        return new Node(rows, columns, values, null);
    }

    /// <summary>A matrix with derivatives of its own.</summary>
    /// <param name="values">Row by row; copied.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    public Node Variable(ReadOnlySpan<float> values, int rows, int columns)
    {
        var node = New(rows, columns, true);
        values[..node.Length].CopyTo(node.Value);
        return node;
    }

    /// <summary>A learned matrix: its derivatives are added to the gradients that the tape was given, by <see cref="Parameter.Number"/>.</summary>
    public Node Of(Parameter parameter)
    {
        if (_parameters.TryGetValue(parameter.Number, out var known)) return known;
        var node = new Node(parameter.Rows, parameter.Columns, parameter.Values, gradients?[parameter.Number]);
        return _parameters[parameter.Number] = node;
    }

    /// <summary>Works out all derivatives of one number.</summary>
    /// <param name="loss">1x1.</param>
    public void Backward(Node loss)
    {
        if (loss.Length != 1) throw new ArgumentException($"the loss is {loss.Rows}x{loss.Columns}, not one number", nameof(loss));
        if (!loss.Learns) return;
        loss.Gradient[0] = 1;
        BackwardFromGradients();
    }

    /// <summary>The same where derivatives were put into <see cref="Node.Gradient"/> already: the loss was worked out on another tape.</summary>
    public void BackwardFromGradients()
    {
        for (var i = _steps.Count - 1; i >= 0; i--) _steps[i]();
    }

    /// <summary>Forgets everything; nodes of before must not be used any more.</summary>
    public void Clear()
    {
        _steps.Clear();
        Array.Clear(_used);
        _parameters.Clear();
    }

    /// <summary>A zeroed matrix.</summary>
    private Node New(int rows, int columns, bool learns) =>
        new(rows, columns, Buffer(rows * columns), learns ? Buffer(rows * columns) : null);

    private float[] Buffer(int length)
    {
        var size = BitOperations.Log2((uint)Math.Max(1, length - 1)) + 1;
        var (list, used) = (_buffers[size], _used[size]++);
        if (used == list.Count) list.Add(new float[1 << size]);
        else list[used].AsSpan(0, length).Clear();
        return list[used];
    }

    private Node Note(Node result, Action step)
    {
        if (result.Learns) _steps.Add(step);
        return result;
    }
}
