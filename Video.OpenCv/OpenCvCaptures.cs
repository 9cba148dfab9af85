using System.Globalization;
using OpenCvSharp;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Video.Live;

namespace Stvg.Video.OpenCv;

/// <summary>Local devices (Video4Linux) and GStreamer pipelines through OpenCV's <c>VideoCapture</c>.</summary>
public sealed class OpenCvCaptures : ICaptureDevices
{
    /// <inheritdoc/>
    public ICapture Open(CaptureAddress source)
    {
        OpenCvLibrary.Require();
        if (source.IsPipeline)
        {
            if (!OpenCvLibrary.Has("GStreamer"))
            {
                throw new StvgException(
                    $"'{source.Shown}' needs OpenCV with GStreamer, and the native library here (libOpenCvSharpExtern {OpenCvLibrary.Version}) is built "
                    + "without it: put one that has it in its place, or let the pipeline send RTSP");
            }

            return Opened(source, new VideoCapture(source.Opened, VideoCaptureAPIs.GSTREAMER), "cannot be opened: check the pipeline, which has to end in appsink");
        }

        if (!OpenCvLibrary.Has("v4l/v4l2"))
            throw new StvgException($"'{source.Shown}' needs OpenCV with Video4Linux, and the native library here is built without it: use /dev/video{source.Opened}");
        var number = int.Parse(source.Opened, CultureInfo.InvariantCulture);
        if (OperatingSystem.IsLinux() && !File.Exists($"/dev/video{number}"))
            throw new SourceLostException($"there is no device '{source.Shown}' (/dev/video{number}): check that the camera is plugged in");
        return Opened(source, new VideoCapture(number, VideoCaptureAPIs.V4L2), "cannot be opened: check that no other program uses it, and the rights of its file");
    }

    private static CapturedPictures Opened(CaptureAddress source, VideoCapture capture, string otherwise) => CapturedPictures.TryOpen(capture)
        ?? throw new SourceLostException($"'{source.Shown}' {otherwise}");
}
