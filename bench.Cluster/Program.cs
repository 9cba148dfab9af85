using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Stvg.Bench;
using Stvg.Bench.Cluster;
using Stvg.Core;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Storage;

// What grains cost beside one process: recorded detections of a real street, replayed by many cameras. The silos are in this process, their
// messages are serialised and copied as between machines; only the network card is missing.
//
//   dotnet run -c Release --project bench.Cluster -- DATA [SECONDS]

if (args.Length < 1 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench.Cluster -- DATA [SECONDS]   (DATA: the evaluation data's folder)");
    return 2;
}

const int Sentences = 200;
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 20;
var recording = Recording.Play(Path.Combine(args[0], "anchors", "pets-nanodet-det.txt"));
var parser = await Stvg.Embedded.Sentences.LoadParserAsync(Console.Error.WriteLine, default);
var queries = new List<StandingQuery>();
foreach (var text in StandingSentences.Make(Path.Combine(args[0], "queries", "vidstg-val.json"), 3 * Sentences, share: 0.1))
{
    if (queries.Count == Sentences) break;
    try
    {
        parser.Parse(text);
        queries.Add(new StandingQuery { Id = $"q{queries.Count}", Text = text });
    }
    catch (StvgException)
    {
        // Not understood at all; nobody can put it on watch.
    }
}

var writer = new UpdateWriter("street", 1);
var bytes = recording.Select(u => writer.Write(u).Content.Length).ToList();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{recording.Count} updates of {recording.Average(u => u.Live.Count):F1} objects; {queries.Count} standing queries; {bytes.Skip(1).Average():F0} bytes per update across silos, {writer.WriteWhole().Content.Length} whole"));
Console.WriteLine("where      silos  cameras  rate/s  updates/s  queries/s  CPU us/update  CPU % per camera at 5/s  alerts  frame to alert p50 ms   p99 ms  late ms");
// Which: process, or a number of silos, and how many cameras.
var which = args.Length > 2
    ? args[2..].Select(a => a.Split('x')).Select(a => (Silos: int.Parse(a[0], CultureInfo.InvariantCulture), Cameras: int.Parse(a[1], CultureInfo.InvariantCulture))).ToArray()
    : [(0, 20), (0, 100), (0, 300), (1, 20), (1, 100), (1, 300), (2, 100), (2, 300), (3, 100), (3, 300)];
foreach (var (silos, cameras) in which) await (silos == 0 ? InProcessAsync(cameras, 5) : ClusterAsync(silos, cameras, 5));
return 0;

async Task InProcessAsync(int cameras, double rate)
{
    var folder = Directory.CreateTempSubdirectory("stvg bench ").FullName;
    await using var archive = await Archive.OpenAsync(Path.Combine(folder, "stvg.db"), default);
    var epoch = DateTimeOffset.UtcNow.AddSeconds(1);
    var machine = new StandingQueries();
    foreach (var query in queries) machine.Put(query, parser.Parse(query.Text));
    var desk = new Desk(machine, archive);
    var runners = new ReplayRunners(recording, rate);
    var running = Enumerable.Range(0, cameras).Select(i => runners.Start(Camera(i, epoch), null!, desk, "")).ToList();
    await MeasureAsync("process", 0, cameras, rate, runners, archive);
    foreach (var runner in running) await runner.DisposeAsync();
    await desk.DisposeAsync();
    Directory.Delete(folder, recursive: true);
}

async Task ClusterAsync(int silos, int cameras, double rate)
{
    var folder = Directory.CreateTempSubdirectory("stvg bench ").FullName;
    var archive = await Archive.OpenAsync(Path.Combine(folder, "stvg.db"), default);
    var epoch = DateTimeOffset.UtcNow.AddSeconds(1);
    foreach (var query in queries) await archive.AddQueryAsync(query, default);
    var runners = new ReplayRunners(recording, rate);
    var builder = new InProcessTestClusterBuilder((short)silos);
    builder.Options.ConfigureFileLogging = false;
    builder.ConfigureSilo((options, silo) =>
    {
        var parts = new SiloParts(
            new SiloOptions { Name = options.SiloName, Server = new ServerOptions { DataFolder = folder, WebhookBody = static _ => [] } }, archive, parser, null);
        silo.AddGrains(parts);
        silo.AddMemoryGrainStorage(ClusterNames.Storage);
        silo.UseInMemoryReminderService();
        silo.Services.AddSingleton<ICameraRunners>(runners);
        silo.Services.AddSiloServices(parts.Options);
    });
    await using (var cluster = builder.Build())
    {
        await cluster.DeployAsync();
        await Parallel.ForAsync(0, cameras, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ct) =>
        {
            await archive.AddCameraAsync(Camera(i, epoch), ct);
            await cluster.Client.GetGrain<ICameraGrain>($"street-{i}").WatchAsync();
        });
        await MeasureAsync("cluster", silos, cameras, rate, runners, archive);
    }

    await archive.DisposeAsync();
    Directory.Delete(folder, recursive: true);
}

