using System.Buffers;
using System.Diagnostics;
using Stvg.Core.Frames;
using Stvg.Models.Detectors;
using Stvg.Tests;

namespace Stvg.Models.Tests.Support;

/// <summary>The first frames of a real surveillance clip (PETS 2009 S2L1), scaled as a detector wants them.</summary>
internal static class RealClip
{
    public static FrameSize Size { get; } = new(768, 576);

    /// <summary>The clip; skips the running test where it is not there.</summary>
    public static string Path() => TestData.Path("video/pets09-s2l1.avi");

    public static async IAsyncEnumerable<DetectorInput> InputsAsync(FrameSize size, int frames)
    {
        using var ffmpeg = StartFfmpeg(size, frames);
        var content = InputGeometry.Fit(Size, size);
        for (var i = 0; i < frames; i++)
        {
            var pixels = new byte[3 * size.Width * size.Height];
            await ffmpeg.StandardOutput.BaseStream.ReadExactlyAsync(pixels, TestContext.Current.CancellationToken);
            yield return new(new(pixels, size.Width, size.Height, 3 * size.Width), content.Width, content.Height);
        }
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static Process StartFfmpeg(FrameSize size, int frames)
    {
        var content = InputGeometry.Fit(Size, size);
        string[] arguments =
        [
            "-v", "error", "-i", Path(), "-frames:v", $"{frames}",
            "-vf", $"scale={content.Width}:{content.Height}:flags=bicubic,pad={size.Width}:{size.Height}",
            "-pix_fmt", "bgr24", "-f", "rawvideo", "-",
        ];
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("needs the program ffmpeg");
            throw;
        }
    }

    /// <summary>The same as frames of a camera; they need not be disposed.</summary>
    public static async Task<List<Frame>> FramesAsync(string camera, FrameSize size, int frames)
    {
        List<Frame> result = [];
        await foreach (var input in InputsAsync(size, frames))
            result.Add(new(camera, result.Count, TimeSpan.Zero, Size, input.View, input, MemoryPool<byte>.Shared.Rent(1)));
        return result;
    }
}
