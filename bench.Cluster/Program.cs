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

// What grains cost beside one process. Silos are in this process; their messages are serialised and copied as between machines, only the
// network card is missing.
//
//   dotnet run -c Release --project bench.Cluster -- DATA [engine|scale] [SECONDS] [SILOS] [CAMERAS]
//
// engine: 100 cameras track what a detector found on a real street, 5 frames a second each; grains beside the engine of one process.
// scale:  100 to 2,000 cameras tell what was tracked once for all. Two cores cannot take 2,000 cameras at 5 frames a second, so all rows
//         have 500 frames a second in sum: the more cameras, the slower time goes, for cameras and for everything periodic alike. All rows
//         measure the same frames of every camera (SECONDS · 5), since what an update costs depends on what happens in it. Managed memory is
//         told for each camera: that watches and has seen nothing yet (idle), and with a past of eight seconds and those (running).
//         SILOS, CAMERAS: only the rows of so many (0 silos: one process). The first row pays for the compiler; the last repeats it.

if (args.Length < 1 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine(
        "usage: dotnet run -c Release --project bench.Cluster -- DATA [engine|scale] [SECONDS] [SILOS] [CAMERAS]   (DATA: the evaluation data's folder)");
    return 2;
}

const int Sentences = 200;
const double Most = 500, WarmUp = 800;
var what = args.Length > 1 ? args[1] : "";
var seconds = args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 20;
var only = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : (int?)null;
var onlyCameras = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : (int?)null;
var recording = await Recording.ReadAsync(args[0]);
var parser = await Stvg.Embedded.Sentences.LoadParserAsync(Console.Error.WriteLine, default);
var queries = new List<StandingQuery>();
foreach (var text in StandingSentences.Make(Path.Combine(args[0], "queries", "vidstg-val.json"), 3 * Sentences, share: 0.05))
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
var bytes = recording.Updates.Select(u => writer.Write(u).Content.Length).ToList();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{recording.Count} frames of {recording.Updates.Average(u => u.Live.Count):F1} objects; {queries.Count} standing queries; {bytes.Skip(1).Average():F0} bytes per update across silos, {writer.WriteWhole().Content.Length} whole"));
if (what is "" or "engine")
{
    Table("cameras that track");
    foreach (var silos in new[] { 0, 1, 2, 3, 0, 1 })
        if ((only ?? silos) == silos) await RunAsync(silos, 100, tracks: true);
}

if (what is "" or "scale")
{
    Table("cameras that tell what was tracked");
    foreach (var (silos, cameras) in new[] { (0, 100), (0, 2000), (1, 100), (1, 500), (1, 1000), (1, 2000), (1, 100), (3, 100), (3, 500), (3, 1000), (3, 2000) })
        if ((only ?? silos) == silos && (onlyCameras ?? cameras) == cameras) await RunAsync(silos, cameras, tracks: false);
}

return 0;

static void Table(string title) => Console.WriteLine(
    $"\n{title}\nwhere    silos  cameras  frames/s  queries/s  CPU us/frame  CPU % per camera at 5/s  KB per camera: idle  running  alerts/s  frame to alert p50 ms   p99 ms  late ms");

Task RunAsync(int silos, int cameras, bool tracks)
{
    var rate = Math.Min(Recording.Fps, Most / cameras);
    var runners = new ReplayRunners(recording, rate, Math.Max(rate, WarmUp / cameras), tracks);
    return silos == 0 ? InProcessAsync(cameras, runners) : ClusterAsync(silos, cameras, runners);
}

async Task InProcessAsync(int cameras, ReplayRunners runners)
{
    var folder = Directory.CreateTempSubdirectory("stvg bench ").FullName;
    await using var archive = await Archive.OpenAsync(Path.Combine(folder, "stvg.db"), default);
    var machine = new StandingQueries();
    foreach (var query in queries) machine.Put(query, parser.Parse(query.Text));
    var desk = new Desk(machine, archive);
    var empty = GC.GetTotalMemory(true);
    var running = Enumerable.Range(0, cameras).Select(i => runners.Start(Camera(i), null!, desk, "", Task.FromResult<CameraUpdate?>(null))).ToList();
    await MeasureAsync(0, cameras, runners, archive, empty);
    foreach (var runner in running) await runner.DisposeAsync();
    await desk.DisposeAsync();
    Directory.Delete(folder, recursive: true);
}

