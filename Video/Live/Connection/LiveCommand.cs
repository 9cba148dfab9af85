using System.Globalization;
using Stvg.Core.Cameras;
using Stvg.Video.Processes;
using Stvg.Video.Reading;

namespace Stvg.Video.Live.Connection;

/// <summary>FFmpeg's arguments for one connection: the source, its mask, the frames to standard output, and the recording.</summary>
internal sealed class LiveCommand(LiveInfo info, LiveReadOptions options)
{
    // Each thread of a decoder keeps one more frame back; a single one copes with what cameras send, unless that is very large.
    private const int PixelsForTwoThreads = 3_000_000;

    /// <summary>Whether the source is read as fast as the consumer takes it, and nothing is dropped.</summary>
    public bool IsFast => info.Ends && options.Pace == Pace.Fast;

    /// <summary>Whether something is painted over.</summary>
    public bool IsMasked => !options.Masks.IsEmpty;

    /// <summary>
    /// Whether the recording is encoded: a copy of the stream would show what is masked, and could not say that it is to be turned; and
    /// uncompressed pictures fill any disk.
    /// </summary>
    public bool IsEncoded =>
        options.Recording is not null && (IsMasked || info.Rotation != 0 || info.Codec is "rawvideo" or "wrapped_avframe");

    /// <summary>After so long without a frame the source is lost.</summary>
    public TimeSpan Stall => TimeSpan.FromSeconds(Math.Max(options.StallTimeout.TotalSeconds, 3 / options.Timeline.FramesPerSecond));

    /// <summary>Puts the arguments together; writes the mask.</summary>
    /// <param name="layout">What the frames look like.</param>
    /// <param name="folder">Takes the mask.</param>
    /// <param name="recorder">The recording, or null.</param>
    public string[] Arguments(FrameLayout layout, PrivateFolder folder, SegmentRecorder? recorder)
    {
        var graph = new LiveGraph(info, options.Timeline.FramesPerSecond, IsMasked, IsEncoded);
        return
        [
            "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info", .. Source(), .. Mask(folder),
            // What is readable is used, however much is damaged.
            "-max_error_rate", "1", "-filter_complex_threads", "1", "-filter_complex", graph.Text(layout),
            "-map", "[out]", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1", .. recorder?.Arguments(IsEncoded) ?? [],
        ];
    }

    private List<string> Source()
    {
        // A camera's rate is known: nobody waits for frames to measure it again.
        List<string> source = info.Ends ? ["-fflags", "+genpts"] : ["-fpsprobesize", "0"];
        if (info.Ends && !IsFast) source.Add("-re");
        if (info.Ends && options.Loop) source.AddRange(["-stream_loop", "-1"]);
        if (info.Untimed) source.AddRange(["-use_wallclock_as_timestamps", "1"]);
        var large = info.Size.Width * info.Size.Height > PixelsForTwoThreads;
        var threads = IsFast ? Math.Clamp(Environment.ProcessorCount / 2, 1, 4) : large ? 2 : 1;
        source.AddRange([.. LiveGraph.KeepGraph, "-threads", threads.ToString(CultureInfo.InvariantCulture)]);
        source.AddRange(info.Source.IsCaptured ? LiveInput.Captured(info) : LiveInput.Arguments(info.Source, Stall * 2, info.Transport));
        return source;
    }

    private string[] Mask(PrivateFolder folder)
    {
        if (!IsMasked) return [];
        var path = folder.File("mask.yuv");
        try
        {
            MaskPicture.Write(path, info.Size, options.Masks);
        }
        catch (IOException e)
        {
            throw folder.Unwritable(e);
        }
        return MaskPicture.Arguments(path, info.Size);
    }
}
