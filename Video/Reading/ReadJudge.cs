using Stvg.Core;
using Stvg.Video.Processes;

namespace Stvg.Video.Reading;

/// <summary>Says, once FFmpeg has ended, whether the whole file was read.</summary>
internal static class ReadJudge
{
    /// <summary>Sums up a pass.</summary>
    /// <param name="info">What the file promised.</param>
    /// <param name="frames">Frames that came.</param>
    /// <param name="last">Time of the last of them.</param>
    /// <param name="status">FFmpeg's exit status.</param>
    /// <param name="log">FFmpeg's complaints.</param>
    /// <exception cref="StvgException">Nothing came, or FFmpeg was stopped from outside.</exception>
    public static ReadSummary Judge(VideoInfo info, int frames, TimeSpan last, int status, FfmpegLog log)
    {
        if (ChildProcess.WasStopped(status))
        {
            var signal = status == 255 ? "" : $" (signal {status - 128})";
            throw new StvgException(
                $"ffmpeg was stopped from outside{signal} after {frames} frames of '{info.Path}': run the command again");
        }
        if (frames == 0)
        {
            var cause = log.FirstError ?? "FFmpeg does not say why";
            throw new StvgException($"no frame of '{info.Path}' can be decoded ({cause}): check that the file plays and is complete");
        }
        if (EndsEarly(info, frames, last, log.Errors))
        {
            var expected = info.ExpectedFrames is { } n && n > frames ? $"of about {n} frames" : "frames, before its stated end";
            return new(frames, true, $"the file ends after {frames} {expected}; using what was readable");
        }
        if (log.Errors > 0 || status != 0)
        {
            var errors = log.Errors == 1 ? "an error" : $"{log.Errors} errors";
            return new(frames, false, $"the file is damaged: FFmpeg reported {errors} (first: {log.FirstError}); using what was readable");
        }
        return new(frames, false, null);
    }

    // A count alone proves little: AVI files count frames that the recorder left out. A missing stretch of time does, and so do fewer
    // frames than counted together with errors.
    private static bool EndsEarly(VideoInfo info, int frames, TimeSpan last, int errors)
    {
        var fewer = info.FrameCount is { } count && frames < count - Math.Max(1, count / 100);
        if (fewer && errors > 0) return true;
        if (info.Duration is not { } duration || (!info.DurationIsOfVideo && errors == 0)) return false;
        var end = last.TotalSeconds + (1 / info.Fps);
        return end < duration.TotalSeconds - Math.Max(2 / info.Fps, 0.02 * duration.TotalSeconds) && info.ExpectedFrames > frames;
    }
}
