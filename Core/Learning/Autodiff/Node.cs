namespace Stvg.Core.Learning.Autodiff;

/// <summary>A matrix of floats on a <see cref="Tape"/>: what was worked out, and how the loss changes with it.</summary>
internal sealed class Node
{
    internal Node(int rows, int columns, float[] value, float[]? gradient) => (Rows, Columns, Values, Slopes) = (rows, columns, value, gradient);

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of entries.</summary>
    public int Length => Rows * Columns;

    /// <summary>The entries, row by row.</summary>
    public Span<float> Value => Values.AsSpan(0, Length);

    /// <summary>Derivatives of the loss by the entries, after <see cref="Tape.Backward"/>; nothing where none are wanted.</summary>
    public Span<float> Gradient => Slopes is null ? [] : Slopes.AsSpan(0, Length);

    /// <summary>Whether derivatives are wanted.</summary>
    public bool Learns => Slopes is not null;

    /// <summary>The only entry.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public float Scalar => Length == 1 ? Values[0] : throw new InvalidOperationException($"{Rows}x{Columns} is not one number");

    /// <summary>One row.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The derivatives by one row.</summary>
    public Span<float> RowGradient(int row) => Slopes.AsSpan(row * Columns, Columns);

    internal float[] Values { get; }

    internal float[]? Slopes { get; }
}
