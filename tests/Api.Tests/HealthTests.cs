namespace Stvg.Api.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_says_what_is_missing_and_live_does_not_care()
    {
        await using var site = await Site.StartAsync();
        Assert.Equal("""{"status":"live"}""", (await site.GetAsync("/health/live")).Is(200).Text);
        Assert.Equal("""{"status":"ready"}""", (await site.GetAsync("/health/ready")).Is(200).Text);
        site.Service.System.NotReady = "the models are being loaded";
        (await site.GetAsync("/health/ready")).IsProblem(503, "the models are being loaded");
        (await site.GetAsync("/health/live")).Is(200);
    }
}
