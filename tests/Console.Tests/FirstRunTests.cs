using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Stvg.Console.Tests.Site;
using Stvg.Live.Tests;
using Stvg.Tests;

namespace Stvg.Console.Tests;

/// <summary>From nothing to a camera in view.</summary>
public sealed partial class FirstRunTests(Chromium chromium) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stvg console ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_first_page_ends_with_a_working_camera()
    {
        var clip = TestData.Path("video/pets09-s2l1.avi");
        await using var server = await ServerProcess.StartAsync(Path.Combine(_folder, "data"));
        await using (var check = await Visit.BeginAsync(chromium, server.Http.BaseAddress!, "/", Axe.Options))
        {
            await Wait.SeenAsync(check.Page.GetByLabel("Source"));
            await Axe.HoldsAsync(check.Page);
        }

        await using var visit = await Visit.BeginAsync(chromium, server.Http.BaseAddress!, "/");
        var page = visit.Page;

        // What cannot work is said in the server's words, and can be mended there.
        await page.GetByLabel("Source").FillAsync("/nowhere/at-all.mp4");
        await page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("Town square");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Try it" }).ClickAsync();
        await Wait.SeenAsync(page.Locator("[role=alert], .notice.warn, .fault"));
        if (await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Change the source" }).IsVisibleAsync())
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Change the source" }).ClickAsync();

        await page.GetByLabel("Source").FillAsync(clip);
        await page.GetByLabel("Begin again when the file ends").CheckAsync();
        await visit.PictureAsync("first-run");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Try it" }).ClickAsync();
        await Wait.SeenAsync(page.GetByText("Town square works"));
        await Wait.UntilAsync(page, "() => document.querySelector('.live-picture')?.naturalWidth === 768");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Go to the cameras" }).ClickAsync();
        await Wait.UntilAsync(page, "() => document.querySelector('.tile img')?.naturalWidth > 0");
        var tile = page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = TownSquare() });
        Assert.Contains("Running", await tile.InnerTextAsync(), StringComparison.Ordinal);
        var camera = await server.GetAsync("/api/cameras/town-square");
        Assert.Equal(clip, (string?)camera["source"]);
        Assert.True((bool)camera["loop"]!);
    }

    [GeneratedRegex("Town square")]
    private static partial Regex TownSquare();
}
