using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stvg.Grains.Hosting;

namespace Stvg.Silo;

/// <summary>Health of a silo without the API, for whoever starts and stops it.</summary>
internal sealed class HealthServer : IAsyncDisposable
{
    private readonly WebApplication? _app;

    private HealthServer(WebApplication? app) => _app = app;

    public static async Task<HealthServer> StartAsync(string? url, IServiceProvider silo, CancellationToken ct)
    {
        if (url is null) return new HealthServer(null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        // Alive says nothing of others: a silo that cannot reach its database is not mended by a restart.
        app.MapGet("/health/live", () => Results.Text("alive"));
        app.MapGet("/health/ready", async (CancellationToken aborted) => await NotReadyAsync(silo, aborted) is { } reason
            ? Results.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Text("ready"));
        await app.StartAsync(ct);
        return new HealthServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private static async Task<string?> NotReadyAsync(IServiceProvider silo, CancellationToken ct)
    {
        var parts = silo.GetRequiredService<SiloParts>();
        if (parts.IsLeaving) return "leaving";
        var oracle = silo.GetRequiredService<ISiloStatusOracle>();
        if (oracle.CurrentStatus != SiloStatus.Active) return $"silo is {oracle.CurrentStatus}";
        return await parts.Archive.CheckAsync(ct);
    }
}
