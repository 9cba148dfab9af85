namespace Stvg.Client.Http;

/// <summary>When a stream gives up on a connection, and how soon it tries anew.</summary>
internal sealed record StreamTiming
{
    /// <summary>First pause after a loss, unless the server asked for another.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Pauses double up to this.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without a byte for so long the connection is dead; the server sends a heartbeat every 15 seconds.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The pause before a try.</summary>
    /// <param name="tries">Tries that failed since events last came, from 0.</param>
    /// <param name="asked">What the server asked for, or null.</param>
    /// <param name="chance">From 0 to 1: clients that were cut off together shall not come back together.</param>
    public TimeSpan Pause(int tries, TimeSpan? asked, double chance)
    {
        var first = asked is { } wanted && wanted > FirstPause ? wanted : FirstPause;
        var full = first.TotalSeconds * Math.Pow(2, Math.Min(tries, 20));
        return TimeSpan.FromSeconds(Math.Min(full, LongestPause.TotalSeconds) * (0.75 + (0.25 * chance)));
    }
}