async Task ClusterAsync(int silos, int cameras, ReplayRunners runners)
{
    var folder = Directory.CreateTempSubdirectory("stvg bench ").FullName;
    var archive = await Archive.OpenAsync(Path.Combine(folder, "stvg.db"), default);
    foreach (var query in queries) await archive.AddQueryAsync(query, default);
    var slower = Recording.Fps / runners.Rate;
    var builder = new InProcessTestClusterBuilder((short)silos);
    builder.Options.ConfigureFileLogging = false;
    builder.ConfigureSilo((options, silo) =>
    {
        var defaults = new SiloOptions { Name = options.SiloName, Server = new ServerOptions { DataFolder = folder, WebhookBody = static _ => [] } };
        var parts = new SiloParts(
            defaults with { ReportEvery = defaults.ReportEvery * slower, RememberEvery = defaults.RememberEvery * slower }, archive, parser, null);
        silo.AddGrains(parts);
        silo.AddMemoryGrainStorage(ClusterNames.Storage);
        silo.UseInMemoryReminderService();
        silo.Services.AddSingleton<ICameraRunners>(runners);
        silo.Services.AddSiloServices(parts.Options);
    });
    await using (var cluster = builder.Build())
    {
        await cluster.DeployAsync();
        var empty = GC.GetTotalMemory(true);
        await Parallel.ForAsync(0, cameras, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ct) =>
        {
            await archive.AddCameraAsync(Camera(i), ct);
            await cluster.Client.GetGrain<ICameraGrain>($"street-{i}").WatchAsync();
        });
        await MeasureAsync(silos, cameras, runners, archive, empty);
    }

    await archive.DisposeAsync();
    Directory.Delete(folder, recursive: true);
}

async Task MeasureAsync(int silos, int cameras, ReplayRunners runners, IArchive archive, long empty)
{
    var idle = GC.GetTotalMemory(true) - empty;
    // The first seconds are for the compiler, too. So many frames later in every row: which alerts open is a question of the frames.
    runners.Begin.SetResult();
    await Task.Delay(TimeSpan.FromSeconds(runners.WarmUpSeconds + (2 * Recording.Fps / runners.Rate)));
    var (cpu, posted, began) = (Process.GetCurrentProcess().TotalProcessorTime, Interlocked.Read(ref runners.Posted), Stopwatch.GetTimestamp());
    var first = await archive.LatestAlertChangeAsync(default);
    runners.Late = 0;
    // Slower time takes longer to show the same.
    await Task.Delay(TimeSpan.FromSeconds(seconds * Recording.Fps / runners.Rate));
    var frames = Interlocked.Read(ref runners.Posted) - posted;
    var (used, wall) = ((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds, Stopwatch.GetElapsedTime(began).TotalSeconds);
    var filled = GC.GetTotalMemory(true) - empty;
    await runners.End.CancelAsync();
    var alerts = await archive.AlertChangesAsync(first, default, 100_000, default);
    // Only at full speed do frames come when their numbers say.
    var delays = runners.Rate == Recording.Fps
        ? alerts.Where(a => a.Alert.State == AlertState.Opened).Select(a => (a.WrittenAt - a.Alert.OpenedAt).TotalMilliseconds).Order().ToList() : [];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{(silos == 0 ? "process" : "cluster"),-7}  {silos,5}  {cameras,7}  {frames / wall,8:F0}  {frames / wall * queries.Count,9:F0}  {used / frames * 1e6,12:F0}  {used / frames * Recording.Fps * 100,23:F2}  {idle / 1024.0 / cameras,20:F0}  {filled / 1024.0 / cameras,7:F0}  {alerts.Count / wall,8:F0}  {At(delays, 0.5),22:F0}  {At(delays, 0.99),7:F0}  {runners.Late / 1e4,7:F0}"));
}

static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

static CameraRecord Camera(int i) => new()
{
    Settings = new CameraSettings { Id = $"street-{i}", Source = "/dev/video0", Recording = false }, AddedAt = DateTimeOffset.UtcNow,
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
