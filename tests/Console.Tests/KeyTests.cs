using Microsoft.Playwright;
using Stvg.Console.Tests.Site;
using Stvg.Live.Tests;

namespace Stvg.Console.Tests;

/// <summary>Keys and roles.</summary>
public sealed class KeyTests(Chromium chromium) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stvg console ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_key_opens_the_console_and_its_role_says_what_can_be_changed()
    {
        var data = Path.Combine(_folder, "data");
        string admin, viewer;
        await using (var first = await ServerProcess.StartAsync(data))
        {
            admin = (string)(await first.PostAsync("/api/keys", new { name = "chief", role = "admin" }))["secret"]!;
            viewer = (string)(await first.PostAsync("/api/keys", new { name = "porter", role = "viewer" }))["secret"]!;
            await first.StopAsync();
        }

        // Keys are required where others than this machine could come.
        await using var server = await ServerProcess.StartAsync(data, "--urls", "http://0.0.0.0:0");
        var address = new Uri($"http://127.0.0.1:{server.Http.BaseAddress!.Port}");
        await using (var check = await Visit.BeginAsync(chromium, address, "/", Axe.Options))
        {
            await Wait.SeenAsync(Button(check.Page, "Sign in"));
            await Axe.HoldsAsync(check.Page);
        }

        await using (var visit = await Visit.BeginAsync(chromium, address, "/manage/keys"))
        {
            var page = visit.Page;
            await page.GetByLabel("Key").FillAsync("stvg_00000000000000000000000000000000");
            await Button(page, "Sign in").ClickAsync();
            await Wait.SeenAsync(page.GetByRole(AriaRole.Alert));
            await page.GetByLabel("Key").FillAsync(admin);
            await Button(page, "Sign in").ClickAsync();

            // A change goes with the session's token.
            await Wait.SeenAsync(page.GetByRole(AriaRole.Rowheader, new PageGetByRoleOptions { Name = "porter" }));
            await page.GetByLabel("Name").FillAsync("night shift");
            await page.GetByLabel("Role").SelectOptionAsync("operator");
            await Button(page, "Make it").ClickAsync();
            await Wait.SeenAsync(page.Locator(".secret"));
            await page.GetByTitle("Revoke night shift").ClickAsync();
            await Button(page, "Revoke it").ClickAsync();
            await Wait.GoneAsync(page.GetByRole(AriaRole.Rowheader, new PageGetByRoleOptions { Name = "night shift" }));
            Assert.Empty(await page.EvaluateAsync<string>("() => document.cookie")); // no script can read the session
            await Button(page, "Sign out").ClickAsync();
            await Wait.SeenAsync(Button(page, "Sign in"));
        }

        await using (var visit = await Visit.BeginAsync(chromium, address, "/"))
        {
            var page = visit.Page;
            await page.GetByLabel("Key").FillAsync(viewer);
            await Button(page, "Sign in").ClickAsync();
            await Wait.SeenAsync(page.GetByText("Somebody with an administrator's key"));
            await Wait.GoneAsync(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Manage" }));
            await page.GotoAsync("/manage/keys");
            await Wait.SeenAsync(page.GetByText("Not with this key"));

            // The server does not leave that to the page.
            var status = await page.EvaluateAsync<int>("""
                async () => {
                    const session = await (await fetch('/api/session')).json();
                    const headers = { 'Content-Type': 'application/json', 'X-Stvg-Csrf': session.csrf };
                    const body = JSON.stringify({ name: 'x', role: 'admin' });
                    return (await fetch('/api/keys', { method: 'POST', headers, body })).status;
                }
                """);
            Assert.Equal(403, status);
        }
    }

    private static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
