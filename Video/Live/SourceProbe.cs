using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Video.Live.Connection;
using Stvg.Video.Probing;

namespace Stvg.Video.Live;

/// <summary>Connects to a source once and asks what it is.</summary>
public static class SourceProbe
{
    /// <summary>Asks. A camera that refuses RTP inside the RTSP connection (TCP) is asked again for packets of their own (UDP).</summary>
    /// <param name="source">The source. Whether it may be opened is <see cref="SourcePolicy"/>'s business.</param>
    /// <param name="timeout">For the whole of it; a camera that starts slowly needs 10 seconds and more.</param>
    /// <param name="ct">Ends FFmpeg's probe at once.</param>
    /// <param name="captures">Opens devices by number and pipelines; null: nothing here does.</param>
    /// <exception cref="StvgException">
    /// It refuses, cannot be reached, wants another password, knows no such stream, has no video, does not answer in time: one line,
    /// without the password; a <see cref="SourceLostException"/> where it is worth trying again.
    /// </exception>
    public static async Task<LiveInfo> ProbeAsync(SourceAddress source, TimeSpan timeout, CancellationToken ct, ICaptureDevices? captures = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(timeout);
        try
        {
            if (source.IsFile) return Info(source, await VideoProbe.ReportAsync(source.Raw, limited.Token).ConfigureAwait(false), default);
            if (source.IsCaptured) return await CapturedAsync(source, captures, limited.Token).ConfigureAwait(false);
            if (source.Kind == SourceKind.Device && !File.Exists(source.Raw))
                throw new StvgException($"there is no device '{source.Safe}': check that the camera is plugged in");
            return await ConnectAsync(source, timeout, RtspTransport.Tcp, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw SourceFault.Silent(source, timeout);
        }
    }

    private static async Task<LiveInfo> CapturedAsync(SourceAddress source, ICaptureDevices? captures, CancellationToken ct)
    {
        if (captures is null)
        {
            var instead = source.Kind == SourceKind.Capture ? $"use /dev/video{source.Raw}" : "let the camera send RTSP";
            throw new StvgException($"'{source.Safe}' needs OpenCV, which is not here (docs/moving-cameras.md): install it, or {instead}");
        }

        // A driver may take its time and cannot be interrupted; whoever waits can.
        return await Task.Run(() =>
        {
            using var capture = captures.Open(source.Captured);
            return new LiveInfo
            {
                Source = source, Size = capture.Size, Fps = Plausible(capture.Fps) ?? 25, Codec = "rawvideo", Untimed = true, Captures = captures,
            };
        }, ct).WaitAsync(ct).ConfigureAwait(false);
    }

    private static async Task<LiveInfo> ConnectAsync(SourceAddress source, TimeSpan timeout, RtspTransport transport, CancellationToken ct)
    {
        var log = source.Log();
        using var probe = await ProbeRun.RunAsync(LiveInput.Arguments(source, timeout, transport), log, ct).ConfigureAwait(false);
        if (probe.Answer is { } answer) return Info(source, MediaReport.Read(source.Safe, answer.RootElement, playlists: true), transport);
        if (source.Kind == SourceKind.Rtsp && transport == RtspTransport.Tcp && SourceFault.RefusesTcp(log))
            return await ConnectAsync(source, timeout, RtspTransport.Udp, ct).ConfigureAwait(false);
        throw SourceFault.NotConnected(source, log, probe.Status);
    }

    private static LiveInfo Info(SourceAddress source, MediaReport report, RtspTransport transport) => new()
    {
        Source = source,
        Size = report.Size,
        Fps = Plausible(report.AverageFps) ?? Plausible(report.BaseFps) ?? 25,
        Codec = report.Codec,
        PixelAspect = report.PixelAspect,
        Rotation = report.Rotation,
        Duration = source.Kind is SourceKind.File or SourceKind.Http ? report.Duration : null,
        Transport = transport,
        Untimed = LiveInput.IsUntimed(source, report.Formats),
    };

    // Over RTP a rate that nobody told comes out as that of the clock, 90000.
    private static double? Plausible(double? fps) => fps is > 0.05 and <= 480 ? fps : null;
}
