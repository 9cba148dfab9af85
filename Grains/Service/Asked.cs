using Polly;
using Polly.Retry;
using Stvg.Core.Services;

namespace Stvg.Grains.Service;

/// <summary>
/// Asks grains on behalf of a user. A silo that dies while it is asked makes the call fail once or twice; everything that is asked here may
/// be asked again without harm.
/// </summary>
internal static class Asked
{
    private static readonly ResiliencePipeline s_pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<OrleansException>().Handle<TimeoutException>(),
            MaxRetryAttempts = 4,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(200),
        })
        .Build();

    /// <summary>Asks for something.</summary>
    /// <exception cref="ServiceException">The cluster does not answer.</exception>
    public static async Task<T> OfAsync<T>(Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await s_pipeline.ExecuteAsync(async token => await call().WaitAsync(token).ConfigureAwait(false), ct)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            throw new ServiceException(
                ServiceError.Unavailable, $"the cluster does not answer now, try again: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Tells something.</summary>
    /// <exception cref="ServiceException">The cluster does not answer.</exception>
    public static Task OfAsync(Func<Task> call, CancellationToken ct) => OfAsync(
        async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        }, ct);
}
