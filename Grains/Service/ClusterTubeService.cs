using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Grains.Clips;
using Stvg.Grains.Queries;

namespace Stvg.Grains.Service;

/// <summary>
/// Search in a cluster is scored where a silo has time; single answers and their pictures come from the archive and the recordings here.
/// </summary>
internal sealed class ClusterTubeService(ClipDispatch dispatch, QueryPlanner planner, TubeService here) : ITubeService
{
    public async Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken ct)
    {
        var plan = planner.Plan(request.Text);
        return (await dispatch.RunAsync(request.ToJob(), ct).ConfigureAwait(false)).ToSearchAnswer(plan);
    }

    public Task<IReadOnlyList<TubeRecord>> LikeAsync(string tubeId, SearchScope scope, CancellationToken ct) =>
        here.LikeAsync(tubeId, scope, ct);

    public Task<TubeRecord?> FindAsync(string id, CancellationToken ct) => here.FindAsync(id, ct);

    public Task<Media> ClipAsync(string id, CancellationToken ct) => here.ClipAsync(id, ct);

    public Task<Media> ThumbnailAsync(string id, CancellationToken ct) => here.ThumbnailAsync(id, ct);

    public Task<TubeCurves> CurvesAsync(string id, CancellationToken ct) => here.CurvesAsync(id, ct);

    public Task<Verdict?> VerdictAsync(string id, CancellationToken ct) => here.VerdictAsync(id, ct);

    public Task FeedbackAsync(string tubeId, Verdict verdict, string by, CancellationToken ct) =>
        here.FeedbackAsync(tubeId, verdict, by, ct);

    public Task<Page<GivenVerdict>> VerdictsAsync(string? cursor, int limit, CancellationToken ct) => here.VerdictsAsync(cursor, limit, ct);
}
