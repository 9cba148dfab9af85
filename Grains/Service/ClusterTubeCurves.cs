using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Queries;

namespace Stvg.Grains.Service;

/// <summary>
/// Curves of answers about video files are made where the file can be read, and was perhaps watched already; the others, too.
/// </summary>
internal sealed class ClusterTubeCurves(ClipDispatch dispatch, QueryPlanner planner) : ITubeCurves
{
    public async Task<(int Begin, IReadOnlyList<ScoreCurve> Curves)> FindAsync(TubeRecord record, CancellationToken ct)
    {
        var job = new ClipJob
        {
            Id = Guid.NewGuid().ToString("N"), Task = (int)ClipTask.Curves, TubeId = record.Tube.Id, Video = record.BeginAt is null
                ? record.Tube.CameraId : null,
        };
        var curves = (await dispatch.RunAsync(job, ct).ConfigureAwait(false)).Curves!;
        if (curves.SubQueries.Length == 0) return (curves.Begin, []);
        var subQueries = planner.Plan(record.Tube.Query).SubQueries.ToDictionary(s => s.Id, StringComparer.Ordinal);
        return (curves.Begin, [.. curves.SubQueries.Zip(curves.Scores).Select(c => new ScoreCurve(subQueries[c.First], c.Second))]);
    }
}
