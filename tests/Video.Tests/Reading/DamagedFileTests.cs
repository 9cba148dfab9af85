using Stvg.Core;

namespace Stvg.Video.Tests.Reading;

public sealed class DamagedFileTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a.avi", "-bf", "0")]
    [InlineData("a.mp4", "-movflags", "+faststart")]
    [InlineData("a.mkv", "-bf", "2")]
    public async Task A_file_that_is_cut_in_the_middle_is_read_to_the_cut_and_that_is_said(string name, string option, string value)
    {
        var path = await clips.TestPictureAsync(name, "160x120", 100, "-c:v", "libx264", "-g", "10", option, value);
        await using (var file = new FileStream(path, FileMode.Open)) file.SetLength(file.Length / 2);
        var (_, times, summary) = await Clips.ReadAllAsync(path);
        Assert.InRange(times.Count, 20, 80);
        Assert.Equal((times.Count, true), (summary.FramesRead, summary.Truncated));
        Assert.Equal($"the file ends after {times.Count} of about 100 frames; using what was readable", summary.Message);
    }

    [Fact]
    public async Task A_file_with_damaged_parts_is_read_and_that_is_said()
    {
        var path = await clips.TestPictureAsync("a.avi", "160x120", 100, "-c:v", "mpeg4", "-g", "10");
        var bytes = await File.ReadAllBytesAsync(path, Ct);
        var random = new Random(1);
        for (var i = 0; i < 30; i++) random.NextBytes(bytes.AsSpan((bytes.Length / 3) + (i * 200), 40));
        await File.WriteAllBytesAsync(path, bytes, Ct);
        var (_, times, summary) = await Clips.ReadAllAsync(path);
        Assert.InRange(times.Count, 50, 100);
        Assert.NotNull(summary.Message);
        Assert.DoesNotContain('\n', summary.Message);
    }

    [Fact]
    public async Task A_file_with_nothing_readable_is_an_error()
    {
        var path = await clips.TestPictureAsync("a.mp4", "64x48", 20, "-c:v", "libx264", "-movflags", "+faststart");
        var info = await VideoProbe.ProbeAsync(path, Ct);
        var bytes = await File.ReadAllBytesAsync(path, Ct);
        bytes.AsSpan(bytes.AsSpan().IndexOf("mdat"u8) + 4).Clear();
        await File.WriteAllBytesAsync(path, bytes, Ct);
        await using var reader = VideoReader.Open(info, new());
        var error = await Assert.ThrowsAsync<StvgException>(async () => await reader.ReadAsync(Ct).GetAsyncEnumerator(Ct).MoveNextAsync());
        Assert.StartsWith($"no frame of '{path}' can be decoded (", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_file_that_went_away_is_an_error()
    {
        var info = await VideoProbe.ProbeAsync(await clips.ColourAsync("a.mkv", "red"), Ct);
        File.Delete(info.Path);
        await using var reader = VideoReader.Open(info, new());
        var error = await Assert.ThrowsAsync<StvgException>(async () => await reader.ReadAsync(Ct).GetAsyncEnumerator(Ct).MoveNextAsync());
        Assert.Contains("No such file", error.Message, StringComparison.Ordinal);
    }
}
