using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Logging;
using Stvg.Api;
using Stvg.Core.Services;
using Stvg.Embedded.Live;

namespace Stvg.Client.Serving;

/// <summary>Puts a server together: the engine behind its port, and the HTTP API in front of it.</summary>
internal static class ServerProgram
{
    /// <summary>Runs until cancelled, then stops in order: first the door, then the cameras, then the archive.</summary>
    public static async Task RunAsync(ServeOptions options, CancellationToken ct)
    {
        using var loggers = Loggers(options);
        using var telemetry = Telemetry.Start(options.OtlpEndpoint, "orleans-stvg");
        await using var server = await GroundingServer.StartAsync(EngineOptions(options), loggers, ct);
        await using var api = await ApiHost.StartAsync(server, new ApiOptions { Urls = options.Urls }, loggers, ct);
        foreach (var address in api.Addresses) Console.WriteLine($"listening on {address}");
        Console.WriteLine(OptionalRooms.Description);
        Console.WriteLine($"data in {options.DataFolder}; stop with Ctrl-C");
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("stvg: stopping ...");
        }
    }

    /// <summary>Makes an administrator's key without opening a door.</summary>
    public static async Task MakeKeyAsync(ServeOptions options, string name, CancellationToken ct)
    {
        using var loggers = Loggers(options);
        await using var server = await GroundingServer.StartAsync(EngineOptions(options) with { Paused = true }, loggers, ct);
        var (key, secret) = await server.System.AddKeyAsync(name, Role.Admin, ct);
        await Console.Error.WriteLineAsync($"stvg: key {key.Id} for {key.Name}, administrator; its secret is shown only now:");
        Console.WriteLine(secret);
    }

    private static ServerOptions EngineOptions(ServeOptions options) => new()
    {
        DataFolder = options.DataFolder,
        Archive = options.Archive,
        MediaFolders = options.MediaFolders,
        Detector = options.Detector,
        PosesPerSecond = options.PosesPerSecond,
        Recording = options.Recording,
        Video = new VideoRetention(options.KeepVideo, options.KeepVideoBytes),
        KeepData = options.KeepData,
        Judge = options.Judge,
        Vision = OptionalRooms.Vision,
        AllowPipelines = options.AllowPipelines,
        WebhookBody = WebhookBody.Of,
        Notify = message => Console.Error.WriteLine($"stvg: {message}"),
    };

    private static ILoggerFactory Loggers(ServeOptions options) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(options.LogLevel);
        // Standard output is for people and scripts; the log goes where errors go.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (options.LogJson) logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "O"));
        else logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
    });
}
