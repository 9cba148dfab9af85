using Microsoft.AspNetCore.Builder;

namespace Stvg.Api;

/// <summary>The API while it runs.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    internal ApiServer(WebApplication app) => (_app, Addresses) = (app, [.. app.Urls]);

    /// <summary>Where it listens; a port that was given as 0 is the real one here.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>
    /// Takes no more requests, ends alert streams, and waits for the others as long as the options say; then they are cut off. Doing it
    /// again does nothing.
    /// </summary>
    public Task StopAsync(CancellationToken ct) => _app.StopAsync(ct);

    /// <summary>Stops it and gives everything back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
