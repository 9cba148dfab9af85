using Stvg.Embedded.Live;

namespace Stvg.Embedded.Tests.Live;

/// <summary>The pose networks that cameras share.</summary>
public sealed class CameraPosesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cameras_that_start_at_once_share_what_is_opened_once()
    {
        using var poses = new CameraPoses(Options(4));
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => poses.TakeAsync(Ct)));
        Assert.DoesNotContain(null, taken);
        Assert.InRange(taken.Distinct().Count(), 1, Math.Max(1, Environment.ProcessorCount / 4));
    }

    [Fact]
    public async Task Who_wants_none_needs_no_model()
    {
        using var poses = new CameraPoses(Options(0) with { Poses = "no such model" });
        Assert.Null(await poses.TakeAsync(Ct));
        using var wrong = new CameraPoses(Options(1) with { Poses = "no such model" });
        Assert.Contains("no such model", (await Assert.ThrowsAsync<Core.StvgException>(() => wrong.TakeAsync(Ct))).Message, StringComparison.Ordinal);
    }

    private static ServerOptions Options(float perSecond) => new() { DataFolder = "", WebhookBody = _ => [], PosesPerSecond = perSecond };
}
