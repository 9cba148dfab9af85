using Stvg.Client.Http;

namespace Stvg.Client.Tests.Http;

/// <summary>When a connection counts as dead.</summary>
public sealed class EventConnectionTests
{
    private static readonly StreamTiming s_timing = new() { Silence = TimeSpan.FromSeconds(10) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Heartbeats_keep_a_quiet_connection_alive()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var sixSecondsEach = Enumerable.Repeat(":\n\n", 20).Append("id: 1\ndata: x\n\n");
        using var connection = Connect(new Slow(clock, TimeSpan.FromSeconds(6), sixSecondsEach), clock);
        Assert.Equal("x", (await connection.NextAsync(Ct))!.Value.Data);
    }

    [Fact]
    public async Task Silence_means_that_the_connection_is_lost()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        using var connection = Connect(new Slow(clock, TimeSpan.FromSeconds(11), ["id: 1\ndata: x\n\n"]), clock);
        Assert.Null(await connection.NextAsync(Ct));
    }

    [Fact]
    public async Task Whoever_listens_can_leave()
    {
        using var leaving = new CancellationTokenSource();
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        using var connection = Connect(new Slow(clock, TimeSpan.Zero, []), clock);
        var next = connection.NextAsync(leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    private static EventConnection Connect(Stream content, ManualClock clock) =>
        new(new HttpResponseMessage(), content, s_timing with { Clock = clock }, () => { });

    /// <summary>Each piece takes its time; after the last nothing comes any more.</summary>
    private sealed class Slow(ManualClock clock, TimeSpan each, IEnumerable<string> pieces) : MemoryStream
    {
        private readonly Queue<string> _left = new(pieces);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            clock.Advance(each);
            cancellationToken.ThrowIfCancellationRequested();
            if (_left.TryDequeue(out var piece)) return System.Text.Encoding.UTF8.GetBytes(piece, buffer.Span);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
