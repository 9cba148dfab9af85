using System.Buffers.Binary;
using System.Diagnostics;
using Stvg.Core;
using Stvg.Video.Processes;

[assembly: AssemblyFixture(typeof(Stvg.Video.Tests.Clips))]

namespace Stvg.Video.Tests;

/// <summary>A private folder with clips that FFmpeg makes on demand; skips the test where FFmpeg is not installed.</summary>
public sealed class Clips : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("stvg-video-tests-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A path that no other test has.</summary>
    public string NewPath(string name)
    {
        var folder = Path.Combine(Folder, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }

    /// <summary>Runs FFmpeg with these arguments and the output's path.</summary>
    public async Task<string> MakeAsync(string name, params string[] arguments)
    {
        var path = NewPath(name);
        await RunAsync([.. arguments, "file:" + path]);
        return path;
    }

    /// <summary>Moving test pictures, 10 frames a second, in whatever the name's ending says.</summary>
    public Task<string> TestPictureAsync(string name, string size = "64x48", int frames = 20, params string[] encoding) =>
        MakeAsync(name, ["-f", "lavfi", "-i", $"testsrc2=s={size}:r=10", "-frames:v", $"{frames}", .. encoding]);

    /// <summary>One colour, lossless.</summary>
    public Task<string> ColourAsync(string name, string colour, string size = "64x48", int frames = 5, string pixelFormat = "bgr0") =>
        MakeAsync(name, "-f", "lavfi", "-i", $"color=c={colour}:s={size}:r=10,format={pixelFormat}", "-frames:v", $"{frames}", "-c:v", "ffv1");

    public static async Task RunAsync(params string[] arguments)
    {
        string ffmpeg;
        try
        {
            ffmpeg = FfmpegPrograms.Ffmpeg;
        }
        catch (StvgException e)
        {
            Assert.Skip(e.Message);
            return;
        }
        var start = new ProcessStartInfo(ffmpeg, ["-v", "error", "-nostdin", "-y", .. arguments]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        Assert.True(process.ExitCode == 0, errors);
    }

    /// <summary>Writes into an MP4 file's header that its picture is to be turned for showing.</summary>
    public static void SetRotation(string path, int clockwise)
    {
        var bytes = File.ReadAllBytes(path);
        var matrix = bytes.AsSpan().IndexOf("tkhd"u8) + 4 + 40;
        const int One = 1 << 16;
        var (a, b) = clockwise switch { 90 => (0, One), 180 => (-One, 0), 270 => (0, -One), _ => (One, 0) };
        foreach (var (i, value) in new[] { a, b, 0, -b, a, 0, 0, 0, 1 << 30 }.Index())
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(matrix + (4 * i)), value);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Everything of a file, through the probe and the reader.</summary>
    public static async Task<(VideoInfo Info, List<TimeSpan> Times, ReadSummary Summary)> ReadAllAsync(string path)
    {
        var info = await VideoProbe.ProbeAsync(path, Ct);
        var times = new List<TimeSpan>();
        await using var reader = VideoReader.Open(info, new());
        await foreach (var frame in reader.ReadAsync(Ct))
        {
            using (frame) Assert.Equal(times.Count, frame.Number);
            times.Add(frame.Timestamp);
        }
        Assert.Equal(0, reader.Pool.Rented);
        return (info, times, reader.Summary);
    }
}
