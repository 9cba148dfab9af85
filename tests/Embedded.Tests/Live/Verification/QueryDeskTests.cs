using Microsoft.Extensions.Logging.Abstractions;
using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tests.Alerts;
using Stvg.Core.Tests.Grounding;
using Stvg.Embedded.Live;
using Stvg.Storage;
using Stvg.Tests;

namespace Stvg.Embedded.Tests.Live.Verification;

/// <summary>The desk with a judge that answers, refuses, breaks or never speaks: what is written, and when.</summary>
public sealed class QueryDeskTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_judge_confirms_is_written_with_its_word_and_so_is_all_that_follows()
    {
        var judge = new Verifier((_, _) => Task.FromResult(new AlertVerification(VerificationOutcome.Confirmed, 0.9f)));
        await using var desk = await Desk.OpenAsync(judge);
        await desk.PlayAsync();
        var changes = await desk.ChangesAsync();
        Assert.Equal([AlertState.Opened, AlertState.Closed], [changes[0].Alert.State, changes[^1].Alert.State]);
        Assert.All(changes, c => Assert.Equal(new AlertVerification(VerificationOutcome.Confirmed, 0.9f), c.Alert.Verification));
        var asked = Assert.Single(judge.Asked);
        Assert.Equal(("a person", changes[0].Alert.Id), (asked.Plan.Text, asked.Alert.Id));
        Assert.Contains(asked.Surroundings, t => t.Id == asked.Alert.Tube.TubeletId);
    }

    [Fact]
    public async Task What_the_judge_refutes_is_never_written()
    {
        await using var desk =
            await Desk.OpenAsync(new Verifier((_, _) => Task.FromResult(new AlertVerification(VerificationOutcome.Refuted, 0.1f))));
        await desk.PlayAsync();
        Assert.Empty(await desk.ChangesAsync());
    }

    [Fact]
    public async Task A_judge_that_never_speaks_delays_an_alert_by_its_time_out_and_no_longer_and_the_alert_says_so()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var desk = await Desk.OpenAsync(new Verifier(async (_, ct) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled.TrySetResult();
            ct.ThrowIfCancellationRequested();
            return null!;
        }));
        var playing = desk.PlayAsync();
        await asked.Task.WaitAsync(s_limit, Ct);
        desk.Clock.Advance(Verifier.TimeOut - TimeSpan.FromTicks(1));
        Assert.Empty(await desk.ChangesAsync());
        Assert.False(playing.IsCompleted);
        desk.Clock.Advance(TimeSpan.FromTicks(1));
        // The camera's end waits for the alert, so the end of the wait tells that it was written.
        await playing.WaitAsync(s_limit, Ct);
        var opened = (await desk.ChangesAsync())[0];
        Assert.Equal(VerificationOutcome.TimedOut, opened.Alert.Verification!.Outcome);
        Assert.Equal("the judge did not answer within 5 s", opened.Alert.Verification.Reason);
        Assert.Equal(desk.Clock.GetUtcNow(), opened.WrittenAt);
        await cancelled.Task.WaitAsync(s_limit, Ct); // nobody goes on asking
    }

    [Fact]
    public async Task A_verdict_that_comes_too_late_changes_nothing()
    {
        var (asked, speak) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var desk = await Desk.OpenAsync(new Verifier(async (_, _) =>
        {
            asked.TrySetResult();
            await speak.Task;
            return new AlertVerification(VerificationOutcome.Refuted, 0);
        }));
        var playing = desk.PlayAsync();
        await asked.Task.WaitAsync(s_limit, Ct);
        desk.Clock.Advance(Verifier.TimeOut);
        await playing.WaitAsync(s_limit, Ct);
        var before = await desk.ChangesAsync();
        speak.SetResult();
        await desk.Query.DrainAsync(Ct);
        Assert.Equal(before.Select(c => c.Sequence), (await desk.ChangesAsync()).Select(c => c.Sequence));
        Assert.Equal(AlertState.Closed, before[^1].Alert.State);
    }

    [Fact]
    public async Task A_judge_that_is_down_delays_nothing()
    {
        await using var desk =
            await Desk.OpenAsync(
            new Verifier((_, _) => Task.FromResult(new AlertVerification(VerificationOutcome.Unavailable, Reason: "down"))));
        await desk.PlayAsync();
        Assert.Equal((VerificationOutcome.Unavailable, "down"), (await desk.ChangesAsync())[0].Alert.Verification is var v
            ? (v!.Outcome, v.Reason) : default);
        Assert.Equal(desk.Began, desk.Clock.GetUtcNow()); // no time passed
    }

    [Fact]
    public async Task At_the_end_of_the_program_what_waits_is_written()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var desk = await Desk.OpenAsync(new Verifier(async (_, ct) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return null!;
        }));
        _ = desk.PlayAsync();
        await asked.Task.WaitAsync(s_limit, Ct);
        await desk.EndAsync();
        Assert.Equal(VerificationOutcome.Unavailable, (await desk.ChangesAsync())[0].Alert.Verification!.Outcome);
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_judge_alerts_say_nothing_of_one()
    {
        await using var desk = await Desk.OpenAsync(null);
        await desk.PlayAsync();
        Assert.All(await desk.ChangesAsync(), c => Assert.Null(c.Alert.Verification));
    }

    private sealed class Verifier(Func<VerificationCase, CancellationToken, Task<AlertVerification>> answer) : IAlertVerifier
    {
        public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(5);

        public List<VerificationCase> Asked { get; } = [];

        public VerificationRules Rules { get; } = new() { Timeout = TimeOut };

        public Task<AlertVerification> VerifyAsync(VerificationCase question, CancellationToken ct)
        {
            Asked.Add(question);
            return answer(question, ct);
        }
    }

    /// <summary>A desk over an archive of its own, with somebody who walks through the picture for five seconds.</summary>
    private sealed class Desk : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stvg desk ");
        private IArchive _archive = null!;
        private bool _isEnded;

        public TestClock Clock { get; } = new();

        public DateTimeOffset Began { get; private set; }

        public QueryDesk Query { get; private set; } = null!;

        public static async Task<Desk> OpenAsync(IAlertVerifier? verifier)
        {
            var desk = new Desk();
            desk._archive = await Archive.OpenAsync(Path.Combine(desk._folder.FullName, "stvg.db"), Ct);
            desk.Query = new QueryDesk(desk._archive, new AlertFeed(desk._archive, desk.Clock), desk.Clock, NullLogger.Instance, verifier);
            desk.Began = desk.Clock.GetUtcNow();
            await desk.Query.PutAsync(new StandingQuery { Id = "q", Text = "a person" }, new QueryParser(Lexicon.Empty).Parse("a person"),
                Ct);
            return desk;
        }

        public async Task PlayAsync()
        {
            var scene = new SceneBuilder(60).Add(1, 0, 49, SceneBuilder.Walk(100, 200, 6)).Build();
            foreach (var update in new Replay(scene).Updates()) await Query.PostAsync(update, Ct);
            await Query.DrainAsync(Ct);
        }

        public async Task<IReadOnlyList<AlertRecord>> ChangesAsync() => await _archive.AlertChangesAsync(0, default, 100, Ct);

        public async Task EndAsync()
        {
            if (_isEnded) return;
            _isEnded = true;
            await Query.DisposeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            await _archive.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
