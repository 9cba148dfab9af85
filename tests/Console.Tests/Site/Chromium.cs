using Microsoft.Playwright;

namespace Stvg.Console.Tests.Site;

/// <summary>One real Chromium for all tests; each test has a context of its own. Skips the test where none is installed.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] s_arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A fresh profile, as a visitor has it.</summary>
    public async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions? options = null)
    {
        _browser ??= await LaunchAsync();
        options ??= new BrowserNewContextOptions();
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "Europe/Berlin";
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 800 };
        return await _browser.NewContextAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        var program = Find();
        Assert.SkipWhen(program is null, "needs Chromium: install the package 'chromium', or name the program in STVG_CHROMIUM");
        _playwright = await Playwright.CreateAsync();
        string[] more = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : []; // Chromium has no sandbox for root
        var options = new BrowserTypeLaunchOptions { ExecutablePath = program, Args = [.. s_arguments, .. more], Headless = true };
        return await _playwright.Chromium.LaunchAsync(options);
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("STVG_CHROMIUM");
        if (!string.IsNullOrEmpty(named)) return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return s_names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
