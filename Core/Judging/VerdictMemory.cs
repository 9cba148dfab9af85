namespace Stvg.Core.Judging;

/// <summary>
/// Verdicts on pictures that were judged lately, so that what looks the same is not asked again: a car that is lost and found, somebody
/// who stands still. Holds the newest few; one thread at a time.
/// </summary>
/// <param name="capacity">Most verdicts that are kept.</param>
/// <param name="age">How long one counts.</param>
public sealed class VerdictMemory(int capacity, TimeSpan age)
{
    private readonly LinkedList<(string Key, IReadOnlyList<PictureFingerprint> Looks, float Score, bool Holds,
        DateTimeOffset At)> _newest = new();

    /// <summary>The verdict on pictures that look the same; null when there is none.</summary>
    /// <param name="key">What was asked, where.</param>
    /// <param name="looks">The candidate on some frames.</param>
    /// <param name="now">The time.</param>
    public (float Score, bool Holds)? Find(string key, IReadOnlyList<PictureFingerprint> looks, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(looks);
        if (looks.Count == 0) return null;
        foreach (var known in _newest)
        {
            if (now - known.At > age) break;
            if (known.Key == key && known.Looks.Count == looks.Count && known.Looks.Zip(looks).All(p => p.First.IsNear(p.Second)))
                return (known.Score, known.Holds);
        }

        return null;
    }

    /// <summary>Keeps a verdict.</summary>
    public void Add(string key, IReadOnlyList<PictureFingerprint> looks, float score, bool holds, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(looks);
        if (looks.Count == 0) return;
        _newest.AddFirst((key, looks, score, holds, now));
        while (_newest.Count > capacity || (_newest.Last is { } last && now - last.Value.At > age)) _newest.RemoveLast();
    }
}
