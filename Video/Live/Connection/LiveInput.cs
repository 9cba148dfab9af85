using System.Globalization;
using Stvg.Video.Processes;

namespace Stvg.Video.Live.Connection;

/// <summary>How pictures travel from a camera that speaks RTSP.</summary>
internal enum RtspTransport
{
    /// <summary>Inside the connection: passes firewalls, loses nothing.</summary>
    Tcp,

    /// <summary>In packets of their own, for cameras that refuse the former.</summary>
    Udp,
}

/// <summary>FFmpeg's options for reading a source.</summary>
internal static class LiveInput
{
    // What a source may make FFmpeg open besides: never a file. A playlist reaches HTTP and nothing else.
    private const string HttpProtocols = "http,https,httpproxy,tls,tcp,crypto";
    private const string RtspProtocols = "rtp,udp,tls,tcp";

    // These carry pictures without times; the moment of arrival is the best there is.
    private static readonly string[] s_untimed = ["mpjpeg", "mjpeg", "h264", "hevc", "m4v", "image2pipe", "jpeg_pipe"];

    /// <summary>The input with its options, "-i" included; for ffmpeg and for ffprobe.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="timeout">After how long without a byte FFmpeg gives up.</param>
    /// <param name="transport">For RTSP.</param>
    public static string[] Arguments(SourceAddress source, TimeSpan timeout, RtspTransport transport)
    {
        var microseconds = ((long)timeout.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        return source.Kind switch
        {
            SourceKind.Rtsp =>
            [
                "-rtsp_transport", transport == RtspTransport.Tcp ? "tcp" : "udp", "-timeout", microseconds,
                // Sound would be waited for, and asks for rights of its own.
                "-allowed_media_types", "video", "-protocol_whitelist", RtspProtocols, "-i", source.Raw,
            ],
            SourceKind.Http => ["-rw_timeout", microseconds, "-protocol_whitelist", HttpProtocols, "-i", source.Raw],
            SourceKind.Capture or SourceKind.Pipeline => throw new InvalidOperationException("FFmpeg does not open what is captured"),
            SourceKind.Device => ["-f", "v4l2", "-i", source.Raw],
            _ => ["-protocol_whitelist", FfmpegPrograms.Protocols, "-i", FfmpegPrograms.FileUrl(source.Raw)],
        };
    }

    /// <summary>The input of pictures that somebody else captures.</summary>
    public static string[] Captured(LiveInfo info) =>
    [
        "-f", "rawvideo", "-pixel_format", "bgr24", "-video_size", string.Create(CultureInfo.InvariantCulture, $"{info.Size.Width}x{info.Size.Height}"),
        "-framerate", info.Fps.ToString("0.###", CultureInfo.InvariantCulture), "-i", "pipe:0",
    ];

    /// <summary>Whether a camera's pictures come without times of their own.</summary>
    public static bool IsUntimed(SourceAddress source, IEnumerable<string> formats) => !source.IsFile && formats.Any(s_untimed.Contains);
}
