namespace Stvg.Storage.Search;

/// <summary>What bounds the time and the memory of a search, however large the archive is.</summary>
internal static class SearchLimits
{
    /// <summary>Candidates that are loaded and scored; of more, the newest.</summary>
    public const int Candidates = 1000;

    /// <summary>Tubelets around which is looked for what a sentence relates them to, the newest.</summary>
    public const int Partners = 10_000;

    /// <summary>Of those so many at a time.</summary>
    public const int LookedAroundTogether = 500;

    /// <summary>Tubelets around a candidate among which it is judged.</summary>
    public const int Neighbours = 48;

    /// <summary>Candidates whose surroundings are in memory at the same time, for each thread.</summary>
    public const int LoadedTogether = 50;

    /// <summary>Candidates that are judged anew together with a learned grounder: the best of the built-in one.</summary>
    public const int Together = 48;

    /// <summary>Tubelets of a stretch of time that is grounded as one scene.</summary>
    public const int Stretch = 5000;

    /// <summary>Tubelets whose looks are compared, the newest.</summary>
    public const int Looks = 250_000;

    /// <summary>Tubelets whose lives end or begin this long before or after a candidate's are still around it.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>Parts of a search that are worked on at the same time.</summary>
    public static readonly int Parallelism = Math.Clamp(Environment.ProcessorCount, 2, 4);
}
