using Stvg.Video.Live;

namespace Stvg.Video.Tests.Reading;

public sealed class ChosenFramesTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_chosen_frames_come_and_they_are_those_of_a_whole_pass()
    {
        var info = await VideoProbe.ProbeAsync(await clips.TestPictureAsync("chosen.mkv", frames: 30), Ct);
        var all = await ReadAsync(info, new VideoReadOptions { MaxImageSide = 64 });
        int[] chosen = [0, 3, 4, all.Count - 1];
        var some = await ReadAsync(info, new VideoReadOptions { MaxImageSide = 64, Frames = chosen });
        Assert.Equal(chosen.Select(f => (long)f), some.Select(f => f.Number));
        foreach (var (number, pixels) in some) Assert.Equal(all[(int)number].Pixels, pixels);
    }

    [Fact]
    public async Task Several_pictures_are_encoded_by_one_run_and_laid_out_on_one_sheet()
    {
        var pictures = Enumerable.Range(0, 5).Select(i =>
        {
            var pixels = new byte[64 * 48 * 3];
            Array.Fill(pixels, (byte)(40 * i));
            return new Core.Frames.ImageView(pixels, 64, 48, 64 * 3);
        }).ToArray();
        var jpegs = await PictureEncoder.EncodeJpegsAsync(pictures, Ct);
        Assert.Equal(5, jpegs.Count);
        Assert.All(jpegs, j => Assert.Equal("FFD8FFD9", Convert.ToHexString([.. j[..2], .. j[^2..]])));
        Assert.Equal(5, jpegs.Select(Convert.ToHexString).Distinct().Count());
        Assert.Empty(await PictureEncoder.EncodeJpegsAsync([], Ct));

        var path = Path.Combine(Path.GetTempPath(), $"stvg-sheet-{Guid.NewGuid():N}.jpg");
        await File.WriteAllBytesAsync(path, await PictureEncoder.EncodeSheetAsync(pictures, 3, 32, Ct), Ct);
        var sheet = await VideoProbe.ProbeAsync(path, Ct);
        Assert.Equal(new Core.Frames.FrameSize((3 * 32) + (2 * 4) + 8, (2 * 24) + 4 + 8), sheet.Size);
        File.Delete(path);
    }

    private static async Task<List<(long Number, byte[] Pixels)>> ReadAsync(VideoInfo info, VideoReadOptions options)
    {
        var read = new List<(long, byte[])>();
        await using var reader = VideoReader.Open(info, options);
        await foreach (var frame in reader.ReadAsync(Ct))
            using (frame) read.Add((frame.Number, frame.Image.Pixels.ToArray()));
        return read;
    }
}
