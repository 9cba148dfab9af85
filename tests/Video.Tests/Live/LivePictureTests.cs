using System.Diagnostics;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Tests;
using Stvg.Video.Live;

namespace Stvg.Video.Tests.Live;

/// <summary>JPEGs for those who look again and again.</summary>
public sealed class LivePictureTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_picture_is_the_one_that_was_given_made_smaller()
    {
        await using var pictures = new LivePictures(TimeProvider.System);
        foreach (var colour in new byte[] { 10, 200, 90, 250, 90 })
        {
            var jpeg = await pictures.EncodeAsync(Image(320, 240, colour), 160, Ct);
            Assert.Equal([0xFF, 0xD8], jpeg[..2]);
            Assert.Equal([0xFF, 0xD9], jpeg[^2..]);
            Assert.Equal((160, 120), SizeOf(jpeg));
            // Grey pictures differ in nothing but their first coefficient: that of the right one is asked of FFmpeg itself.
            Assert.InRange(await GreyAsync(jpeg), colour - 4, colour + 4);
        }
    }

    [Fact]
    public async Task Many_ask_at_once_and_each_gets_his_own()
    {
        await using var pictures = new LivePictures(TimeProvider.System);
        var asked = Enumerable.Range(0, 40).Select(i => (Width: i % 2 == 0 ? 320 : 200, Colour: (byte)(20 + (5 * i)))).ToList();
        var made = await Task.WhenAll(asked.Select(a => pictures.EncodeAsync(Image(a.Width, 100, a.Colour), 64, Ct)));
        for (var i = 0; i < made.Length; i += 7) Assert.InRange(await GreyAsync(made[i]), asked[i].Colour - 4, asked[i].Colour + 4);
        Assert.All(made, jpeg => Assert.Equal(64, SizeOf(jpeg).Width));
    }

    [Fact]
    public async Task None_is_made_larger()
    {
        await using var pictures = new LivePictures(TimeProvider.System);
        Assert.Equal((100, 50), SizeOf(await pictures.EncodeAsync(Image(100, 50, 7), 1920, Ct)));
    }

    [Fact]
    public async Task Encoders_that_nobody_uses_end_and_come_back()
    {
        var clock = new TestClock();
        await using var pictures = new LivePictures(clock);
        await pictures.EncodeAsync(Image(320, 240, 1), 160, Ct);
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.InRange(await GreyAsync(await pictures.EncodeAsync(Image(320, 240, 99), 160, Ct)), 95, 103);
    }

    [Fact]
    public async Task After_the_end_nothing_is_made_and_no_process_stays()
    {
        var before = Children();
        var pictures = new LivePictures(TimeProvider.System);
        for (var width = 100; width < 110; width++) await pictures.EncodeAsync(Image(width, 50, 1), 80, Ct);
        await pictures.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pictures.EncodeAsync(Image(100, 50, 1), 80, Ct));
        var deadline = Environment.TickCount64 + 10_000;
        // Those that gave way to others end by themselves.
        while (Children().Except(before).Any()) Assert.True(Environment.TickCount64 < deadline, "an FFmpeg is left");
    }

    private static HashSet<int> Children() => [.. Process.GetProcessesByName("ffmpeg").Where(p => ParentOf(p.Id) == Environment.ProcessId).Select(p => p.Id)];

    private static int ParentOf(int process)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended meanwhile
        }
    }

    private static ImageView Image(int width, int height, byte grey)
    {
        var pixels = new byte[width * height * 3];
        pixels.AsSpan().Fill(grey);
        return new ImageView(pixels, width, height, width * 3);
    }

    /// <summary>Width and height out of the frame header.</summary>
    private static (int Width, int Height) SizeOf(byte[] jpeg)
    {
        var at = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        return ((jpeg[at + 7] << 8) | jpeg[at + 8], (jpeg[at + 5] << 8) | jpeg[at + 6]);
    }

    private static async Task<int> GreyAsync(byte[] jpeg)
    {
        var file = Path.Combine(Path.GetTempPath(), $"stvg-{Guid.NewGuid():N}.jpg");
        try
        {
            await File.WriteAllBytesAsync(file, jpeg, Ct);
            using var process = Process.Start(new ProcessStartInfo(
                "ffmpeg", ["-loglevel", "error", "-i", file, "-vf", "scale=1:1", "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"]) { RedirectStandardOutput = true })
                ?? throw new StvgException("no ffmpeg");
            var grey = process.StandardOutput.BaseStream.ReadByte();
            await process.WaitForExitAsync(Ct);
            return grey;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
