using System.Text.Json.Nodes;
using Stvg.Core.Judging;
using Stvg.Models.Judging;
using Stvg.Tests;
using Stvg.Tests.Judging;

namespace Stvg.Models.Tests.Judging;

/// <summary>A judge over real HTTP: what it sends, what it understands, and what it does when things go wrong.</summary>
public sealed class OpenAiJudgeTests
{
    private static readonly JudgePicture[] s_pictures = [new(0, new byte[] { 1, 2, 3 }), new(1.5, new byte[] { 4 })];
    private static readonly JudgeQuestion s_yesNo = JudgePrompts.IsThere("man (in black)", 3, s_pictures, reversed: false);
    private static readonly JudgeQuestion s_target =
        JudgePrompts.Target("the man in \"black\"", s_pictures, reversed: true, structured: true);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_carries_its_words_and_pictures_and_the_key()
    {
        await using var server = await ModelServer.StartAsync(_ => ModelAnswer.Of(0.8));
        using var judge = new OpenAiJudge(
            Settings(server) with { ApiKey = "secret", Extra = new JsonObject { ["seed"] = 7, ["none"] = null } });
        var reply = await judge.AskAsync(s_yesNo, Ct);
        Assert.Equal(0.8, reply.Yes!.Value, 6);
        Assert.Equal("Yes.", reply.Text);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("Bearer secret", "some-model", 7),
            (request.Authorization, request.Body["model"]!.GetValue<string>(), request.Body["seed"]!.GetValue<int>()));
        Assert.Equal([new byte[] { 1, 2, 3 }, [4]], request.Pictures);
        Assert.Contains("Is there a man (in black) under this number", request.Text, StringComparison.Ordinal);
        Assert.False(request.WantsSchema);
    }

    [Fact]
    public async Task Frames_in_reverse_are_sent_in_reverse_and_the_words_say_so()
    {
        await using var server = await ModelServer.StartAsync(_ => new ModelAnswer("""{"target": 2, "begin": 0, "end": 1.5}"""));
        using var judge = new OpenAiJudge(Settings(server));
        await judge.AskAsync(s_target, Ct);
        var request = Assert.Single(server.Requests);
        Assert.Equal([new byte[] { 4 }, [1, 2, 3]], request.Pictures);
        Assert.Contains("in reverse order, the last one first, at 1.5, 0.0 seconds", request.Text, StringComparison.Ordinal);
        Assert.Contains("\"the man in 'black'\"", request.Text, StringComparison.Ordinal);
        Assert.True(request.WantsSchema);
        Assert.False(request.WantsLogProbs);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, true)] // streams though nobody asked for it
    [InlineData(true, false)] // does not though asked
    public async Task Streamed_or_not_the_answer_is_the_same(bool asked, bool? done)
    {
        await using var server =
            await ModelServer.StartAsync(_ => new ModelAnswer("Yes, there is one: größer.") { Yes = 0.7, Streams = done });
        using var judge = new OpenAiJudge(Settings(server) with { Stream = asked });
        var reply = await judge.AskAsync(s_yesNo, Ct);
        Assert.Equal("Yes, there is one: größer.", reply.Text);
        Assert.Equal(0.7, reply.Yes!.Value, 6);
    }

    [Theory]
    [InlineData("unknown field logprobs")]
    [InlineData("bad request")]
    public async Task What_a_server_does_not_understand_is_left_out_from_then_on(string refusal)
    {
        await using var server = await ModelServer.StartAsync(r =>
            r.WantsLogProbs ? new ModelAnswer($$"""{"error":"{{refusal}}"}""") { Status = 400 } : new ModelAnswer("No."));
        using var judge = new OpenAiJudge(Settings(server));
        for (var i = 0; i < 2; i++) Assert.Equal(("No.", null), (await judge.AskAsync(s_yesNo, Ct)) is var r ? (r.Text, r.Yes) : default);
        Assert.Equal([true, false, false], server.Requests.Select(r => r.WantsLogProbs));
    }

    [Fact]
    public async Task A_server_without_schemas_is_asked_in_words()
    {
        await using var server = await ModelServer.StartAsync(r =>
            r.WantsSchema ? new ModelAnswer("""{"error":{"message":"response_format json_schema is not supported"}}""") { Status = 422 }
                : new ModelAnswer("Target ID: 2"));
        using var judge = new OpenAiJudge(Settings(server));
        Assert.True(judge.Structures);
        Assert.Equal("Target ID: 2", (await judge.AskAsync(s_target, Ct)).Text);
        Assert.False(judge.Structures);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task What_fails_in_passing_is_tried_again(int status)
    {
        var asked = 0;
        await using var server =
            await ModelServer.StartAsync(_ => Interlocked.Increment(ref asked) < 3 ? new ModelAnswer("busy") { Status = status }
            : ModelAnswer.Of(1));
        using var judge = new OpenAiJudge(Settings(server), new TestClock(TimeSpan.FromSeconds(15)));
        Assert.Equal(1, (await judge.AskAsync(s_yesNo, Ct)).Yes!.Value, 6);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_server_that_wants_to_be_left_alone_is_for_as_long_as_it_says()
    {
        var asked = 0;
        await using var server =
            await ModelServer.StartAsync(_ => Interlocked.Increment(ref asked) == 1
            ? new ModelAnswer("slow down") { Status = 429, RetryAfter = 7 } : ModelAnswer.Of(1));
        var clock = new TestClock(TimeSpan.FromSeconds(15));
        using var judge = new OpenAiJudge(Settings(server), clock);
        await judge.AskAsync(s_yesNo, Ct);
        Assert.Equal([TimeSpan.FromSeconds(7)], clock.Skipped);
    }

    [Theory]
    [InlineData(401, "check apiKeyFile")]
    [InlineData(404, "check endpoint and model")]
    [InlineData(400, "answered 400")]
    [InlineData(302, "answered 302")]
    public async Task A_refusal_is_final_and_says_what_to_do(int status, string expected)
    {
        await using var server = await ModelServer.StartAsync(_ => new ModelAnswer("no") { Status = status });
        using var judge = new OpenAiJudge(Settings(server) with { LogProbs = false });
        var refusal = await Assert.ThrowsAsync<JudgeException>(() => judge.AskAsync(s_yesNo, Ct));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>gateway</html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"text":"old protocol"}]}""")]
    [InlineData("""{"error":{"message":"out of memory"}}""")]
    public async Task A_body_that_is_no_completion_is_an_error_and_not_an_answer(string body)
    {
        await using var server = await ModelServer.StartAsync(_ => new ModelAnswer(body) { Raw = true });
        using var judge = new OpenAiJudge(Settings(server));
        var refusal = await Assert.ThrowsAsync<JudgeException>(() => judge.AskAsync(s_yesNo, Ct));
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var server = await ModelServer.StartAsync(_ => new ModelAnswer(new string('x', 3 << 20)));
        using var judge = new OpenAiJudge(Settings(server));
        await Assert.ThrowsAsync<JudgeException>(() => judge.AskAsync(s_yesNo, Ct));
    }

    [Fact]
    public async Task A_slow_server_is_waited_for_no_longer_than_an_attempt_may_take()
    {
        using var arrived = new SemaphoreSlim(0);
        await using var server = await ModelServer.StartAsync(async request =>
        {
            arrived.Release();
            await Task.Delay(Timeout.Infinite, request.Aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ModelAnswer.Of(1);
        });
        var clock = new TestClock();
        using var judge = new OpenAiJudge(Settings(server) with { AttemptSeconds = 30, Retries = 0 }, clock);
        var asking = judge.AskAsync(s_yesNo, Ct);
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(20), Ct), "the question did not arrive within 20 s");
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asking.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        var refusal = await Assert.ThrowsAsync<JudgeException>(() => asking);
        Assert.Contains("did not answer within 30 s", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_given_up_when_who_asks_gives_up()
    {
        using var arrived = new SemaphoreSlim(0);
        var aborted = new TaskCompletionSource();
        await using var server = await ModelServer.StartAsync(async request =>
        {
            arrived.Release();
            await Task.Delay(Timeout.Infinite, request.Aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            aborted.SetResult();
            return ModelAnswer.Of(1);
        });
        using var judge = new OpenAiJudge(Settings(server));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var asking = judge.AskAsync(s_yesNo, giveUp.Token);
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(20), Ct), "the question did not arrive within 20 s");
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    [Fact]
    public async Task A_server_that_is_down_is_left_alone_after_some_failures_and_tried_again_later()
    {
        var isDown = true;
        await using var server = await ModelServer.StartAsync(_ => isDown ? new ModelAnswer("down") { Status = 503 } : ModelAnswer.Of(1));
        var clock = new TestClock(TimeSpan.FromSeconds(1));
        using var judge = new OpenAiJudge(Settings(server) with { Retries = 0 }, clock);
        for (var i = 0; i < 6; i++) await Assert.ThrowsAsync<JudgeException>(() => judge.AskAsync(s_yesNo, Ct));
        var sent = server.Requests.Count;
        var refusal = await Assert.ThrowsAsync<JudgeException>(() => judge.AskAsync(s_yesNo, Ct));
        Assert.Contains("left alone for a while", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(sent, server.Requests.Count);
        isDown = false;
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(1, (await judge.AskAsync(s_yesNo, Ct)).Yes!.Value, 6);
    }

    [Fact]
    public async Task No_more_questions_are_out_at_the_same_time_than_allowed()
    {
        var (now, most) = (0, 0);
        using var arrived = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        await using var server = await ModelServer.StartAsync(async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            arrived.Release();
            await go.WaitAsync();
            Interlocked.Decrement(ref now);
            return ModelAnswer.Of(1);
        });
        using var judge = new OpenAiJudge(Settings(server) with { Concurrency = 2 });
        var all = Enumerable.Range(0, 6).Select(_ => judge.AskAsync(s_yesNo, Ct)).ToArray();
        for (var i = 0; i < 6; i++)
        {
            Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(20), Ct), "no question arrived within 20 s");
            go.Release();
        }

        await Task.WhenAll(all);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_an_error_of_one_line()
    {
        var server = await ModelServer.StartAsync(_ => ModelAnswer.Of(1));
        var settings = Settings(server) with { Retries = 0 };
        await server.DisposeAsync();
        using var judge = new OpenAiJudge(settings);
        var refusal = await Assert.ThrowsAsync<JudgeException>(() => judge.AskAsync(s_yesNo, Ct));
        Assert.Contains("cannot be reached", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static JudgeSettings Settings(ModelServer server) => new() { Endpoint = server.Endpoint, Model = "some-model" };
}
