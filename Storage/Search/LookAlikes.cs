using Stvg.Core.Grounding;
using Stvg.Core.Services;
using Stvg.Core.Tracking;

namespace Stvg.Storage.Search;

/// <summary>Finds an object elsewhere by its looks.</summary>
internal static class LookAlikes
{
    // Several tubelets of one object may be among the most alike.
    private const int Spare = 4;

    /// <summary>Tubes of tubelets that look alike, most alike first, one for each object.</summary>
    public static async Task<IReadOnlyList<TubeRecord>> FindAsync(
        IArchive archive, TubeRecord tube, SearchScope scope, CancellationToken ct)
    {
        var source = await SourceAsync(archive, tube, ct).ConfigureAwait(false);
        var tubelet = source.Object.Tubelet;
        var (kind, wanted) = (ClassFamilies.FamilyOf(tubelet.Class), (Spare * Math.Max(1, scope.Top)) + Spare);
        var found = await archive.AlikeAsync(tubelet.Appearance, kind, scope, SearchLimits.Looks, wanted, ct).ConfigureAwait(false);

        // Nothing is twice in one picture; and what is as alike as two strangers usually are is somebody else.
        var alike = found.Where(f => f.Similarity > AppearancePrior.Default.OtherMean && !IsBeside(f.Entry, source)).ToList();
        var objects = (await archive.LoadAsync([.. alike.Select(a => a.Entry)], ct).ConfigureAwait(false))
            .ToDictionary(l => l.Entry.Row, l => l.Object);
        return Answer.Best(
            from a in alike
            where objects.ContainsKey(a.Entry.Row)
            let seen = objects[a.Entry.Row].Tubelet
            let view = a.Entry.Viewpoint
            let record = Surroundings.ToRecord(
                new Tube
                {
                    Id = Stretch.Id($"like\n{tube.Tube.Id}\n{view.CameraId}\n{seen.Id}"),
                    Query = tube.Tube.Query,
                    CameraId = view.CameraId,
                    TubeletId = seen.Id,
                    Begin = seen.Begin,
                    BeginTime = view.Timeline.SinceEpoch(seen.Begin),
                    EndTime = view.Timeline.SinceEpoch(seen.End),
                    Boxes = seen.Boxes,
                    Score = Math.Clamp(a.Similarity, 0, 1),
                },
                view)
            select new Answer(record, seen.ObjectId),
            scope.Top);
    }

    private static bool IsBeside(in TubeletEntry entry, StoredTubelet source) =>
        entry.Viewpoint.CameraId == source.Object.Tubelet.CameraId && entry.BeginAt <= source.EndAt && entry.EndAt >= source.BeginAt;

    private static async Task<StoredTubelet> SourceAsync(IArchive archive, TubeRecord tube, CancellationToken ct)
    {
        var id = tube.Tube.Id;
        if (tube.BeginAt is null)
            throw new ServiceException(
                ServiceError.Invalid, $"tube '{id}' is of a video file: only what cameras saw can be looked for elsewhere");
        var source = await archive.FindTubeletAsync(tube.Tube.CameraId, tube.Tube.TubeletId, ct).ConfigureAwait(false)
            ?? throw new ServiceException(
                ServiceError.NotFound,
                $"the object of tube '{id}' is not in the archive: it is still in the picture, or was forgotten since");
        return source.Object.Tubelet.Appearance.Count > 0
            ? source
            : throw new ServiceException(ServiceError.Invalid, $"of the object of tube '{id}' no look was kept: it was never seen clearly");
    }
}
