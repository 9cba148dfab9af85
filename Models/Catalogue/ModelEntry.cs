using System.Text.Json.Serialization;

namespace Stvg.Models.Catalogue;

/// <summary>One model of the catalogue: where it comes from, under which licence, and how it is to be fed and read.</summary>
public sealed record ModelEntry
{
    /// <summary>Short name, as in <c>stvg models pull NAME</c>: lower-case letters, digits, dots and dashes.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>One line for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Licence of the weights or words themselves (SPDX where there is an identifier).</summary>
    public required string Licence { get; init; }

    /// <summary>Where the authors publish it.</summary>
    public string Upstream { get; init; } = "";

    /// <summary>Where the files come from.</summary>
    public required ModelSource Source { get; init; }

    /// <summary>How the files become ONNX; null when they already are, or are no network.</summary>
    public ModelImport? Import { get; init; }

    /// <summary>How a picture becomes the network's input; needed for detectors.</summary>
    public InputFormat? Input { get; init; }

    /// <summary>How the network's output becomes detections; needed for detectors.</summary>
    public OutputFormat? Output { get; init; }

    /// <summary>How words and pictures become the network's inputs; needed for phrase scorers and open-vocabulary detectors.</summary>
    public PhraseFormat? Phrases { get; init; }

    /// <summary>The file that this entry was read from; empty for a built-in one.</summary>
    [JsonIgnore]
    public string Origin { get; init; } = "";
}
