using Stvg.Core.Frames;
using Stvg.Core.Tubelets.Bodies;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;

namespace Stvg.Models.Poses;

/// <summary>A few pose networks for many cameras: a look takes some ten milliseconds, so that cameras take turns. Safe for concurrent use.</summary>
public sealed class SharedPoses : IDisposable
{
    private readonly Line[] _lines;
    private int _taken = -1;

    private SharedPoses(Line[] lines) => _lines = lines;

    /// <summary>Opens an installed pose model.</summary>
    /// <param name="model">A pose model of the catalogue.</param>
    /// <param name="count">How many looks may run at once.</param>
    /// <param name="options">Threads and device; defaults when null.</param>
    /// <exception cref="Core.StvgException">See <see cref="PoseEstimator.Open"/>.</exception>
    public static SharedPoses Open(ModelEntry model, int count, DetectorOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var lines = new List<Line>(count);
        try
        {
            for (var i = 0; i < count; i++) lines.Add(new Line(PoseEstimator.Open(model, options)));
        }
        catch
        {
            foreach (var line in lines) line.Dispose();
            throw;
        }

        return new SharedPoses([.. lines]);
    }

    /// <summary>One camera's access.</summary>
    public IPoseEstimator Take() => _lines[(uint)Interlocked.Increment(ref _taken) % (uint)_lines.Length];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var line in _lines) line.Dispose();
    }

    private sealed class Line(PoseEstimator network) : IPoseEstimator, IDisposable
    {
        private readonly Lock _turn = new();

        public void Estimate(Frame frame, in Box box, Span<JointPoint> joints)
        {
            lock (_turn) network.Estimate(frame, box, joints);
        }

        public void Dispose()
        {
            lock (_turn) network.Dispose();
        }
    }
}
