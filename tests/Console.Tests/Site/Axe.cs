using System.Text.Json;
using Microsoft.Playwright;
using Stvg.Tests;

namespace Stvg.Console.Tests.Site;

/// <summary>
/// The rules of WCAG 2.2 AA, as axe-core checks them. They come as a script of their own, which a page's policy refuses: contexts that use them set
/// it aside (<see cref="Options"/>).
/// </summary>
internal static class Axe
{
    private const string Rules = """
        () => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
            .then(found => ({
                checked: found.passes.length,
                violations: found.violations.map(v =>
                    `${v.id}: ${v.help}: ${v.nodes.map(n => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`).join(' | ')}`),
            }))
        """;

    /// <summary>A context that the rules can be brought into.</summary>
    public static BrowserNewContextOptions Options => new() { BypassCSP = true, ReducedMotion = ReducedMotion.Reduce };

    /// <summary>Brings the rules into the page that is open.</summary>
    public static async Task LoadAsync(IPage page)
    {
        var path = Path.Combine(TestData.RepositoryRoot, "Console", "node_modules", "axe-core", "axe.min.js");
        Assert.SkipUnless(File.Exists(path), "needs axe-core: run 'npm ci' in Console/");
        await page.EvaluateAsync(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    /// <summary>What the page breaks, and how many rules applied.</summary>
    public static async Task<(IReadOnlyList<string> Broken, int Checked)> CheckAsync(IPage page)
    {
        var found = await page.EvaluateAsync<JsonElement>(Rules);
        return ([.. found.GetProperty("violations").EnumerateArray().Select(v => v.GetString()!)], found.GetProperty("checked").GetInt32());
    }

    /// <summary>The page that is open breaks nothing, light or dark.</summary>
    public static async Task HoldsAsync(IPage page)
    {
        await LoadAsync(page);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var (broken, applied) = await CheckAsync(page);
            Assert.True(applied > 0 && broken.Count == 0, $"{scheme}: {string.Join('\n', broken)}");
        }
    }
}
