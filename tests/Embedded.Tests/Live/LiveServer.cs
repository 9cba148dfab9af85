using Microsoft.Extensions.Logging.Abstractions;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Tests;

namespace Stvg.Embedded.Tests.Live;

/// <summary>A server in this process with a folder of its own.</summary>
public sealed class LiveServer : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stvg server ");

    private LiveServer() { }

    public GroundingServer Server { get; private set; } = null!;

    public string DataFolder => _folder.FullName;

    /// <summary>Folders whose files may be watched, beside the evaluation data.</summary>
    public string[] Media { get; init; } = [];

    public static async Task<LiveServer> StartAsync(Func<ServerOptions, ServerOptions>? change = null, params string[] media)
    {
        var server = new LiveServer { Media = media };
        await server.OpenAsync(change);
        return server;
    }

    /// <summary>Ends the server and starts another one on the same folder.</summary>
    public async Task RestartAsync(Func<ServerOptions, ServerOptions>? change = null)
    {
        await Server.DisposeAsync();
        await OpenAsync(change);
    }

    public Task<CameraView> WatchAsync(string id, string source, Func<CameraSettings, CameraSettings>? change = null)
    {
        var settings = new CameraSettings { Id = id, Source = source, Pace = Pace.Fast };
        return Server.Cameras.AddAsync(change?.Invoke(settings) ?? settings, Ct);
    }

    public Task<QueryView> AskAsync(string id, string text, Func<StandingQuery, StandingQuery>? change = null)
    {
        var query = new StandingQuery { Id = id, Text = text };
        return Server.Queries.AddAsync(change?.Invoke(query) ?? query, Ct);
    }

    public async Task<CameraView> UntilAsync(string camera, Func<CameraView, bool> holds, string what)
    {
        var end = DateTime.UtcNow + s_limit;
        while (true)
        {
            var view = await Server.Cameras.FindAsync(camera, Ct);
            Assert.NotNull(view);
            if (holds(view)) return view;
            Assert.True(DateTime.UtcNow < end, $"camera {camera}: not {what} within {s_limit}: {view.Status}");
            await Task.Delay(20, Ct);
        }
    }

    public Task<CameraView> UntilAsync(string camera, CameraPhase phase) => UntilAsync(camera, v => v.Status.Phase == phase, phase.ToString());

    public async Task<IReadOnlyList<AlertRecord>> ChangesAsync() => await Server.Alerts.ChangesAsync(0, default, 10_000, Ct);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task OpenAsync(Func<ServerOptions, ServerOptions>? change)
    {
        var options = new ServerOptions
        {
            DataFolder = _folder.FullName,
            MediaFolders = [TestData.Path("video"), .. Media],
            WebhookBody = record => System.Text.Encoding.UTF8.GetBytes($"{{\"id\":\"{record.Alert.Id}\",\"change\":{record.Alert.Change}}}"),
            ReconnectPause = TimeSpan.FromMilliseconds(100),
            LongestReconnectPause = TimeSpan.FromMilliseconds(500),
            WebhookPause = TimeSpan.FromMilliseconds(50),
            SegmentLength = TimeSpan.FromSeconds(2),
        };
        Server = await GroundingServer.StartAsync(change?.Invoke(options) ?? options, NullLoggerFactory.Instance, Ct);
    }
}
