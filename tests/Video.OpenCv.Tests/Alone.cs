namespace Stvg.Video.OpenCv.Tests;

/// <summary>What the whole process holds is measured while nothing else runs in it.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
