using Microsoft.Playwright;
using Stvg.Console.Tests.Site;

namespace Stvg.Console.Tests;

/// <summary>Zones and masks, drawn on the picture.</summary>
public sealed class ZoneTests(Chromium chromium, Town town)
{
    [Fact]
    public async Task Areas_are_drawn_with_the_mouse_moved_with_the_keys_and_saved()
    {
        var server = await town.ServerAsync();
        await using var visit = await Visit.BeginAsync(chromium, server.Http.BaseAddress!, $"/live/{Town.Running}");
        var page = visit.Page;
        await Wait.UntilAsync(page, "() => document.querySelector('.live-picture')?.naturalWidth > 0");
        await Button(page, "Edit zones and masks").ClickAsync();

        await Button(page, "Draw a zone").ClickAsync();
        var picture = (await page.Locator(".picture").BoundingBoxAsync())!;
        foreach (var (x, y) in ((double, double)[])[(0.2, 0.2), (0.6, 0.2), (0.6, 0.7), (0.2, 0.7), (0.2, 0.2)])
            await page.Mouse.ClickAsync((float)(picture.X + (x * picture.Width)), (float)(picture.Y + (y * picture.Height)));
        await page.GetByLabel("Zone", new PageGetByLabelOptions { Exact = true }).FillAsync("road");
        await page.GetByLabel("Point 2 of road").FocusAsync();
        for (var i = 0; i < 5; i++) await page.Keyboard.PressAsync("ArrowRight");
        await Button(page, "Mask in the middle").ClickAsync();
        await page.GetByLabel("Point 1 of mask").FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await visit.PictureAsync("zones");
        await Button(page, "Save").ClickAsync();
        await Wait.SeenAsync(page.GetByText("Zones (1) and masks (1)"));
        await Wait.SeenAsync(page.Locator(".area-name"));

        var camera = await server.GetAsync($"/api/cameras/{Town.Running}");
        var zone = camera["zones"]![0]!;
        Assert.Equal("road", (string?)zone["name"]);
        var points = zone["points"]!.AsArray().Select(p => ((double)p![0]!, (double)p[1]!)).ToArray();
        Assert.Equal(4, points.Length);
        Assert.Equal(0.65, points[1].Item1, 2);
        Assert.Equal(0.2, points[1].Item2, 2);
        Assert.Equal(3, camera["masks"]![0]!.AsArray().Count);
        Assert.True((bool)camera["loop"]!);
        await server.UntilAsync(Town.Running, TimeSpan.FromSeconds(30), "running");
    }

    private static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
