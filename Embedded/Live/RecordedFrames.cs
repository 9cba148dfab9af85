using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>Frames of a camera's past, out of its recording.</summary>
internal static class RecordedFrames
{
    /// <param name="archive">Knows the recorded files.</param>
    /// <param name="recordings">Their folder.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="size">Size of its picture.</param>
    /// <param name="timeline">What frame numbers mean.</param>
    /// <param name="frames">Frame numbers, ascending.</param>
    /// <param name="side">Longest side of the pictures.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <exception cref="ServiceException">Nothing was recorded then.</exception>
    public static async Task<ClipFrames> ReadAsync(
        IArchive archive, string recordings, string camera, FrameSize size, CameraTimeline timeline, IReadOnlyList<int> frames, int side,
            CancellationToken ct)
    {
        DateTimeOffset[] moments = [.. frames.Select(timeline.TimeOf)];
        var segments = await archive.SegmentsAsync(camera, moments[0], moments[^1], ct).ConfigureAwait(false);
        List<CutSource> files =
            [.. segments.Select(s => new CutSource(Path.Combine(recordings, s.Path), s.BeginAt, s.EndAt)).Where(s => File.Exists(s.Path))];
        if (files.Count == 0) throw new ServiceException(ServiceError.NotFound, $"camera '{camera}' has no recording of {moments[0]:u}");
        var views = await RecordingCutter.PicturesAsync(files, moments, side, ct).ConfigureAwait(false);
        return new ClipFrames(size, [.. views.Select((view, i) => ClipFrame.Copy(frames[i], timeline.SinceEpoch(frames[i]), view))]);
    }
}