async Task MeasureAsync(string where, int silos, int cameras, double rate, ReplayRunners runners, IArchive archive)
{
    // The first seconds are for the compiler.
    runners.Begin.SetResult();
    await Task.Delay(TimeSpan.FromSeconds(5));
    var (cpu, posted, began) = (Process.GetCurrentProcess().TotalProcessorTime, Interlocked.Read(ref runners.Posted), Stopwatch.GetTimestamp());
    runners.Late = 0;
    await Task.Delay(TimeSpan.FromSeconds(seconds));
    var updates = Interlocked.Read(ref runners.Posted) - posted;
    var (used, wall) = ((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds, Stopwatch.GetElapsedTime(began).TotalSeconds);
    await runners.End.CancelAsync();
    var alerts = await archive.AlertChangesAsync(0, default, 100_000, default);
    // At five a second frames come when their numbers say.
    var delays = rate == Recording.Fps
        ? alerts.Where(a => a.Alert.State == AlertState.Opened).Select(a => (a.WrittenAt - a.Alert.OpenedAt).TotalMilliseconds).Order().ToList() : [];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{where,-9}  {silos,5}  {cameras,7}  {rate,6:0.##}  {updates / wall,9:F0}  {updates / wall * queries.Count,9:F0}  {used / updates * 1e6,13:F0}  {used / updates * 5 * 100,23:F2}  {alerts.Count,6}  {At(delays, 0.5),22:F0}  {At(delays, 0.99),7:F0}  {runners.Late / 1e4,7:F0}"));
}

static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

static CameraRecord Camera(int i, DateTimeOffset epoch) => new()
{
    Settings = new CameraSettings { Id = $"street-{i}", Source = "/dev/video0", Recording = false }, AddedAt = epoch,
};

/// <summary>One thread of standing queries, as one process has it.</summary>
internal sealed class Desk : IUpdateSink, IAsyncDisposable
{
    private readonly System.Threading.Channels.Channel<CameraUpdate> _inbox = System.Threading.Channels.Channel.CreateBounded<CameraUpdate>(256);
    private readonly Task _running;

    public Desk(StandingQueries queries, IArchive archive) => _running = Task.Run(async () =>
    {
        var writes = new List<AlertWrite>();
        while (await _inbox.Reader.WaitToReadAsync())
        {
            writes.Clear();
            for (var i = 0; i < 64 && _inbox.Reader.TryRead(out var update); i++)
                writes.AddRange(queries.Update(update).Select(a => new AlertWrite(a, a.Tube.Query, null)));
            if (writes.Count > 0) await archive.WriteAlertsAsync(writes, DateTimeOffset.UtcNow, CancellationToken.None);
        }
    });

    public ValueTask PostAsync(CameraUpdate update, CancellationToken ct) => _inbox.Writer.WriteAsync(update, ct);

    public Task DrainAsync(CancellationToken ct) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _inbox.Writer.Complete();
        await _running;
    }
}
