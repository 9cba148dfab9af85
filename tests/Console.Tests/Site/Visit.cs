using Microsoft.Playwright;

namespace Stvg.Console.Tests.Site;

/// <summary>
/// One visitor's page. Whatever the browser refuses by the page's policy, and every error that no code caught, fails the test when the
/// visit ends.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly string[] s_refusals = ["Content Security Policy", "TrustedHTML", "TrustedScript"];

    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    private Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => Add(error);
        page.Console += (_, message) =>
        {
            if (s_refusals.Any(r => message.Text.Contains(r, StringComparison.Ordinal))) Add(message.Text);
        };
    }

    public IPage Page { get; }

    public static async Task<Visit> BeginAsync(Chromium chromium, Uri server, string path, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = server.ToString();
        var context = await chromium.ContextAsync(options);
        context.SetDefaultTimeout(20_000);
        var visit = new Visit(context, await context.NewPageAsync());
        await visit.Page.GotoAsync(path);
        return visit;
    }

    /// <summary>A picture for the documentation, where STVG_SCREENSHOTS names a folder.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("STVG_SCREENSHOTS") is not { Length: > 0 } folder) return;
        var path = Path.Combine(folder, name + ".jpg");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, Type = ScreenshotType.Jpeg, Quality = 82 });
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        lock (_faults) Assert.Empty(_faults);
    }

    private void Add(string fault)
    {
        lock (_faults) _faults.Add(fault);
    }
}
