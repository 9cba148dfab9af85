using Orleans.Concurrency;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Interfaces;

/// <summary>
/// All standing queries, decomposed to their sub-queries and indexed, for a group of cameras (key: <see cref="ClusterNames.GroupOf"/>): a
/// camera's update goes to one grain, however many sentences are on watch. Judges the updates that come through its stream, and writes
/// alerts.
/// </summary>
[Alias("stvg.queries")]
public interface IQueryGrain : IGrainWithStringKey
{
    /// <summary>A standing query was added, replaced or removed in the archive.</summary>
    [Alias("query-changed")]
    Task QueryChangedAsync(string queryId);

    /// <summary>A camera of the group was added, changed or removed in the archive.</summary>
    [Alias("camera-changed")]
    Task CameraChangedAsync(string cameraId);

    /// <summary>
    /// Whether an update was judged and its alerts were written; one that has not come through the stream is fetched from the camera.
    /// </summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="epoch">Its owner.</param>
    /// <param name="sequence">Number of the update.</param>
    /// <returns>Whether it was; when not, it has not come: to be asked again.</returns>
    [Alias("has-judged")]
    Task<JudgedReport> HasJudgedAsync(string cameraId, long epoch, long sequence);

    /// <summary>
    /// Cameras of the group's own silo have told something, which lies there. Called from another silo it finds nothing, and changes
    /// nothing.
    /// </summary>
    [Alias("pick-up"), OneWay]
    Task PickUpAsync();

    /// <summary>Where it is: cameras of the group that are to be placed go there, if they can.</summary>
    [Alias("where"), AlwaysInterleave]
    Task<GroupPlace> WhereAsync();

    /// <summary>What came of a camera last, whole, for whoever takes it over from an owner who died; null when nothing did.</summary>
    [Alias("latest"), AlwaysInterleave]
    Task<UpdateParcel?> LatestAsync(string cameraId);

    /// <summary>Tells of alerts about which the model has spoken, or that have waited long enough for it.</summary>
    [Alias("settle")]
    Task SettleAsync();

    /// <summary>How it fares; <paramref name="queryId"/>, when given, is whose open alerts are counted.</summary>
    [Alias("report"), AlwaysInterleave]
    Task<GroupReport> ReportAsync(string? queryId);
}
