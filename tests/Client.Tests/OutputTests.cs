using System.Runtime.InteropServices;

namespace Stvg.Client.Tests;

/// <summary>Where results go: completely or not at all, and refused before the work when it cannot be.</summary>
public sealed partial class OutputTests(Clips clips) : IClassFixture<Clips>
{
    private string Clip => clips.Make("clip.mp4", more: ["-c:v", "libx264", "-preset", "ultrafast"]);

    [Theory]
    [InlineData("no such folder/out.mp4")]
    [InlineData("")]
    public async Task An_output_that_cannot_be_written_is_refused(string name)
    {
        var outcome = await CommandLine.RunAsync("ground", Clip, "a person", "--render", Path.Combine(clips.Folder, name));
        CommandLine.AssertRefused(outcome, "cannot write");
    }

    [Theory]
    [InlineData("detect")]
    [InlineData("track")]
    public async Task Text_output_is_refused_before_the_work(string command)
    {
        var outcome = await CommandLine.RunAsync(command, Clip, "--out", clips.PathOf("missing/out.txt"));
        CommandLine.AssertRefused(outcome, "cannot write", "missing");
    }

    [Theory]
    [InlineData("detect")]
    [InlineData("track")]
    public async Task A_full_disk_is_one_line_and_leaves_nothing(string command)
    {
        using var disk = FullDisk.Create();
        // Nobody walks through the test picture; a hundred thousand detections of the file would not fit either.
        var detections = clips.PathOf("many.txt");
        await File.WriteAllLinesAsync(detections, Enumerable.Range(0, 4000).Select(i => $"{(i / 400) + 1},-1,{i % 20 * 15},{i / 20 % 20 * 12},14,11,0.9"), TestContext.Current.CancellationToken);
        string[] args = command == "detect"
            ? ["detect", Clip, "--min-score", "0", "--out", Path.Combine(disk.Folder, "out.txt")]
            : ["track", Clip, "--detections", detections, "--out", Path.Combine(disk.Folder, "out.txt")];
        CommandLine.AssertRefused(await CommandLine.RunAsync(args), "cannot write", "space");
        Assert.Equal([disk.Filler], Directory.GetFiles(disk.Folder));
    }

    [Fact]
    public async Task A_rendering_on_a_full_disk_is_one_line_and_leaves_nothing()
    {
        using var disk = FullDisk.Create();
        var outcome = await CommandLine.RunAsync("ground", Clip, "a person", "--json", "--render", Path.Combine(disk.Folder, "out.mp4"));
        Assert.Equal(2, outcome.Status);
        Assert.Contains("space", Assert.Single(outcome.ErrorLines), StringComparison.OrdinalIgnoreCase);
        Assert.Equal([disk.Filler], Directory.GetFiles(disk.Folder));
    }

    [Theory]
    [InlineData("answer.mp4", "h264")]
    [InlineData("answer.png", "png")]
    [InlineData("answer with spaces, ünïcode & 100%.mp4", "h264")]
    public async Task A_rendering_can_be_played_even_when_nothing_matches(string name, string codec)
    {
        var path = clips.PathOf(name);
        var outcome = await CommandLine.RunAsync("ground", Clip, "a person in a red jacket", "--render", path);
        Assert.True(outcome.Status is 0 or 1, outcome.Error);
        using var probe = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "ffprobe", ["-v", "error", "-select_streams", "v", "-show_entries", "stream=codec_name", "-of", "csv=p=0", path]) { RedirectStandardOutput = true })!;
        Assert.Equal(codec, (await probe.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task Standard_output_closed_early_does_no_harm()
    {
        using var process = CommandLine.Start("plan", "a man in a red jacket");
        process.StandardOutput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("   at ", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A small memory disk that a filler leaves no room on; needs the right to mount.</summary>
    private sealed partial class FullDisk : IDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("stvg full ").FullName;

        public string Filler => Path.Combine(Folder, "filler");

        public static FullDisk Create()
        {
            var disk = new FullDisk();
            if (!OperatingSystem.IsLinux() || mount("tmpfs", disk.Folder, "tmpfs", 0, "size=64k") != 0)
            {
                Directory.Delete(disk.Folder);
                Assert.Skip("needs the right to mount a small disk");
            }

            File.WriteAllBytes(disk.Filler, new byte[56 * 1024]);
            return disk;
        }

        public void Dispose()
        {
            Assert.Equal(0, umount2(Folder, 2));
            Directory.Delete(Folder);
        }

        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
        private static partial int mount(string source, string target, string type, ulong flags, string data);

        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
        private static partial int umount2(string target, int flags);
    }
}
