using Stvg.Core.Services;

namespace Stvg.Api.Tests.Fakes;

internal sealed class FakeTubes : ITubeService
{
    public static readonly DateTimeOffset At = new(2026, 1, 31, 8, 30, 0, TimeSpan.Zero);

    public static readonly byte[] Video = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    public SearchRequest? LastSearch { get; private set; }

    public SearchScope? LastScope { get; private set; }

    public Dictionary<(string Tube, string By), Verdict> Verdicts { get; } = [];

    public List<TubeRecord> Known { get; } = [Tubes.Record("tube-1", "gate-1", At), Tubes.Record("tube-2", "yard.mp4", null)];

    public Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken ct)
    {
        LastSearch = request;
        var plan = FakeQueries.Parse(request.Text);
        var tubes = Known.Where(t =>
            t.Tube.Score >= request.Threshold && (request.Cameras.IsEmpty || request.Cameras.Contains(t.Tube.CameraId)));
        return Task.FromResult(
            new SearchAnswer(plan, [.. tubes.Take(request.Top)], 12, 7, TimeSpan.FromMilliseconds(12.3456)) { Judged = request.Judge ? 2
            : 0 });
    }

    public Task<IReadOnlyList<TubeRecord>> LikeAsync(string tubeId, SearchScope scope, CancellationToken ct)
    {
        Require(tubeId);
        LastScope = scope;
        return Task.FromResult<IReadOnlyList<TubeRecord>>([.. Known.Where(t => t.Tube.Id != tubeId).Take(scope.Top)]);
    }

    public Task<TubeRecord?> FindAsync(string id, CancellationToken ct) => Task.FromResult(Known.Find(t => t.Tube.Id == id));

    public Task<Media> ClipAsync(string id, CancellationToken ct)
    {
        Require(id);
        return Task.FromResult(new Media(Video, "video/mp4"));
    }

    public Task<Media> ThumbnailAsync(string id, CancellationToken ct)
    {
        Require(id);
        return Task.FromResult(new Media(new byte[] { 0xFF, 0xD8 }, "image/jpeg"));
    }

    public Task<TubeCurves> CurvesAsync(string id, CancellationToken ct)
    {
        Require(id);
        var subQuery = FakeQueries.Parse("a person in red").SubQueries[0];
        return Task.FromResult(new TubeCurves(10, 95, [new ScoreCurve(subQuery, [0.1234f, 0.5f, 1])], 90, 120.5));
    }

    public Task<Verdict?> VerdictAsync(string id, CancellationToken ct) => Task.FromResult(
        Verdicts.Where(v => v.Key.Tube == id).Select(v => (Verdict?)v.Value).LastOrDefault());

    public Task FeedbackAsync(string tubeId, Verdict verdict, string by, CancellationToken ct)
    {
        Require(tubeId);
        Verdicts[(tubeId, by)] = verdict;
        return Task.CompletedTask;
    }

    public Task<Page<GivenVerdict>> VerdictsAsync(string? cursor, int limit, CancellationToken ct) => Task.FromResult(FakeService.Part(
        [.. Verdicts.Select((v, i) => new GivenVerdict(
            v.Key.Tube, "a person in red", v.Value, v.Key.By, At.AddSeconds(i), Known.Find(t => t.Tube.Id == v.Key.Tube)))], cursor, limit));

    private void Require(string id)
    {
        if (!Known.Exists(t => t.Tube.Id == id)) throw new ServiceException(ServiceError.NotFound, $"there is no tube '{id}'");
    }
}
