namespace Stvg.Api.Tests;

/// <summary>For tests of what the whole process counts: a stream that another test closes meanwhile would be missing there.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
