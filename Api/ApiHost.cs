using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stvg.Api.Hosting;
using Stvg.Core;
using Stvg.Core.Services;

namespace Stvg.Api;

/// <summary>Starts the HTTP API.</summary>
public static class ApiHost
{
    /// <summary>Builds, binds and starts the server. The service stays the caller's: it has to outlive the server.</summary>
    /// <param name="service">What answers.</param>
    /// <param name="options">Where it listens, whom it lets in, how much it takes.</param>
    /// <param name="loggers">Where it logs to; null: nowhere.</param>
    /// <param name="ct">Cancels starting; the server is stopped by <see cref="ApiServer.StopAsync"/>.</param>
    /// <exception cref="StvgException">
    /// An option makes no sense, an address cannot be listened on, or keys are required (as they are outside loopback) and there is none.
    /// </exception>
    public static async Task<ApiServer> StartAsync(
        IGroundingService service, ApiOptions options, ILoggerFactory? loggers, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.KeysRequired && (await service.System.KeysAsync(ct)).Count == 0)
        {
            throw new StvgException(
                $"{string.Join(", ", options.Urls)}: this server would need keys and there is none; "
                + "make one first with 'stvg serve --init-key NAME'");
        }

        var app = ApiApplication.Build(service, options, loggers ?? NullLoggerFactory.Instance);
        try
        {
            await app.StartAsync(ct);
            var server = new ApiServer(app);
            app.Services.GetRequiredService<ILogger<ApiServer>>().Listening(
                string.Join(", ", server.Addresses),
                options.KeysRequired ? "keys are required" : "no keys are required, for it is only reached from this machine");
            return server;
        }
        catch (Exception error)
        {
            await app.DisposeAsync();
            // "Failed to bind to address …: address already in use.", "Permission denied" and the like.
            if (error is IOException or System.Net.Sockets.SocketException)
                throw new StvgException($"cannot listen on {string.Join(", ", options.Urls)}: {error.Message}", error);
            throw;
        }
    }
}
