namespace Stvg.Core.Learning.Export;

/// <summary>One input of the network, with its name and axes but without values.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsRows">Whether it holds rows of a table, 32-bit integers; else 32-bit floats.</param>
/// <param name="Axes">A number for an axis of fixed length, else what is counted along it: "tubelets", "words" or "actions".</param>
public sealed record GrounderTensorKind(string Name, bool IsRows, IReadOnlyList<string> Axes);

/// <summary>One input of the network.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Shape">Lengths of the axes.</param>
/// <param name="Values">
/// The entries, last axis innermost: an array of <see langword="int"/> for rows of a table, else of <see langword="float"/>.
/// </param>
public sealed record GrounderTensor(GrounderTensorKind Kind, long[] Shape, Array Values);
