using OpenCvSharp;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Video.Live;

namespace Stvg.Video.OpenCv.Tests;

/// <summary>There is no camera at this machine: <c>VideoCapture</c> reads a file in place of one, all the way through FFmpeg and the timeline.</summary>
public sealed class CaptureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stvg capture ").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Captured_pictures_come_as_frames_with_numbers_that_grow_and_end_as_a_lost_source()
    {
        var devices = new FileDevices(Clip());
        var info = await SourceProbe.ProbeAsync(SourceAddress.Parse("device:0"), TimeSpan.FromSeconds(20), Ct, devices);
        Assert.Equal((320, 240, 25.0), (info.Size.Width, info.Size.Height, info.Fps));
        Assert.False(info.Ends);

        var (last, reds) = (-1L, new List<int>());
        await using var reader = LiveReader.Open(info, Options());
        var lost = await Assert.ThrowsAsync<SourceLostException>(async () =>
        {
            await foreach (var frame in reader.ReadAsync(Ct))
            {
                using (frame)
                {
                    Assert.True(frame.Number > last);
                    last = frame.Number;
                    Assert.Equal(320, frame.Image.Width);
                    reds.Add(frame.Image.Row(120)[(160 * 3) + 2]);
                }
            }
        });
        Assert.Contains("'device:0' was lost", lost.Message, StringComparison.Ordinal);
        Assert.InRange(reds.Count, 2, 60);
        // The pictures are the clip's, in order: it gets redder. How many of them come through depends on how busy the machine is.
        for (var i = 1; i < reds.Count; i++) Assert.True(reds[i] >= reds[i - 1] - 3, $"{reds[i]} after {reds[i - 1]}");
        Assert.Equal(2, devices.Opened);
    }

    [Fact]
    public async Task Leaving_early_ends_FFmpeg_and_closes_the_device()
    {
        var devices = new FileDevices(Clip());
        var info = await SourceProbe.ProbeAsync(SourceAddress.Parse("device:0"), TimeSpan.FromSeconds(20), Ct, devices);
        await using (var reader = LiveReader.Open(info, Options()))
        {
            await foreach (var frame in reader.ReadAsync(Ct))
            {
                frame.Dispose();
                break;
            }
        }

        await devices.AllClosed.WaitAsync(TimeSpan.FromSeconds(10), Ct); // the device, by the thread that reads it
    }

    [Fact]
    public async Task A_device_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<SourceLostException>(
            () => SourceProbe.ProbeAsync(SourceAddress.Parse("device:97"), TimeSpan.FromSeconds(20), Ct, OpenCvTools.Find()!.Captures));
        Assert.Contains("there is no device 'device:97' (/dev/video97)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_says_what_is_missing_where_the_native_library_has_no_GStreamer()
    {
        Assert.SkipWhen(OpenCvLibrary.Has("GStreamer"), "this native library has GStreamer");
        var source = SourceAddress.Parse("gstreamer:rtspsrc location=rtsp://u:hush-hush@h/1 user-pw=secret99 ! decodebin ! appsink");
        Assert.Equal("gstreamer:rtspsrc location=rtsp://h/1 user-pw=*** ! decodebin ! appsink", source.Safe);
        var error = await Assert.ThrowsAsync<StvgException>(() => SourceProbe.ProbeAsync(source, TimeSpan.FromSeconds(20), Ct, OpenCvTools.Find()!.Captures));
        Assert.Contains("needs OpenCV with GStreamer", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_OpenCV_a_device_says_what_to_use_instead()
    {
        var error = await Assert.ThrowsAsync<StvgException>(() => SourceProbe.ProbeAsync(SourceAddress.Parse("device:3"), TimeSpan.FromSeconds(5), Ct));
        Assert.Contains("use /dev/video3", error.Message, StringComparison.Ordinal);
    }

    private static LiveReadOptions Options() => new()
    {
        CameraId = "desk", Timeline = new CameraTimeline(DateTimeOffset.UtcNow, 100), BufferedFrames = 60,
    };

    /// <summary>Sixty pictures that get redder.</summary>
    private string Clip()
    {
        var path = Path.Combine(_folder, "clip.avi");
        using var writer = new VideoWriter(path, FourCC.MJPG, 25, new Size(320, 240));
        using var picture = new Mat(240, 320, MatType.CV_8UC3);
        for (var i = 0; i < 60; i++)
        {
            picture.SetTo(new Scalar(40, 40, 60 + (3 * i)));
            writer.Write(picture);
        }

        return path;
    }

    /// <summary>Every device is the same file.</summary>
    private sealed class FileDevices(string path) : ICaptureDevices
    {
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _open;

        public int Opened { get; private set; }

        public Task AllClosed => _closed.Task;

        public ICapture Open(CaptureAddress source)
        {
            Opened++;
            Interlocked.Increment(ref _open);
            return new Watched(CapturedPictures.TryOpen(new VideoCapture(path, VideoCaptureAPIs.FFMPEG))!, this);
        }

        private void Closed()
        {
            if (Interlocked.Decrement(ref _open) == 0 && Opened == 2) _closed.TrySetResult();
        }

        private sealed class Watched(CapturedPictures pictures, FileDevices devices) : ICapture
        {
            public Stvg.Core.Frames.FrameSize Size => pictures.Size;

            public double Fps => pictures.Fps;

            public bool Read(Span<byte> picture) => pictures.Read(picture);

            public void Dispose()
            {
                pictures.Dispose();
                devices.Closed();
            }
        }
    }
}
