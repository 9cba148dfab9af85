namespace Stvg.Core.Sparsification;

/// <summary>Which changes of a place are things that were left or taken; times in seconds.</summary>
public sealed record StationaryOptions
{
    /// <summary>So long a change has to last, without changing itself.</summary>
    public float Settle { get; init; } = 2.5f;

    /// <summary>How often it is looked.</summary>
    public float Period { get; init; } = 0.2f;

    /// <summary>For so long the place of something that was taken is an answer.</summary>
    public float TakenFor { get; init; } = 4;

    /// <summary>A place of which something was told is not told of again for so long: the background model takes its time.</summary>
    public float Quiet { get; init; } = 60;

    /// <summary>A thing that is neither seen nor hidden for so long is gone.</summary>
    public float Missing { get; init; } = 1;

    /// <summary>Smallest and largest area, as shares of the picture.</summary>
    public float Smallest { get; init; } = 0.0006f;

    /// <summary>Larger is no thing that somebody carries.</summary>
    public float Largest { get; init; } = 0.03f;

    /// <summary>The least share of its box that a thing fills.</summary>
    public float Filled { get; init; } = 0.4f;

    /// <summary>A thing is at most so many times as long as it is wide.</summary>
    public float Longest { get; init; } = 5;

    /// <summary>A cell that differs by no more grey levels is as it was.</summary>
    public int Same { get; init; } = 14;

    /// <summary>From this correlation on a place shows what it showed before, in another light.</summary>
    public float SamePattern { get; init; } = 0.6f;

    /// <summary>How many times as strong the edges around a thing are while it is there.</summary>
    public float EdgeRatio { get; init; } = 1.3f;

    /// <summary>More of the picture than this cannot change but by light.</summary>
    public float Flood { get; init; } = 0.5f;
}
