using Stvg.Live.Tests;
using Stvg.Tests;

namespace Stvg.Console.Tests.Site;

/// <summary>
/// A server with something in it, for tests that do not change much: a camera that has watched its clip to the end with sentences on watch,
/// and one that goes on. Started by the first test that needs it.
/// </summary>
public sealed class Town : IAsyncLifetime
{
    public const string Watched = "town";
    public const string Running = "road";
    public const string Sentence = "a person walking to the left";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("stvg console ").FullName;
    private ServerProcess? _server;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal async Task<ServerProcess> ServerAsync()
    {
        if (_server is not null) return _server;
        var clip = TestData.Path("video/pets09-s2l1.avi");
        var server = await ServerProcess.StartAsync(Path.Combine(_folder, "data"));
        await server.PostAsync("/api/queries", new { id = "left", text = Sentence, cooldown = 5 });
        await server.PostAsync("/api/queries", new { id = "red", text = "a woman in a red jacket walking from right to left" });
        await server.PostAsync("/api/cameras", new { id = Watched, name = "Town square", source = clip, pace = "fast" });
        await server.UntilAsync(Watched, s_limit, "ended");
        var road = TestData.Path("video/car-detection.mp4");
        await server.PostAsync("/api/cameras", new { id = Running, name = "Road", source = road, loop = true, recording = false });
        await server.UntilAsync(Running, s_limit, "running");
        return _server = server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
