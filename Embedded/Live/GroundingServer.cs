using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Embedded.Learning;
using Stvg.Embedded.Live.Verification;
using Stvg.Models.Catalogue;
using Stvg.Models.Inference;
using Stvg.Models.Judging;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>
/// Many cameras, standing queries, alerts and search in one process: plain tasks and channels around the state machines of Core.
/// </summary>
/// <example>
/// <code>
/// await using var server = await GroundingServer.StartAsync(new ServerOptions { DataFolder = "data", WebhookBody = Body }, loggers, ct);
/// await server.Cameras.AddAsync(new CameraSettings { Id = "gate", Source = "rtsp://10.0.0.7/stream1" }, ct);
/// await server.Queries.AddAsync(new StandingQuery { Id = "red", Text = "a person in a red jacket who stops" }, ct);
/// await foreach (var change in server.Alerts.StreamAsync(0, default, ct)) Console.WriteLine(change.Alert.State);
/// </code>
/// </example>
public sealed class GroundingServer : IGroundingService, IAsyncDisposable
{
    private readonly IArchive _archive;
    private readonly InferenceWorker _worker;
    private readonly QueryDesk _desk;
    private readonly CameraService _cameras;
    private readonly QueryService _queries;
    private readonly TubeService _tubes;
    private readonly ClipService _clips;
    private readonly ClipCache _watched;
    private readonly LivePictures _pictures;
    private readonly WebhookCaller? _webhooks;
    private readonly Retention? _retention;
    private readonly IDisposable _gauges;
    private readonly OpenAiJudge? _judge;
    private readonly CameraPoses _poses;
    private readonly FileStream _lock;

    private GroundingServer(
        ServerOptions options, FileStream folderLock, IArchive archive, ModelEntry detector, Core.Queries.QueryParser parser,
            JudgeSettings? judge, ILogger log)
    {
        (_lock, _archive) = (folderLock, archive);
        var time = options.Time;
        var feed = new AlertFeed(archive, time);
        var grounder = new CurrentGrounder(options.DataFolder, log);
        var search = new TubeSearch(archive, parser.Parse, learned: grounder.Get);
        var policy = new SourcePolicy(options.MediaFolders, options.AllowPipelines);
        _worker = new InferenceWorker(options.Inference);
        _poses = new CameraPoses(options);
        _judge = judge is null ? null : new OpenAiJudge(judge, time);
        var album = judge?.Verify is null ? null : new FrameAlbum(judge.PictureSide);
        var verifier = album is null ? null : new JudgeVerifier(_judge!, judge!, album, time);
        var asked = judge is null ? null : new JudgedAnswers(_judge!, judge, archive, options.RecordingsFolder, time);
        _desk = new QueryDesk(archive, feed, time, log, verifier);
        _pictures = new LivePictures(time);
        var context = new CameraContext(options, new PlainCameraArchive(archive), _worker, detector, _desk, policy, log)
        {
            Album = album, Pictures = _pictures, Poses = _poses,
        };
        _cameras = new CameraService(context, archive, _desk);
        _queries = new QueryService(archive, _desk, parser, time);
        _watched = new ClipCache(options);
        _tubes = new TubeService(archive, search, new TubeCurveFinder(search, _watched, parser), options, asked);
        _clips = new ClipService(archive, search, _watched, parser, policy, options, asked, grounder);
        if (!options.Paused) (_webhooks, _retention) = (new WebhookCaller(archive, feed, options, log), new Retention(options, archive, log));
        Alerts = new AlertService(archive, feed, time);
        var report = new StatusReport(archive, options, () => _desk.Trouble,
            _ => Task.FromResult<(ImmutableArray<DeviceStatus>, ImmutableArray<SiloView>)>(
                ([StatusReport.Of(_worker.Statistics, options.Inference)], [])),
            grounder);
        System = new SystemService(archive, report, time);
        _gauges = ServerMetrics.Observe(
            () => _cameras.Phases.GroupBy(p => p).Select(g => new Measurement<int>(g.Count(), new KeyValuePair<string, object?>("phase", Name(g.Key)))),
            () => _queries.Count, () => _desk.Waiting);
    }

    /// <inheritdoc/>
    public ICameraService Cameras => _cameras;

    /// <inheritdoc/>
    public IQueryService Queries => _queries;

    /// <inheritdoc/>
    public IAlertService Alerts { get; }

    /// <inheritdoc/>
    public ITubeService Tubes => _tubes;

    /// <inheritdoc/>
    public IClipService Clips => _clips;

    /// <inheritdoc/>
    public ISystemService System { get; }

    /// <summary>Opens the archive, goes on with the cameras and queries it knows, and closes alerts that an earlier run left open.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="ct">Ends the start; nothing stays running.</param>
    /// <exception cref="StvgException">The folder, the database or the model cannot be used; one line says why.</exception>
    public static async Task<GroundingServer> StartAsync(ServerOptions options, ILoggerFactory loggers, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        var judge = options.Judge is null ? null : JudgeSettings.ReadFile(options.Judge);
        var folderLock = DataFolder.Lock(options.DataFolder);
        IArchive? archive = null;
        GroundingServer? server = null;
        try
        {
            archive = await Archive.OpenAsync(options.ArchiveConnection, ct).ConfigureAwait(false);
            var detector = await ModelFiles.DetectorAsync(new ClipOptions { Detector = options.Detector, Notify = options.Notify }, ct).ConfigureAwait(false);
            var parser = await Sentences.LoadParserAsync(options.Notify, ct).ConfigureAwait(false);
            server = new GroundingServer(options, folderLock, archive, detector, parser, judge, loggers.CreateLogger("Stvg.Server"));
            if (options.Paused) return server;
            await server._poses.TakeAsync(ct).ConfigureAwait(false); // what is missing is missed now, not by the first camera
            await server.RestoreAsync(options.Time.GetUtcNow(), ct).ConfigureAwait(false);
            await server._cameras.StartAsync(ct).ConfigureAwait(false);
            return server;
        }
        catch
        {
            if (server is not null) await server.DisposeAsync().ConfigureAwait(false);
            else
            {
                if (archive is not null) await archive.DisposeAsync().ConfigureAwait(false);
                await folderLock.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Stops the cameras, closes what is open, writes everything, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _cameras.DisposeAsync().ConfigureAwait(false);
        await _desk.DisposeAsync().ConfigureAwait(false);
        if (_webhooks is not null) await _webhooks.DisposeAsync().ConfigureAwait(false);
        if (_retention is not null) await _retention.DisposeAsync().ConfigureAwait(false);
        await _pictures.DisposeAsync().ConfigureAwait(false);
        await _watched.DisposeAsync().ConfigureAwait(false);
        await _worker.DisposeAsync().ConfigureAwait(false);
        _poses.Dispose();
        await _archive.DisposeAsync().ConfigureAwait(false);
        _judge?.Dispose();
        _gauges.Dispose();
        _queries.Dispose();
        _tubes.Dispose();
        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RestoreAsync(DateTimeOffset now, CancellationToken ct)
    {
        var cameras = await _archive.CamerasAsync(ct).ConfigureAwait(false);
        var (recent, closings) = await AlertRestoration.OfAsync(_archive, cameras, static _ => true, now, ct).ConfigureAwait(false);
        await _queries.StartAsync(ct).ConfigureAwait(false);
        await _desk.RestoreAsync(recent, closings, ct).ConfigureAwait(false);
    }

    private static string Name(CameraPhase phase) => phase switch
    {
        CameraPhase.Connecting => "connecting",
        CameraPhase.Running => "running",
        CameraPhase.Ended => "ended",
        _ => "failed",
    };
}
