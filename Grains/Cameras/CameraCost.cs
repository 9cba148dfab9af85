using Stvg.Core.Cameras;
using Stvg.Grains.Hosting;

namespace Stvg.Grains.Cameras;

/// <summary>What a camera costs, as measured: frames per second, and the time of the detector for those that it looked at.</summary>
internal sealed class CameraCost(TimeProvider time)
{
    // Decoding, scaling and the decision whether to look; measured by the engine's benchmark, and only a fraction of a detector's run.
    private const double SecondsPerFrame = 0.002;

    // A network's run where no device of this silo has measured one.
    private const double UnmeasuredRunSeconds = 0.015;

    private long _at = time.GetTimestamp();
    private CameraStatus? _last;
    private double _cost;

    /// <summary>Seconds of work per second since it was asked last.</summary>
    public double Measure(CameraStatus status, SiloParts silo)
    {
        var seconds = time.GetElapsedTime(_at).TotalSeconds;
        if (_last is { } last && seconds < 0.5) return _cost; // too short to say
        if (_last is not null)
        {
            var frames = status.FramesDecoded - _last.FramesDecoded;
            var runs = status.FramesDetected - _last.FramesDetected;
            _cost = Math.Max(0, ((frames * SecondsPerFrame) + (runs * RunSeconds(silo))) / seconds);
        }

        (_at, _last) = (time.GetTimestamp(), status);
        return _cost;
    }

    private static double RunSeconds(SiloParts silo)
    {
        var measured = silo.Workers.Select(w => w.Worker.Statistics.MeanRunMilliseconds / 1000).Where(s => s > 0).ToList();
        return measured.Count > 0 ? measured.Average() : UnmeasuredRunSeconds;
    }
}
