using System.Collections.Concurrent;
using System.Diagnostics;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Grounding;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Learning;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Storage.Search;

namespace Stvg.Storage;

/// <summary>
/// Finds in everything that was seen what a sentence describes. Signatures choose the candidates, the newest of those are loaded with what
/// was around them, and scored by the same <see cref="Grounder"/> that answers for clips and live cameras. Answers are kept in the archive,
/// so that they can be fetched by their ids. Safe for concurrent use.
/// </summary>
/// <param name="archive">What was seen.</param>
/// <param name="parse">Makes a plan of a sentence, or throws a <see cref="StvgException"/>.</param>
/// <param name="time">Tells when answers were given; the system's clock where null.</param>
/// <param name="learned">The learned grounder that has a say now; null, or of null: the built-in one answers alone.</param>
public sealed class TubeSearch(
    IArchive archive, Func<string, QueryPlan> parse, TimeProvider? time = null, Func<LearnedGrounder?>? learned = null)
{
    private readonly CandidateChoice _choice = new(archive);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>One sentence over everything, or over some cameras and a stretch of time: tubes, best first, one for each object.</summary>
    /// <exception cref="StvgException">The sentence is not understood, or the archive does not answer.</exception>
    public async Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = Stopwatch.GetTimestamp();
        var plan = parse(request.Text);
        var filter = PlanFilter.Of(plan, request.Threshold);
        var (candidates, count) = await _choice.ChooseAsync(filter, request, ct).ConfigureAwait(false);

        var teacher = learned?.Invoke() is { Weighing: not null } taught ? taught : null;
        var found = await JudgeAsync(plan, candidates, null, teacher is null ? request.Threshold : 0, ct).ConfigureAwait(false);
        if (teacher is not null) found = await TogetherAsync(plan, found, teacher, request.Threshold, ct).ConfigureAwait(false);
        var tubes = Answer.Best(found, request.Top);
        await archive.SaveTubesAsync(tubes, _time.GetUtcNow(), ct).ConfigureAwait(false);
        return new SearchAnswer(plan, tubes, count, candidates.Count, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>
    /// The same object elsewhere, as far as looks can tell: at other times, in other cameras. Most alike first; the score is the cosine of
    /// the appearance vectors.
    /// </summary>
    /// <exception cref="ServiceException">The tube is of a video file, or its object is not in the archive, or without a look.</exception>
    public Task<IReadOnlyList<TubeRecord>> LikeAsync(TubeRecord tube, SearchScope scope, CancellationToken ct) =>
        SaveAsync(LookAlikes.FindAsync(archive, tube, scope, ct), ct);

    /// <summary>One camera's stretch of time as one scene: what began before it or goes on after it is cut to it.</summary>
    /// <param name="plan">The sentence's plan.</param>
    /// <param name="cameraId">The camera.</param>
    /// <param name="from">Begin.</param>
    /// <param name="to">End.</param>
    /// <param name="top">At most so many answers.</param>
    /// <param name="wholePeriod">Whether the stretch is the answers' interval, as far as an object lives in it; else the best interval in it is.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ServiceException">The stretch holds too much.</exception>
    public Task<IReadOnlyList<TubeRecord>> GroundAsync(
        QueryPlan plan, string cameraId, DateTimeOffset from, DateTimeOffset to, int top, bool wholePeriod, CancellationToken ct) =>
        SaveAsync(Stretch.GroundAsync(archive, plan, cameraId, from, to, top, wholePeriod, learned?.Invoke(), ct), ct);

    /// <summary>What a camera saw in a stretch of time, newest meaning of its frame numbers last; empty when it saw nothing.</summary>
    /// <exception cref="ServiceException">The stretch holds too much.</exception>
    public Task<IReadOnlyList<(Scene Scene, CameraTimeline Timeline)>> ScenesAsync(
        string cameraId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => Stretch.ScenesAsync(archive, cameraId, from, to, ct);

    /// <summary>The tubes of candidates, from a score on.</summary>
    private async Task<IReadOnlyCollection<Answer>> JudgeAsync(
        QueryPlan plan, IEnumerable<TubeletEntry> candidates, LearnedGrounder? teacher, float threshold, CancellationToken ct)
    {
        // Those that are near each other in time share neighbours, so they go into one part and are loaded together.
        var parts = candidates.OrderBy(c => c.Viewpoint.Row).ThenBy(c => c.BeginAt).Chunk(SearchLimits.LoadedTogether);
        var found = new ConcurrentBag<Answer>();
        await Parallel.ForEachAsync(
            parts, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = SearchLimits.Parallelism },
            async (part, stop) =>
            {
                foreach (var answer in await Surroundings.JudgeAsync(archive, plan, part, teacher, stop).ConfigureAwait(false))
                    if (answer.Record.Tube.Score >= threshold) found.Add(answer);
            }).ConfigureAwait(false);
        return found;
    }

    /// <summary>
    /// The most promising of what the built-in grounder found are judged anew together with the learned one, which takes far longer.
    /// The others keep their scores; and where the two together find nothing, what the built-in grounder found stands.
    /// </summary>
    private async Task<IReadOnlyCollection<Answer>> TogetherAsync(
        QueryPlan plan, IReadOnlyCollection<Answer> found, LearnedGrounder teacher, float threshold, CancellationToken ct)
    {
        var ranked = found.OrderByDescending(a => a.Record.Tube.Score).ThenByDescending(a => a.Record.BeginAt).ThenBy(a => a.Entry.Row).ToList();
        var again = await JudgeAsync(plan, ranked.Take(SearchLimits.Together).Select(a => a.Entry), teacher, threshold, ct).ConfigureAwait(false);
        List<Answer> alone = [.. ranked.Where(a => a.Record.Tube.Score >= threshold)];
        List<Answer> together = [.. again, .. ranked.Skip(SearchLimits.Together).Where(a => a.Record.Tube.Score >= threshold)];
        return together.Count > 0 ? together : alone;
    }

    private async Task<IReadOnlyList<TubeRecord>> SaveAsync(Task<IReadOnlyList<TubeRecord>> finding, CancellationToken ct)
    {
        var tubes = await finding.ConfigureAwait(false);
        await archive.SaveTubesAsync(tubes, _time.GetUtcNow(), ct).ConfigureAwait(false);
        return tubes;
    }
}
