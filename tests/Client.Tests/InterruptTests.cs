using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stvg.Client.Tests;

/// <summary>Ctrl-C at any time: ends soon, leaves no child process and no half-written file.</summary>
public sealed partial class InterruptTests(Clips clips) : IClassFixture<Clips>
{
    private const int Interrupt = 2, Terminate = 15;

    [Theory]
    [InlineData(Interrupt, 100)]
    [InlineData(Interrupt, 400)]
    [InlineData(Interrupt, 900)]
    [InlineData(Interrupt, 1800)]
    [InlineData(Terminate, 1200)]
    public async Task It_stops_while_watching(int signal, int afterMilliseconds)
    {
        var clip = LongClip();
        var folder = Directory.CreateDirectory(clips.PathOf($"out {signal} {afterMilliseconds}")).FullName;
        await AssertStopsAsync(signal, afterMilliseconds, folder, "track", clip, "--out", Path.Combine(folder, "tracks.txt"));
    }

    [Fact]
    public async Task It_stops_while_rendering()
    {
        // Few frames to watch and very many pixels to encode.
        var clip = clips.Make("large.mp4", "testsrc2=s=1920x1080:r=25", "12", "-c:v", "libx264", "-preset", "ultrafast");
        var folder = Directory.CreateDirectory(clips.PathOf("rendered")).FullName;
        using var process = CommandLine.Start("ground", clip, "a person", "--threshold", "0", "--render", Path.Combine(folder, "out.mp4"));
        // The rendering has begun when something appears beside the output.
        using var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
        var begun = new TaskCompletionSource();
        watcher.Created += (_, e) =>
        {
            if (e.FullPath.EndsWith(".partial", StringComparison.Ordinal)) begun.TrySetResult();
        };
        await Task.WhenAny(begun.Task, process.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.True(begun.Task.IsCompleted, "the program ended before it rendered");
        await AssertStopsAsync(process, Interrupt, folder);
    }

    private static async Task AssertStopsAsync(int signal, int afterMilliseconds, string folder, params string[] args)
    {
        using var process = CommandLine.Start(args);
        // Not to synchronise: the point is to interrupt at different moments, whatever is going on.
        await Task.WhenAny(Task.Delay(afterMilliseconds), process.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.False(process.HasExited, "the clip is too short for this test");
        await AssertStopsAsync(process, signal, folder);
    }

    private static async Task AssertStopsAsync(Process process, int signal, string folder)
    {
        var children = Children(process.Id);
        Assert.Equal(0, kill(process.Id, signal));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10)); // the promise is one second; the rest is for a busy machine
        await process.WaitForExitAsync(limit.Token);

        // Killed before the program has set up anything, the runtime itself ends it with 128 + signal.
        Assert.Contains(process.ExitCode, new[] { 130, 128 + signal });
        Assert.DoesNotContain("   at ", await process.StandardError.ReadToEndAsync(limit.Token));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Assert.All(children, child => Assert.False(IsFfmpeg(child), $"child {child} still runs"));
    }

    private string LongClip() => clips.Make("long.mp4", "testsrc2=s=640x360:r=25", "120", "-c:v", "libx264", "-preset", "ultrafast");

    private static List<int> Children(int parent) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Select(n => int.Parse(n!)).Where(id => ParentOf(id) == parent)];

    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // it ended while we looked
        }
    }

    private static bool IsFfmpeg(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/comm").StartsWith("ffmpeg", StringComparison.Ordinal)
                && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);
}
