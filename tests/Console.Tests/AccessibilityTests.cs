using Microsoft.Playwright;
using Stvg.Console.Tests.Site;

namespace Stvg.Console.Tests;

/// <summary>Every screen against the rules of WCAG 2.2 AA as axe-core checks them, light and dark, and on a small phone.</summary>
public sealed class AccessibilityTests(Chromium chromium, Town town, ITestOutputHelper output)
{
    private const string Beyond =
        "() => Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth) - innerWidth";

    /// <summary>Where to go, and what has to be there before it is looked at.</summary>
    private static readonly (string Path, string Ready)[] s_screens =
    [
        ("/live", ".tile img:not([hidden])"), ($"/live/{Town.Running}", ".facts"),
        ("/ask", "#sentence"), ("/ask?q=a%20happy%20person%20in%20a%20red%20jacket&run=1", ".answer img"),
        ("/ask?q=a%20dog&on=clip", "select"), ("/ask?q=a%20dog&on=watch", "form.card"),
        ("TUBE", ".evidence tbody"), ("TUBE/elsewhere", ".answer img"),
        ("/alerts", ".alert-line img"), ("/alerts?camera=road&state=open", ".filters"), ("ALERT", ".evidence tbody"),
        ("/system", ".numbers"), ("/system/deliveries", ".empty"), ("/system/audit", ".table"),
        ("/manage/cameras", ".table"), ("/manage/cameras/new", "form"), ($"/manage/cameras/{Town.Running}", "form"),
        ("/manage/queries", ".table"), ("/manage/queries/left", ".chip"),
        ("/manage/keys", "form"), ("/manage/models", ".table"), ("/manage/retention", ".facts"), ("/nowhere", ".empty"),
    ];

    [Fact]
    public async Task No_screen_breaks_a_rule_in_light_or_dark_or_is_too_wide_for_a_phone()
    {
        await using var visit = await BeginAsync(Axe.Options);
        var page = visit.Page;
        var wrong = new List<string>();
        var checks = 0;
        foreach (var (path, ready) in await ScreensAsync())
        {
            await page.GotoAsync(path);
            await Wait.SeenAsync(page.Locator(ready));
            await Axe.LoadAsync(page);
            foreach (var (scheme, width) in ((ColorScheme, int)[])[(ColorScheme.Light, 1280), (ColorScheme.Dark, 360)])
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await page.SetViewportSizeAsync(width, 800);
                var (broken, applied) = await Axe.CheckAsync(page);
                checks += applied;
                wrong.AddRange(broken.Select(b => $"{path}, {scheme}, {width}: {b}"));
                var beyond = await page.EvaluateAsync<int>(Beyond);
                if (beyond > 0) wrong.Add($"{path}: at {width} pixels it is {beyond} too wide");
                await visit.PictureAsync($"all-{scheme}-{width}{path}".Replace('/', '-').Replace('?', '-').ToLowerInvariant());
            }
        }

        output.WriteLine("{0} screens, {1} rules that applied", s_screens.Length, checks);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_broken_rule_is_found()
    {
        await using var visit = await BeginAsync(Axe.Options);
        await Wait.SeenAsync(visit.Page.Locator(".tile"));
        await visit.Page.EvaluateAsync("() => { document.querySelector('h1').style.color = '#e0e0e0' }");
        await visit.Page.EvaluateAsync("() => { document.querySelector('main').append(document.createElement('button')) }");
        await Axe.LoadAsync(visit.Page);
        var (broken, _) = await Axe.CheckAsync(visit.Page);
        Assert.Superset(new HashSet<string> { "color-contrast", "button-name" }, broken.Select(b => b.Split(':')[0]).ToHashSet());
    }

    [Fact]
    public async Task Everything_is_reached_with_the_keys()
    {
        await using var visit = await BeginAsync(new BrowserNewContextOptions());
        var page = visit.Page;
        await Wait.SeenAsync(page.Locator(".tile"));
        await page.Keyboard.PressAsync("Tab");
        await Wait.UntilAsync(page, "() => document.activeElement.textContent === 'Skip to the content'");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Alerts" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Wait.UntilAsync(page, "() => document.activeElement.tagName === 'H1' && document.activeElement.textContent === 'Alerts'");
        Assert.StartsWith("Alerts", await page.TitleAsync(), StringComparison.Ordinal);

        // From row to row of a list of which most rows are not in the page.
        await Wait.SeenAsync(page.Locator(".alert-line"));
        await page.Locator(".alert-line a").First.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Wait.UntilAsync(page, """
            () => {
                const row = document.activeElement.closest('[aria-posinset]');
                return row !== null && row.ariaPosInSet === row.ariaSetSize;
            }
            """);
        await page.Keyboard.PressAsync("Home");
        await Wait.UntilAsync(page, "() => document.activeElement.closest('[aria-posinset]')?.ariaPosInSet === '1'");

        // A dialog takes the focus, keeps it, and gives it back.
        await page.GotoAsync("/manage/queries");
        var remove = page.GetByTitle($"Remove: {Town.Sentence}");
        await remove.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Wait.UntilAsync(page, "() => document.activeElement.closest('dialog') !== null");
        await page.Keyboard.PressAsync("Escape");
        await Wait.GoneAsync(page.Locator("dialog"));
        await Wait.UntilAsync(page, "title => document.activeElement.title === title", $"Remove: {Town.Sentence}");
    }

    private async Task<Visit> BeginAsync(BrowserNewContextOptions options) =>
        await Visit.BeginAsync(chromium, (await town.ServerAsync()).Http.BaseAddress!, "/live", options);

    private async Task<(string Path, string Ready)[]> ScreensAsync()
    {
        var server = await town.ServerAsync();
        var search = await server.GetAsync($"/api/search?q=a+person+in+a+red+jacket&cameras={Town.Watched}&top=1");
        var tube = (string?)search["tubes"]![0]!["id"];
        var alert = (string?)(await server.GetAsync("/api/alerts?newest=true&state=closed&limit=1"))["items"]![0]!["id"];
        return [.. s_screens.Select(s => (s.Path.Replace("TUBE", $"/tubes/{tube}").Replace("ALERT", $"/alerts/{alert}"), s.Ready))];
    }
}
