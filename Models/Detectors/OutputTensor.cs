namespace Stvg.Models.Detectors;

/// <summary>One output of a network: a name, a shape and memory that every run fills anew.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Values">Memory that holds it.</param>
/// <param name="Start">Where in the memory it begins: the pictures of a batch lie one after the other.</param>
internal sealed record OutputTensor(string Name, int[] Shape, float[] Values, int Start = 0)
{
    public int Length { get; } = Shape.Aggregate(1, (a, b) => checked(a * b));

    public ReadOnlyMemory<float> Memory => Values.AsMemory(Start, Length);

    public ReadOnlySpan<float> Span => Values.AsSpan(Start, Length);

    /// <summary>The same output of another picture of the batch.</summary>
    public OutputTensor OfPicture(int index) => this with { Start = index * Length };

    public override string ToString() => $"'{Name}' [{string.Join(",", Shape)}]";
}
