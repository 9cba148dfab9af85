namespace Stvg.Core.Learning.Autodiff;

/// <summary>A matrix that is learned.</summary>
internal sealed class Parameter
{
    /// <summary>Takes values.</summary>
    /// <param name="name">Unique in its network; files and ONNX exports carry it.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="number">Its place in its network.</param>
    public Parameter(string name, int rows, int columns, int number) =>
        (Name, Rows, Columns, Number, Values) = (name, rows, columns, number, new float[rows * columns]);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Its place in its network.</summary>
    public int Number { get; }

    /// <summary>The entries, row by row.</summary>
    public float[] Values { get; }
}
