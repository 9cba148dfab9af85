using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Processes;

namespace Stvg.Video.Tests;

public sealed class ProbeTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plain_file_is_described()
    {
        var info = await VideoProbe.ProbeAsync(await clips.TestPictureAsync("a.mp4", "64x48", 25, "-c:v", "libx264"), Ct);
        Assert.Equal((new FrameSize(64, 48), 10.0, 25, "h264", 0), (info.Size, info.Fps, info.FrameCount, info.Codec, info.Rotation));
        Assert.Equal(2.5, info.Duration!.Value.TotalSeconds, 2);
        Assert.True(Path.IsPathFullyQualified(info.Path));
    }

    [Theory]
    [InlineData(0, 64, 48)]
    [InlineData(90, 48, 64)]
    [InlineData(180, 64, 48)]
    [InlineData(270, 48, 64)]
    public async Task Size_is_that_after_rotation(int rotation, int width, int height)
    {
        var path = await clips.TestPictureAsync("a.mp4", "64x48", 3, "-c:v", "libx264");
        Clips.SetRotation(path, rotation);
        var info = await VideoProbe.ProbeAsync(path, Ct);
        Assert.Equal((rotation, new FrameSize(width, height)), (info.Rotation, info.Size));
    }

    [Theory]
    [InlineData(90, 45.0 / 64)]
    [InlineData(0, 64.0 / 45)]
    public async Task Pixels_that_are_not_square_are_known_and_turn_with_the_picture(int rotation, double aspect)
    {
        var path = await clips.MakeAsync("a.mp4", "-f", "lavfi", "-i", "testsrc2=s=72x56,setsar=64/45", "-frames:v", "2", "-c:v", "libx264");
        Clips.SetRotation(path, rotation);
        Assert.Equal(aspect, (await VideoProbe.ProbeAsync(path, Ct)).PixelAspect, 6);
    }

    [Fact]
    public async Task What_comes_before_the_first_frame_of_a_Matroska_file_is_not_part_of_its_length()
    {
        var path = await clips.MakeAsync("late.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=2,setpts=PTS+5/TB",
            "-fps_mode", "passthrough", "-c:v", "libx264");
        Assert.Equal(2, (await VideoProbe.ProbeAsync(path, Ct)).Duration!.Value.TotalSeconds, 1);
    }

    [Theory]
    [InlineData("with space.mp4")]
    [InlineData("it's \"quoted\".mp4")]
    [InlineData("100%d of %03d.mp4")]
    [InlineData("vidéo-视频-🎥.mp4")]
    [InlineData("-i.mp4")]
    [InlineData("http:,;[x]=\\n.mp4")]
    [InlineData("concat:a|b.mp4")]
    public async Task Any_name_is_a_plain_file(string name)
    {
        var (info, times, _) = await Clips.ReadAllAsync(await clips.TestPictureAsync(name, "64x48", 3, "-c:v", "libx264"));
        Assert.EndsWith(name, info.Path, StringComparison.Ordinal);
        Assert.Equal(3, times.Count);
    }

    [Theory]
    [InlineData("-i")]
    [InlineData("http://host/video.mp4")]
    [InlineData("concat:a|b")]
    public void A_path_never_looks_like_an_option_or_a_protocol(string path) =>
        Assert.StartsWith("file:" + Path.DirectorySeparatorChar, FfmpegPrograms.FileUrl(path), StringComparison.Ordinal);

    [Fact]
    public Task A_missing_file_is_said_to_be_missing() => FailsAsync(Path.Combine(clips.Folder, "nowhere.mp4"), "no such file");

    [Fact]
    public Task A_folder_is_said_to_be_a_folder() => FailsAsync(clips.Folder, "is a folder");

    [Fact]
    public Task No_name_is_said_to_be_none() => FailsAsync("", "no video file is named");

    [Fact]
    public Task An_empty_file_is_said_to_be_empty() => FailsAsync(Written("empty.mp4", ""), "is empty");

    [Fact]
    public Task A_device_is_not_waited_for() => FailsAsync("/dev/zero", "not a plain file");

    [Fact]
    public Task Text_is_no_video() => FailsAsync(Written("text.mp4", "just some words\n"), "not a video");

    [Fact]
    public Task Text_for_a_terminal_is_no_video_although_FFmpeg_would_draw_it() =>
        FailsAsync(Written("text.ans", "\e[2Jjust some words\n"), "text or a playlist");

    [Fact]
    public async Task A_playlist_is_refused()
    {
        var clip = await clips.TestPictureAsync("part.ts", "64x48", 5, "-c:v", "libx264");
        await FailsAsync(Written("list.mp4", $"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.5,\n{clip}\n#EXT-X-ENDLIST\n"), "not a video");
    }

    [Fact]
    public async Task Sound_only_is_said_to_be_sound() =>
        await FailsAsync(await clips.MakeAsync("sound.m4a", "-f", "lavfi", "-i", "sine=d=1"), "only sound");

    [Fact]
    public async Task The_cover_of_a_song_is_no_video()
    {
        var cover = await clips.TestPictureAsync("cover.png", "64x64", 1);
        var song = await clips.MakeAsync("song.mp3", "-f", "lavfi", "-i", "sine=d=1", "-i", cover,
            "-map", "0", "-map", "1", "-disposition:v:0", "attached_pic");
        await FailsAsync(song, "only sound");
    }

    [Fact]
    public async Task A_file_whose_index_is_cut_off_is_not_readable()
    {
        var path = await clips.TestPictureAsync("a.mp4", "64x48", 20, "-c:v", "libx264");
        await using (var file = new FileStream(path, FileMode.Open)) file.SetLength(file.Length / 2);
        await FailsAsync(path, "moov");
    }

    [Fact]
    public async Task A_file_without_permission_is_said_to_be_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "needs a user whom permissions bind");
        var path = Written("closed.mp4", "x");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.None);
        await FailsAsync(path, "cannot read");
    }

    [Fact]
    public async Task Cancelling_before_the_start_is_heeded()
    {
        var path = await clips.TestPictureAsync("a.mp4", "64x48", 2, "-c:v", "libx264");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => VideoProbe.ProbeAsync(path, new CancellationToken(true)));
    }

    private string Written(string name, string text)
    {
        var path = clips.NewPath(name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task FailsAsync(string path, string words)
    {
        var error = await Assert.ThrowsAsync<StvgException>(() => VideoProbe.ProbeAsync(path, Ct));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
