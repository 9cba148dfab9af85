namespace Stvg.Models.Catalogue;

/// <summary>How a TensorFlow.js graph model becomes an ONNX file.</summary>
public sealed record ModelImport
{
    /// <summary>The JSON file with the graph, as in <see cref="ModelSource.Files"/>.</summary>
    public required string Graph { get; init; }

    /// <summary>
    /// A size or a name (such as "height", "width") per axis of the input, so that one file serves every size; empty keeps
    /// the sizes of the graph.
    /// </summary>
    public IReadOnlyList<string> InputShape { get; init; } = [];

    /// <summary>Inner results that become outputs too.</summary>
    public IReadOnlyList<ExtraOutput> ExtraOutputs { get; init; } = [];
}

/// <summary>An inner result of a graph that becomes an output of the ONNX file.</summary>
/// <param name="Node">The graph's node.</param>
/// <param name="Name">The output's name.</param>
/// <param name="Transpose">Which axis of the node's result stands at each place; empty keeps their order.</param>
public sealed record ExtraOutput(string Node, string Name, IReadOnlyList<int> Transpose);
