using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>Search over everything seen, and single answers with their pictures.</summary>
internal sealed class TubeService(
    IArchive archive, TubeSearch search, ITubeCurves curves, ServerOptions options, JudgedAnswers? judge = null)
    : ITubeService, IDisposable
{
    // Cutting and drawing take a core each: who comes third waits.
    private readonly SemaphoreSlim _cutting = new(2);
    private readonly RecentPictures _thumbnails = new(512);

    public async Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken ct)
    {
        if (request.Judge && judge is null) throw JudgedAnswers.Missing();
        var answer = await search.SearchAsync(request, ct).ConfigureAwait(false);
        if (request.Judge) answer = await judge!.RankAsync(answer, ct).ConfigureAwait(false);
        ServerMetrics.Search.Record(answer.Elapsed.TotalSeconds);
        return answer;
    }

    public async Task<IReadOnlyList<TubeRecord>> LikeAsync(string tubeId, SearchScope scope, CancellationToken ct) =>
        await search.LikeAsync(await GetAsync(tubeId, ct).ConfigureAwait(false), scope, ct).ConfigureAwait(false);

    public Task<TubeRecord?> FindAsync(string id, CancellationToken ct) => archive.FindTubeAsync(id, ct);

    public async Task<Media> ClipAsync(string id, CancellationToken ct)
    {
        var record = await GetAsync(id, ct).ConfigureAwait(false);
        var tube = record.Tube;
        var path = Path.Combine(Path.GetTempPath(), $"stvg-{Guid.NewGuid():N}.mp4");
        await _cutting.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var (sources, begin, end) = await SourcesAsync(record, ct).ConfigureAwait(false);
            var drawn = new CutTube(tube.Query, tube.Score, record.Size, at => BoxAt(record, begin, at));
            await RecordingCutter.RenderClipAsync(sources, begin, end, drawn, path, ct).ConfigureAwait(false);
            return new Media(await File.ReadAllBytesAsync(path, ct).ConfigureAwait(false), "video/mp4");
        }
        catch (StvgException e) when (e is not ServiceException)
        {
            throw NotNow(e);
        }
        finally
        {
            _cutting.Release();
            File.Delete(path);
        }
    }

    public async Task<Media> ThumbnailAsync(string id, CancellationToken ct)
    {
        var record = await GetAsync(id, ct).ConfigureAwait(false);
        if (_thumbnails.Find(id, record.Tube.End) is { } known) return known;
        var (sources, begin, end) = await SourcesAsync(record, ct).ConfigureAwait(false);
        var boxes = record.Tube.Boxes;
        await _cutting.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var middle = begin + ((end - begin) / 2);
            var jpeg = await RecordingCutter.ThumbnailAsync(sources, middle, boxes[boxes.Count / 2], record.Tube.Query, ct).ConfigureAwait(false);
            var picture = new Media(jpeg, "image/jpeg");
            _thumbnails.Keep(id, record.Tube.End, picture);
            return picture;
        }
        catch (StvgException e) when (e is not ServiceException)
        {
            throw NotNow(e);
        }
        finally
        {
            _cutting.Release();
        }
    }

    public async Task<TubeCurves> CurvesAsync(string id, CancellationToken ct)
    {
        var record = await GetAsync(id, ct).ConfigureAwait(false);
        var (begin, found) = await curves.FindAsync(record, ct).ConfigureAwait(false);
        var (clipBegin, clipEnd) = await ClipSpanAsync(record, ct).ConfigureAwait(false);
        return new TubeCurves(record.FramesPerSecond, begin, found, clipBegin, clipEnd);
    }

    public Task<Verdict?> VerdictAsync(string id, CancellationToken ct) => archive.LastVerdictAsync(id, ct);

    public async Task FeedbackAsync(string tubeId, Verdict verdict, string by, CancellationToken ct)
    {
        var record = await GetAsync(tubeId, ct).ConfigureAwait(false);
        await archive.SaveFeedbackAsync(new Feedback(tubeId, record.Tube.Query, verdict, by, options.Time.GetUtcNow()), ct).ConfigureAwait(false);
    }

    public async Task<Page<GivenVerdict>> VerdictsAsync(string? cursor, int limit, CancellationToken ct)
    {
        var page = await archive.FeedbackAsync(cursor, limit, ct).ConfigureAwait(false);
        var verdicts = new List<GivenVerdict>(page.Items.Count);
        foreach (var said in page.Items)
        {
            var tube = await archive.FindTubeAsync(said.TubeId, ct).ConfigureAwait(false);
            verdicts.Add(new GivenVerdict(said.TubeId, said.Query, said.Verdict, said.By, said.At, tube));
        }

        return new Page<GivenVerdict>(verdicts, page.Next);
    }

    public void Dispose() => _cutting.Dispose();

    // The newest file of a recording may be half there; nobody who asks has made a mistake.
    private static ServiceException NotNow(StvgException e) => new(ServiceError.Unavailable, e.Message);

    private async Task<TubeRecord> GetAsync(string id, CancellationToken ct) =>
        await archive.FindTubeAsync(id, ct).ConfigureAwait(false) ?? throw new ServiceException(ServiceError.NotFound, $"there is no tube '{id}'");

    /// <summary>The files that hold the tube's stretch; a video file is its own recording, on a clock that begins with it.</summary>
    private async Task<(IReadOnlyList<CutSource> Sources, DateTimeOffset Begin, DateTimeOffset End)> SourcesAsync(TubeRecord record, CancellationToken ct)
    {
        var tube = record.Tube;
        if (record.BeginAt is not { } begin || record.EndAt is not { } end)
        {
            var epoch = DateTimeOffset.UnixEpoch;
            return ([new CutSource(tube.CameraId, epoch, DateTimeOffset.MaxValue)], epoch + tube.BeginTime, epoch + tube.EndTime);
        }

        var segments = await archive.SegmentsAsync(tube.CameraId, begin, end, ct).ConfigureAwait(false);
        var there = segments
            .Select(s => new CutSource(Path.Combine(options.RecordingsFolder, s.Path), s.BeginAt, s.EndAt))
            .Where(s => File.Exists(s.Path)).ToList();
        if (there.Count == 0)
        {
            throw new ServiceException(ServiceError.NotFound,
                $"camera '{tube.CameraId}' has no recording of {begin:u}: it was not recorded, retention took it, or its file is still being written");
        }

        return (there, begin, end);
    }

    /// <summary>What the answer's video shows, in its frame numbers: some of what lies around it, as far as that was recorded.</summary>
    private async Task<(double? Begin, double? End)> ClipSpanAsync(TubeRecord record, CancellationToken ct)
    {
        IReadOnlyList<CutSource> sources;
        DateTimeOffset begin, end;
        try
        {
            (sources, begin, end) = await SourcesAsync(record, ct).ConfigureAwait(false);
        }
        catch (ServiceException e) when (e.Kind == ServiceError.NotFound)
        {
            return (null, null);
        }

        var from = Later(begin - RecordingCutter.Margin, sources[0].BeginAt);
        var to = Earlier(end + RecordingCutter.Margin, sources[^1].EndAt);
        return (FrameAt(from), FrameAt(to));

        double FrameAt(DateTimeOffset at) => record.Tube.Begin + ((at - begin).TotalSeconds * record.FramesPerSecond);
        static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
        static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
    }

    private static Box? BoxAt(TubeRecord record, DateTimeOffset begin, DateTimeOffset at)
    {
        var index = (int)Math.Round((at - begin).TotalSeconds * record.FramesPerSecond);
        return index >= 0 && index < record.Tube.Boxes.Count ? record.Tube.Boxes[index] : null;
    }
}
