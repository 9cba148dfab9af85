using System.Collections.Concurrent;
using System.Diagnostics;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Grounding;
using Stvg.Core.Grounding.Filtering;
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
public sealed class TubeSearch(IArchive archive, Func<string, QueryPlan> parse, TimeProvider? time = null)
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

        // Those that are near each other in time share neighbours, so they go into one part and are loaded together.
        var parts = candidates.OrderBy(c => c.Viewpoint.Row).ThenBy(c => c.BeginAt).Chunk(SearchLimits.LoadedTogether);
        var found = new ConcurrentBag<Answer>();
        await Parallel.ForEachAsync(
            parts, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = SearchLimits.Parallelism },
            async (part, stop) =>
            {
                foreach (var answer in await Surroundings.JudgeAsync(archive, plan, part, stop).ConfigureAwait(false))
                    if (answer.Record.Tube.Score >= request.Threshold) found.Add(answer);
            }).ConfigureAwait(false);

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
        SaveAsync(Stretch.GroundAsync(archive, plan, cameraId, from, to, top, wholePeriod, ct), ct);

    /// <summary>What a camera saw in a stretch of time, newest meaning of its frame numbers last; empty when it saw nothing.</summary>
    /// <exception cref="ServiceException">The stretch holds too much.</exception>
    public Task<IReadOnlyList<(Scene Scene, CameraTimeline Timeline)>> ScenesAsync(
        string cameraId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => Stretch.ScenesAsync(archive, cameraId, from, to, ct);

    private async Task<IReadOnlyList<TubeRecord>> SaveAsync(Task<IReadOnlyList<TubeRecord>> finding, CancellationToken ct)
    {
        var tubes = await finding.ConfigureAwait(false);
        await archive.SaveTubesAsync(tubes, _time.GetUtcNow(), ct).ConfigureAwait(false);
        return tubes;
    }
}
