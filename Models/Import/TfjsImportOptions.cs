namespace Stvg.Models.Import;

/// <summary>What an import may change about a model.</summary>
internal sealed record TfjsImportOptions
{
    /// <summary>
    /// A size or a symbolic name per axis of the input, e.g. 1, 3, height, width; null keeps the file's own sizes.
    /// Only for models that are fully convolutional: resizes then keep their ratio instead of their size.
    /// </summary>
    public IReadOnlyList<string>? InputShape { get; init; }

    /// <summary>Further outputs, besides those of the model's signature.</summary>
    public IReadOnlyList<TfjsExtraOutput> ExtraOutputs { get; init; } = [];
}

/// <summary>An inner result that becomes an output.</summary>
/// <param name="Node">The node in the file.</param>
/// <param name="Name">The output's name in the ONNX file.</param>
/// <param name="Transpose">Which axis of the node's result stands at each place; empty keeps them.</param>
internal sealed record TfjsExtraOutput(string Node, string Name, IReadOnlyList<int> Transpose);
