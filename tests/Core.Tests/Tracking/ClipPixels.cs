using System.ComponentModel;
using System.Diagnostics;
using Stvg.Core.Frames;
using Stvg.Tests;

namespace Stvg.Core.Tests.Tracking;

/// <summary>A clip's pictures, one after the other, straight from FFmpeg; the test is skipped where there is none.</summary>
internal sealed class ClipPixels : IDisposable
{
    private readonly Process _ffmpeg;
    private readonly FrameSize _size;
    private readonly byte[] _pixels;

    private ClipPixels(Process ffmpeg, FrameSize size) => (_ffmpeg, _size, _pixels) = (ffmpeg, size, new byte[size.Width * size.Height * 3]);

    public static ClipPixels Open(string relative, FrameSize size)
    {
        string[] arguments = ["-v", "error", "-threads", "1", "-i", TestData.Path(relative), "-f", "rawvideo", "-pix_fmt", "bgr24", "-"];
        Process? ffmpeg = null;
        try
        {
            ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            Assert.Skip("needs ffmpeg: install it to read video");
        }
        return new ClipPixels(ffmpeg!, size);
    }

    /// <summary>The next picture; valid until the next call.</summary>
    public ImageView Next()
    {
        _ffmpeg.StandardOutput.BaseStream.ReadExactly(_pixels);
        return new ImageView(_pixels, _size.Width, _size.Height, _size.Width * 3);
    }

    public void Dispose()
    {
        if (!_ffmpeg.HasExited) _ffmpeg.Kill();
        _ffmpeg.Dispose();
    }
}
