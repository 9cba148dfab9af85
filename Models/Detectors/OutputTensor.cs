namespace Stvg.Models.Detectors;

/// <summary>One output of a network: a name, a shape and memory that every run fills anew.</summary>
internal sealed record OutputTensor(string Name, int[] Shape, float[] Values)
{
    public override string ToString() => $"'{Name}' [{string.Join(",", Shape)}]";
}
