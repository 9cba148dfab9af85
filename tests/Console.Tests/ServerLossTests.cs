using Microsoft.Playwright;
using Stvg.Console.Tests.Site;
using Stvg.Live.Tests;
using Stvg.Tests;

namespace Stvg.Console.Tests;

/// <summary>The server may be killed while somebody looks.</summary>
public sealed class ServerLossTests(Chromium chromium, ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stvg console ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task When_the_server_is_back_the_list_of_alerts_has_no_gap_and_nobody_reloaded()
    {
        var clip = TestData.Path("video/pets09-s2l1.avi");
        var data = Path.Combine(_folder, "data");
        var server = await ServerProcess.StartAsync(data, "--no-recording");
        try
        {
            var address = server.Http.BaseAddress!;
            // A window as high as the list: every row is in the page.
            var high = new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 900, Height = 12_000 } };
            await using var visit = await Visit.BeginAsync(chromium, address, "/alerts", high);
            var page = visit.Page;
            await Wait.SeenAsync(page.GetByText("Nothing is on watch"));
            await page.EvaluateAsync("() => { window.notReloaded = true }");
            foreach (var side in (string[])["left", "right"])
                await server.PostAsync("/api/queries", new { id = side, text = $"a person walking to the {side}", cooldown = 5 });
            await server.PostAsync("/api/cameras", new { id = "town", source = clip, pace = "fast" });
            await Wait.SeenAsync(page.Locator(".alert-line"));

            await server.KillAsync();
            await Wait.SeenAsync(page.GetByText("The server cannot be reached"));
            await server.DisposeAsync();
            server = await ServerProcess.StartAsync(data, "--no-recording", "--urls", address.ToString());
            await Wait.GoneAsync(page.GetByText("The server cannot be reached"));
            await server.UntilAsync("town", TimeSpan.FromSeconds(60), "ended");

            var newest = new Dictionary<string, string>();
            foreach (var alert in await server.AlertsAsync())
                newest[(string)alert["id"]!] = (string)alert["state"]! == "closed" ? "closed" : "open";
            var expected = newest.Select(a => $"/alerts/{a.Key} {a.Value}").Order().ToArray();
            await Wait.UntilAsync(page, "n => document.querySelectorAll('.alert-line').length === n", expected.Length);
            var open = newest.Count(a => a.Value == "open");
            await Wait.UntilAsync(page, "n => document.querySelectorAll('.alert-line.open').length === n", open);
            var shown = await page.Locator(".alert-line").EvaluateAllAsync<string[]>("""
                all => all.map(l => `${l.querySelector('a').getAttribute('href')} ${l.classList.contains('open') ? 'open' : 'closed'}`)
                """);
            Assert.Equal(expected, shown.Order());
            Assert.True(await page.EvaluateAsync<bool>("() => window.notReloaded === true"));
            output.WriteLine("{0} alerts, all in the list", expected.Length);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
