using System.Diagnostics;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Rendering;

namespace Stvg.Video.Tests.Rendering;

public sealed class OutputTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<string> FailsAsync(string output, string? clip = null)
    {
        clip ??= await clips.ColourAsync("a.mkv", "black", "64x48", 3);
        var (info, times, _) = await Clips.ReadAllAsync(clip);
        var error = await Assert.ThrowsAsync<StvgException>(() =>
            TubeRenderer.RenderAsync(info, times, [RenderTests.Tube(0, [new Box(1, 1, 9, 9)])], output, null, Ct));
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named() =>
        Assert.Contains("there is no folder", await FailsAsync(Path.Combine(clips.Folder, "no", "where.mp4")), StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_is_no_file() => Assert.Contains("is a folder", await FailsAsync(clips.Folder), StringComparison.Ordinal);

    [Fact]
    public async Task A_device_is_never_replaced() =>
        Assert.Contains("not a place for files", await FailsAsync("/dev/null"), StringComparison.Ordinal);

    [Fact]
    public async Task The_video_itself_is_never_replaced_by_any_name()
    {
        var clip = await clips.ColourAsync("a.mkv", "black", "64x48", 3);
        var before = await File.ReadAllBytesAsync(clip, Ct);
        var link = clips.NewPath("link.mkv");
        File.CreateSymbolicLink(link, clip);
        var folder = Path.Combine(clips.Folder, Guid.NewGuid().ToString("N"));
        Directory.CreateSymbolicLink(folder, Path.GetDirectoryName(clip)!);
        var parent = Path.GetDirectoryName(clip)!;
        foreach (var name in new[] { clip, link, Path.Combine(folder, "a.mkv"), Path.Combine(parent, ".", "..", Path.GetFileName(parent), "a.mkv") })
            Assert.Contains("is the video itself", await FailsAsync(name, clip), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(clip, Ct));
    }

    [Fact]
    public async Task An_older_file_is_replaced_and_through_a_link_the_one_that_it_names()
    {
        var (info, times, _) = await Clips.ReadAllAsync(await clips.ColourAsync("a.mkv", "black", "64x48", 3));
        var (target, link) = (clips.NewPath("old.mp4"), clips.NewPath("link.mp4"));
        await File.WriteAllTextAsync(target, "old", Ct);
        File.CreateSymbolicLink(link, target);
        await TubeRenderer.RenderAsync(info, times, [], link, null, Ct);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(3, (await Clips.ReadAllAsync(target)).Times.Count);
    }

    [Fact]
    public async Task A_folder_without_permission_is_said_to_be_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "needs a user whom permissions bind");
        var path = clips.NewPath("out.mp4");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("no permission", await FailsAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_said_to_be_full_and_nothing_is_left()
    {
        var folder = Directory.CreateDirectory(Path.Combine(clips.Folder, Guid.NewGuid().ToString("N"))).FullName;
        var mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
            && await ExitAsync("mount", "-t", "tmpfs", "-o", "size=16k", "stvg-test", folder) == 0;
        Assert.SkipUnless(mounted, "needs to mount a tiny file system");
        try
        {
            var clip = await clips.TestPictureAsync("a.mkv", "320x240", 30, "-c:v", "ffv1");
            Assert.Contains("no space is left on its disk", await FailsAsync(Path.Combine(folder, "out.mp4"), clip), StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            await ExitAsync("umount", folder);
        }
    }

    [Fact]
    public async Task Cancelling_leaves_nothing()
    {
        var (info, times, _) = await Clips.ReadAllAsync(await clips.TestPictureAsync("a.mkv", "640x480", 200, "-c:v", "mjpeg"));
        var output = clips.NewPath("out.mp4");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var progress = new Now(share => { if (share < 1) cancel.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            TubeRenderer.RenderAsync(info, times, [RenderTests.Tube(0, [new Box(1, 1, 9, 9)])], output, progress, cancel.Token));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(output)!));
    }

    [Fact]
    public async Task Progress_ends_at_one_and_never_runs_back()
    {
        var (info, times, _) = await Clips.ReadAllAsync(await clips.ColourAsync("a.mkv", "black", "64x48", 30));
        var shares = new List<double>();
        await TubeRenderer.RenderAsync(info, times, [], clips.NewPath("out.mp4"), new Now(shares.Add), Ct);
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
    }

    [Fact]
    public async Task A_picture_of_another_kind_is_refused()
    {
        var (info, times, _) = await Clips.ReadAllAsync(await clips.ColourAsync("a.mkv", "black", "64x48", 3));
        var error = await Assert.ThrowsAsync<StvgException>(() => TubeRenderer.SnapshotAsync(info, times, [], 0, clips.NewPath("a.gif"), Ct));
        Assert.Contains(".png or .jpg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_finished_is_removed()
    {
        var path = clips.NewPath("out.mp4");
        using (var output = OutputFile.Create(path, "/somewhere/else.mp4"))
        {
            Assert.True(File.Exists(output.Temporary));
            Assert.Equal(Path.GetDirectoryName(path), Path.GetDirectoryName(output.Temporary));
        }
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    private static async Task<int> ExitAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return process.ExitCode;
    }

    /// <summary>Reports at once, on the reporting thread.</summary>
    private sealed class Now(Action<double> action) : IProgress<double>
    {
        public void Report(double value) => action(value);
    }
}
