using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using Stvg.Core.Judging;

namespace Stvg.Models.Judging;

/// <summary>
/// A judge behind an OpenAI-compatible endpoint: vLLM, Ollama, llama.cpp, a cloud. Time-outs for an attempt and for a question, retries
/// with growing pauses that heed what the server asks for, a circuit breaker, and a limit to questions at the same time.
/// </summary>
/// <example>
/// <code>
/// using var judge = new OpenAiJudge(JudgeSettings.ReadFile("judge.json"));
/// var reply = await judge.AskAsync(JudgePrompts.IsThere("man in black", 3, pictures, reversed: false), ct);
/// </code>
/// </example>
public sealed class OpenAiJudge : IJudge, IDisposable
{
    private readonly JudgeSettings _settings;
    private readonly TimeProvider _time;
    private readonly ChatClient _client;
    private readonly SemaphoreSlim _places;
    private readonly ResiliencePipeline<ChatReply> _pipeline;

    /// <summary>Makes a judge; nothing is sent before the first question.</summary>
    /// <param name="settings">Which, and how.</param>
    /// <param name="time">The clock; the system's where null.</param>
    /// <exception cref="Core.StvgException">The settings make no sense.</exception>
    public OpenAiJudge(JudgeSettings settings, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check("judge");
        (_settings, _time) = (settings, time ?? TimeProvider.System);
        _client = new ChatClient(settings);
        _places = new SemaphoreSlim(settings.Concurrency);
        _pipeline = Pipeline();
    }

    /// <inheritdoc/>
    public string Name => $"{_settings.Model} at {new Uri(_settings.Endpoint).Authority}";

    /// <inheritdoc/>
    public bool Structures => _client.Structures;

    /// <inheritdoc/>
    public async Task<JudgeReply> AskAsync(JudgeQuestion question, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        var began = _time.GetTimestamp();
        var outcome = "failed";
        try
        {
            var reply = await _pipeline.ExecuteAsync(async (asked, stop) => await _client.AskAsync(asked, stop).ConfigureAwait(false),
                question, ct).ConfigureAwait(false);
            outcome = "answered";
            Count(reply);
            return new JudgeReply(reply.Text, question.IsYesNo ? reply.Yes : null);
        }
        catch (AttemptException e)
        {
            outcome = e.IsPassing ? "failed" : "refused";
            throw new JudgeException($"the judge {Name} {e.Message}", e);
        }
        catch (TimeoutRejectedException e)
        {
            outcome = "timed_out";
            throw new JudgeException(FormattableString.Invariant($"the judge {Name} did not answer within {e.Timeout.TotalSeconds:0.#} s"),
                e);
        }
        catch (BrokenCircuitException e)
        {
            outcome = "broken";
            throw new JudgeException($"the judge {Name} failed again and again and is left alone for a while", e);
        }
        finally
        {
            JudgeMetrics.Questions.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
            JudgeMetrics.Duration.Record(_time.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _places.Dispose();
    }

    private ResiliencePipeline<ChatReply> Pipeline()
    {
        var passing = new PredicateBuilder<ChatReply>().Handle<TimeoutRejectedException>().Handle<AttemptException>(e => e.IsPassing);
        var builder = new ResiliencePipelineBuilder<ChatReply> { TimeProvider = _time };
        builder.AddTimeout(TimeSpan.FromSeconds(_settings.TimeoutSeconds));
        if (_settings.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<ChatReply>
            {
                ShouldHandle = passing,
                MaxRetryAttempts = _settings.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(0.5),
                MaxDelay = TimeSpan.FromSeconds(10),
                DelayGenerator = static retry =>
                    ValueTask.FromResult((retry.Outcome.Exception as AttemptException)?.After is { } after && after > TimeSpan.Zero ? after
                    : (TimeSpan?)null),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ChatReply>
            {
                // Being asked to wait is no failure.
                ShouldHandle = new PredicateBuilder<ChatReply>().Handle<TimeoutRejectedException>().Handle<AttemptException>(e =>
                    e.IsPassing && !e.IsBusy),
                FailureRatio = 0.5,
                MinimumThroughput = 6,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
            })
            .AddStrategy(_ => new PlaceStrategy(_places), new PlaceOptions())
            .AddTimeout(TimeSpan.FromSeconds(_settings.AttemptSeconds))
            .Build();
    }

    private void Count(ChatReply reply)
    {
        JudgeMetrics.Tokens.Add(reply.TokensIn, new KeyValuePair<string, object?>("direction", "in"));
        JudgeMetrics.Tokens.Add(reply.TokensOut, new KeyValuePair<string, object?>("direction", "out"));
        JudgeMetrics.Cost.Add(((reply.TokensIn * _settings.PriceIn) + (reply.TokensOut * _settings.PriceOut)) / 1e6);
    }

    /// <summary>An attempt waits for its place before its own time-out begins: waiting is not the server's fault.</summary>
    private sealed class PlaceStrategy(SemaphoreSlim places) : ResilienceStrategy<ChatReply>
    {
        protected override async ValueTask<Outcome<ChatReply>> ExecuteCore<TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<ChatReply>>> callback, ResilienceContext context, TState state)
        {
            try
            {
                await places.WaitAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
            }
            catch (OperationCanceledException e)
            {
                return Outcome.FromException<ChatReply>(e);
            }

            try
            {
                return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            }
            finally
            {
                places.Release();
            }
        }
    }

    private sealed class PlaceOptions : ResilienceStrategyOptions;
}
