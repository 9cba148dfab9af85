using Stvg.Core.Services;

namespace Stvg.Storage.Search;

/// <summary>A tube with the object that it is of.</summary>
/// <param name="Record">The tube.</param>
/// <param name="ObjectId">The object in its camera: several tubelets may be of the same.</param>
internal sealed record Answer(TubeRecord Record, int ObjectId)
{
    /// <summary>Where the tubelet is in the archive, for answers of a search.</summary>
    public TubeletEntry Entry { get; init; }

    /// <summary>The best, best first, one for each object; of equals the newer.</summary>
    public static IReadOnlyList<TubeRecord> Best(IEnumerable<Answer> answers, int top) =>
    [
        .. answers.OrderByDescending(a => a.Record.Tube.Score).ThenByDescending(a => a.Record.BeginAt)
            .ThenBy(a => a.Record.Tube.CameraId, StringComparer.Ordinal).ThenBy(a => a.Record.Tube.TubeletId)
            .DistinctBy(a => (a.Record.Tube.CameraId, a.ObjectId))
            .Take(Math.Max(0, top)).Select(a => a.Record),
    ];
}
