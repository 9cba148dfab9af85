using Stvg.Tests;

namespace Stvg.Api.Tests;

/// <summary>Waiting for something to hold, with an end and a word for what did not happen.</summary>
internal static class Wait
{
    /// <summary>Asks a server again and again; each question is a request that takes its own time.</summary>
    public static async Task AskAsync(Func<Task<bool>> holds, string what)
    {
        var deadline = Environment.TickCount64 + (long)Site.Patience.TotalMilliseconds;
        while (!await holds()) Assert.True(Environment.TickCount64 < deadline, $"waited in vain until {what}");
    }

    /// <summary>Returns when something waits for time to pass.</summary>
    public static async Task TimerAsync(TestClock clock, string what)
    {
        var set = new Signal();
        clock.TimerSet += set.Raise;
        try
        {
            await set.UntilAsync(() => clock.Waiting > 0, what);
        }
        finally
        {
            clock.TimerSet -= set.Raise;
        }
    }
}

/// <summary>Tells who waits that something changed.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _raised = New();

    public void Raise() => Interlocked.Exchange(ref _raised, New()).SetResult();

    /// <summary>Returns when it holds; looks again whenever something changed.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        while (true)
        {
            var raised = Volatile.Read(ref _raised).Task;
            if (holds()) return;
            try
            {
                await raised.WaitAsync(Site.Patience, Site.Ct);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"waited in vain until {what}");
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
