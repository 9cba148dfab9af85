using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Storage;

/// <summary>What a search asks of the archive: which tubelets are worth a look, without loading those that are not.</summary>
public interface ITubeletIndex
{
    /// <summary>Tubelets that pass a filter, newest first (by their end).</summary>
    /// <param name="filter">What they must have.</param>
    /// <param name="scope">Where and when; <see cref="SearchScope.Top"/> does not matter here.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The newest, and how many there are in all.</returns>
    Task<Candidates> CandidatesAsync(PlanFilter filter, SearchScope scope, int limit, CancellationToken ct);

    /// <summary>
    /// For each of several tubelets those of its viewpoint that were there at the same time or shortly before or after, itself included.
    /// </summary>
    /// <param name="tubelets">The tubelets.</param>
    /// <param name="margin">How long before and after still counts.</param>
    /// <param name="filter">What the others must have; null: nothing.</param>
    /// <param name="most">At most so many for each: those that were there together with it the longest.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>One list for each, in the order of <paramref name="tubelets"/>.</returns>
    Task<IReadOnlyList<IReadOnlyList<TubeletEntry>>> NeighboursAsync(
        IReadOnlyList<TubeletEntry> tubelets, TimeSpan margin, PlanFilter? filter, int most, CancellationToken ct);

    /// <summary>
    /// Tubelets with what was measured of them, but without <see cref="Tubelet.Appearance"/>; in any order, without those that were
    /// forgotten meanwhile.
    /// </summary>
    Task<IReadOnlyList<(TubeletEntry Entry, SceneObject Object)>> LoadAsync(IReadOnlyList<TubeletEntry> tubelets, CancellationToken ct);

    /// <summary>Tubelets of one kind that look most like a given look, most alike first.</summary>
    /// <param name="look">An appearance vector of unit length.</param>
    /// <param name="kind">Class family (<see cref="Core.Tracking.ClassFamilies.FamilyOf"/>).</param>
    /// <param name="scope">Where and when.</param>
    /// <param name="compared">At most so many are compared, the newest.</param>
    /// <param name="limit">At most so many are given.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<(TubeletEntry Entry, float Similarity)>> AlikeAsync(
        IReadOnlyList<float> look, int kind, SearchScope scope, int compared, int limit, CancellationToken ct);
}

/// <summary>A tubelet of the archive that was not loaded.</summary>
/// <param name="Row">Its place in the archive.</param>
/// <param name="TubeletId">Its id in its camera.</param>
/// <param name="Viewpoint">Whence it was seen.</param>
/// <param name="BeginAt">Capture time of its first frame.</param>
/// <param name="EndAt">Capture time of its last frame.</param>
public readonly record struct TubeletEntry(long Row, int TubeletId, Viewpoint Viewpoint, DateTimeOffset BeginAt, DateTimeOffset EndAt);

/// <summary>What frame numbers and pixels of a tubelet mean; tubelets of one viewpoint make scenes.</summary>
/// <param name="Row">Its place in the archive.</param>
/// <param name="CameraId">The camera.</param>
/// <param name="Timeline">Meaning of its frame numbers.</param>
/// <param name="Size">Size of its picture.</param>
public sealed record Viewpoint(long Row, string CameraId, CameraTimeline Timeline, FrameSize Size);

/// <summary>What came through a filter.</summary>
/// <param name="Newest">The newest.</param>
/// <param name="Count">How many there are in all.</param>
public sealed record Candidates(IReadOnlyList<TubeletEntry> Newest, long Count);
