namespace Stvg.Bench;

/// <summary>Something that can be measured.</summary>
/// <param name="Name">Subcommand.</param>
/// <param name="Summary">What it prints.</param>
/// <param name="Run">Takes the remaining arguments, returns the exit status.</param>
internal sealed record Benchmark(string Name, string Summary, Func<string[], int> Run);
