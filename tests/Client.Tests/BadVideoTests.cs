using System.Text.Json;

namespace Stvg.Client.Tests;

/// <summary>Files that are not what they should be: one clear line, status 2, nothing left behind; or the best of what is there.</summary>
public sealed class BadVideoTests(Clips clips) : IClassFixture<Clips>
{
    private const string Sentence = "a person walking";

    [Fact]
    public async Task A_missing_file_is_named() =>
        CommandLine.AssertRefused(await CommandLine.RunAsync("ground", clips.PathOf("nowhere.mp4"), Sentence), "nowhere.mp4");

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        await File.WriteAllBytesAsync(clips.PathOf("empty.mp4"), [], TestContext.Current.CancellationToken);
        CommandLine.AssertRefused(await CommandLine.RunAsync("ground", clips.PathOf("empty.mp4"), Sentence), "empty.mp4");
    }

    [Fact]
    public async Task Text_named_as_a_video_is_refused()
    {
        await File.WriteAllTextAsync(clips.PathOf("text.mp4"), "this is not a video\n", TestContext.Current.CancellationToken);
        CommandLine.AssertRefused(await CommandLine.RunAsync("ground", clips.PathOf("text.mp4"), Sentence), "text.mp4");
    }

    [Fact]
    public async Task A_folder_is_refused() => CommandLine.AssertRefused(await CommandLine.RunAsync("ground", clips.Folder, Sentence));

    [Fact]
    public async Task Sound_without_a_picture_is_refused() =>
        CommandLine.AssertRefused(await CommandLine.RunAsync("ground", clips.Make("sound.m4a", "sine=f=440"), Sentence), "sound.m4a");

    [Fact]
    public async Task A_clip_cut_in_the_middle_is_used_as_far_as_it_goes_and_said()
    {
        var whole = clips.Make("whole.avi", duration: "6", more: ["-c:v", "mjpeg"]);
        var cut = clips.PathOf("cut.avi");
        var bytes = await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);

        var outcome = await CommandLine.RunAsync("ground", cut, Sentence, "--json");
        Assert.Equal(1, outcome.Status);
        var frames = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("timing").GetProperty("framesDecoded").GetInt32();
        Assert.InRange(frames, 10, 50);
        Assert.Contains(outcome.ErrorLines, line => line.Contains(frames.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tiny.mp4", "testsrc2=s=16x16:r=10", "1", 10)]
    [InlineData("one.mp4", "testsrc2=s=320x240:r=1", "1", 1)]
    [InlineData("8k.mp4", "testsrc2=s=7680x4320:r=1", "1", 1)]
    [InlineData("odd.mkv", "testsrc=s=321x243:r=10", "1", 10)]
    public async Task An_unusual_size_is_watched_like_any_other(string name, string source, string duration, int frames)
    {
        string[] codec = name.StartsWith("odd", StringComparison.Ordinal) ? ["-c:v", "ffv1"] : ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];
        var outcome = await CommandLine.RunAsync("ground", clips.Make(name, source, duration, codec), Sentence, "--json");
        Assert.True(outcome.Status is 0 or 1, outcome.Error);
        var video = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("video");
        Assert.Equal(frames, video.GetProperty("frames").GetInt32());
        Assert.Equal(source.Split('=', ':')[2], $"{video.GetProperty("width").GetInt32()}x{video.GetProperty("height").GetInt32()}");
    }

    [Fact]
    public async Task A_name_that_looks_like_an_option_or_a_protocol_is_a_file()
    {
        var clip = clips.Make("plain.mp4", more: ["-c:v", "libx264", "-preset", "ultrafast"]);
        var odd = clips.PathOf("concat:it's 100% -i odd é.mp4");
        File.Copy(clip, odd, overwrite: true);
        Assert.Equal(1, (await CommandLine.RunAsync("ground", odd, Sentence)).Status);
    }
}
