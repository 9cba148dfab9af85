using System.Threading.RateLimiting;

namespace Stvg.Api.Limits;

/// <summary>
/// Counts wrong keys by address and says when enough is enough: looking a key up costs more than refusing it. The keys themselves are too
/// long to be guessed.
/// </summary>
internal sealed class WrongKeys : IDisposable
{
    /// <summary>Wrong keys at once, and one more each second.</summary>
    public const int Burst = 30;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Burst, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
        }));

    /// <summary>Seconds to wait; 0 when the next key may be looked up.</summary>
    public int RetryAfter(string address)
    {
        using var lease = _limiter.AttemptAcquire(address, 0);
        return lease.IsAcquired ? 0 : 1;
    }

    /// <summary>One more wrong key.</summary>
    public void Count(string address) => _limiter.AttemptAcquire(address).Dispose();

    public void Dispose() => _limiter.Dispose();
}
