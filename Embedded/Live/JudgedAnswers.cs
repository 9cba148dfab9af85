using System.Collections.Concurrent;
using System.Diagnostics;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Correspondences;
using Stvg.Core.Grounding;
using Stvg.Core.Judging;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Models.Judging;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>Asks the configured multimodal model about clips and answers, with pictures out of files and recordings.</summary>
internal sealed class JudgedAnswers(IJudge judge, JudgeSettings settings, IArchive archive, string recordings, TimeProvider time)
{
    // Answers of a search that are looked at: each costs a few questions.
    private const int Looked = 10;

    private readonly ClipJudge _clips = new(judge, settings);

    /// <summary>What is said when a judge is wanted and there is none.</summary>
    public static ServiceException Missing() =>
        new(ServiceError.Invalid, "this server asks no judge: start it with --judge FILE (docs/judge.md), or leave 'judge' out");

    /// <summary>Grounds a sentence in a clip of a file.</summary>
    public Task<JudgedClip> GroundAsync(QueryPlan plan, ClipAnalysis clip, GroundingOptions options, CancellationToken ct) =>
        GuardAsync(() => _clips.GroundAsync(plan, clip.Scene, clip.Path, options,
            (frames, marks, stop) => PicturesAsync(clip, settings.PictureSide, frames, marks, stop), ct));

    /// <summary>Grounds a sentence in a stretch of a camera.</summary>
    public Task<JudgedClip> GroundAsync(QueryPlan plan, string camera, Scene scene, CameraTimeline timeline, GroundingOptions options,
        CancellationToken ct) =>
        GuardAsync(() => _clips.GroundAsync(plan, scene, camera, options,
            (frames, marks, stop) => PicturesAsync(camera, scene, timeline, frames, marks, stop), ct));

    /// <summary>Who is asked.</summary>
    public string Name => judge.Name;

    /// <summary>Describes an object of a file, or of a stretch of a camera where there is a timeline.</summary>
    public Task<string> DescribeAsync(
        ClipAnalysis? clip, string camera, Scene scene, CameraTimeline? timeline, Tubelet subject, int begin, int end,
            CancellationToken ct) =>
        GuardAsync(() => _clips.DescribeAsync(scene, subject, begin, end, (frames, marks, stop) => clip is not null
            ? PicturesAsync(clip, settings.PictureSide, frames, marks, stop)
                : PicturesAsync(camera, scene, timeline!, frames, marks, stop), ct));

    /// <summary>
    /// Ranks the best answers of a search anew, by the mean of the engine's and the judge's scores. What cannot be shown, because nothing
    /// was recorded, keeps its score.
    /// </summary>
    /// <exception cref="ServiceException">The judge does not answer.</exception>
    public async Task<SearchAnswer> RankAsync(SearchAnswer answer, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var judged = new ConcurrentDictionary<string, TubeRecord>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(answer.Tubes.Take(Looked), new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = 2 },
            async (record, stop) =>
        {
            if (await GuardAsync(() => JudgeAsync(answer.Plan, record, stop)).ConfigureAwait(false) is { } changed)
                judged[record.Tube.Id] = changed;
        }).ConfigureAwait(false);
        await archive.SaveTubesAsync([.. judged.Values], time.GetUtcNow(), ct).ConfigureAwait(false);
        return answer with
        {
            Tubes = [.. answer.Tubes.Select(t => judged.GetValueOrDefault(t.Tube.Id, t)).OrderByDescending(t => t.Tube.Score)],
            Judged = judged.Count,
            Elapsed = answer.Elapsed + Stopwatch.GetElapsedTime(began),
        };
    }

    /// <summary>JPEGs of frames of a file, with marks.</summary>
    public static async Task<IReadOnlyList<JudgePicture>> PicturesAsync(ClipAnalysis clip, int side, IReadOnlyList<int> frames,
        MarkedClip? marks, CancellationToken ct)
    {
        var read = await ClipFrames.ReadAsync(clip, frames, side, ct).ConfigureAwait(false);
        var jpegs = await (marks is null ? read : read.With(marks, outline: true)).JpegsAsync(ct).ConfigureAwait(false);
        return [.. jpegs.Select((jpeg, i) => new JudgePicture(read.Frames[i].Time.TotalSeconds, jpeg))];
    }

    private async Task<IReadOnlyList<JudgePicture>> PicturesAsync(
        string camera, Scene scene, CameraTimeline timeline, IReadOnlyList<int> frames, MarkedClip? marks, CancellationToken ct)
    {
        var read = await RecordedFrames.ReadAsync(archive, recordings, camera, scene.Size, timeline, frames, settings.PictureSide,
            ct).ConfigureAwait(false);
        var jpegs = await (marks is null ? read : read.With(marks, outline: true)).JpegsAsync(ct).ConfigureAwait(false);
        return [.. jpegs.Select((jpeg, i) => new JudgePicture((frames[i] - scene.FirstFrame) / scene.Fps, jpeg))];
    }

    private async Task<TubeRecord?> JudgeAsync(QueryPlan plan, TubeRecord record, CancellationToken ct)
    {
        var tube = record.Tube;
        if (record.BeginAt is not { } begin) return null;
        // Frame numbers are ticks since the epoch, which the tube's own times give.
        var timeline = new CameraTimeline(begin - TimeSpan.FromSeconds(tube.Begin / record.FramesPerSecond), record.FramesPerSecond);
        var subject = new Tubelet { Id = tube.TubeletId, Begin = tube.Begin, Boxes = tube.Boxes, Scores = new float[tube.Boxes.Count] };
        var marked = MarkedClip.Of([subject], record.Size, Prominence.KeptFrames(tube.Begin, tube.End, settings.Frames), [subject.Id],
            new MarkOptions());
        if (marked.Marks.Count == 0) return null;
        try
        {
            var frames = await RecordedFrames.ReadAsync(
                archive, recordings, tube.CameraId, record.Size, timeline, [.. marked.Frames.Select(f => f.Frame)], settings.PictureSide,
                    ct).ConfigureAwait(false);
            var jpegs = await frames.With(marked, outline: true).JpegsAsync(ct).ConfigureAwait(false);
            JudgePicture[] pictures =
                [.. jpegs.Select((jpeg, i) => new JudgePicture((marked.Frames[i].Frame - tube.Begin) / record.FramesPerSecond, jpeg))];
            var (score, _) = await HearingRun.AskAsync(judge, plan, marked.Marks[0].Number, pictures, ct).ConfigureAwait(false);
            return record with { Tube = JudgedTube.Of(tube, score) };
        }
        catch (StvgException e) when (e is not JudgeException)
        {
            return null; // no recording, or none that can be read: the answer stands as it was
        }
    }

    /// <summary>That somebody else's model does not answer is nothing that the request did wrong.</summary>
    private static async Task<T> GuardAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (JudgeException e)
        {
            throw new ServiceException(ServiceError.Unavailable, e.Message);
        }
    }
}
