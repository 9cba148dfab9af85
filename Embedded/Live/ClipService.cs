using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Learning;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Embedded.Learning;
using Stvg.Models.Judging;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>Grounding of one clip: a file of the configured folders, watched once and remembered, or a stretch of what a camera saw.</summary>
internal sealed class ClipService(
    IArchive archive, TubeSearch search, ClipCache clips, QueryParser parser, SourcePolicy policy, ServerOptions options, JudgedAnswers? judge = null,
    CurrentGrounder? grounder = null) : IClipService
{
    private readonly VideoFolders _videos = new(options.MediaFolders, policy);

    public Task<IReadOnlyList<VideoView>> VideosAsync(CancellationToken ct) => Task.FromResult(_videos.List());

    public Task<string> FindVideoAsync(string video, CancellationToken ct) => _videos.FindAsync(video, ct);

    public Task<ClipAnswer> GroundAsync(ClipRequest request, string query, int top, CancellationToken ct) =>
        AnswerAsync(request, query, top, always: false, ct);

    public Task<ClipAnswer> LocateAsync(ClipRequest request, string query, int top, CancellationToken ct)
    {
        var given = request.Camera is null ? request.Begin is not null && request.End is not null : request.From is not null && request.To is not null;
        if (!given) throw Invalid("give the period: begin and end of a video, or from and to of a camera");
        return AnswerAsync(request, query, top, always: true, ct);
    }

    public async Task<ClipDescription> DescribeAsync(ClipRequest request, Box box, TimeSpan at, CancellationToken ct)
    {
        var (scene, clip, frame) = await SceneAtAsync(request, at, ct).ConfigureAwait(false);
        if (Describer.At(scene, frame, box) is not { } subject)
            throw new ServiceException(ServiceError.NotFound, $"nothing was seen in that box at {at.TotalSeconds:0.##} s");
        var description = Describer.Describe(scene, subject, frame);
        if (request.Judge)
        {
            var text = await Judge.DescribeAsync(clip.Analysis, clip.Path, scene, clip.Timeline, subject.Tubelet, frame, description.End,
                ct).ConfigureAwait(false);
            description = description with { Text = text };
        }

        var first = frame - subject.Tubelet.Begin;
        var tube = new Tube
        {
            Id = $"d{Guid.NewGuid():N}"[..16],
            Query = description.Text,
            CameraId = clip.Path,
            TubeletId = subject.Tubelet.Id,
            Begin = frame,
            Boxes = [.. subject.Tubelet.Boxes.Skip(first).Take(description.End - frame + 1)],
            BeginTime = scene.TimeOf(frame),
            EndTime = scene.TimeOf(description.End),
            Score = description.Words.Average(w => w.Score),
        };
        var record = new TubeRecord(tube, clip.Size, clip.Fps, clip.TimeOf?.Invoke(frame), clip.TimeOf?.Invoke(description.End));
        await archive.SaveTubesAsync([record], options.Time.GetUtcNow(), ct).ConfigureAwait(false);
        return new ClipDescription(record, description.Text, description.Words);
    }

    public async Task<ClipMarks> MarkAsync(ClipRequest request, MarkOptions marks, bool all, CancellationToken ct)
    {
        if (request.Camera is not { } camera)
        {
            var clip = await ClipAsync(request, ct).ConfigureAwait(false);
            var (first, last) = Frames(clip, request) ?? (0, clip.FramesDecoded - 1);
            var chosen = Choose(clip.Scene, first, last, marks, all);
            var read = await ClipFrames.ReadAsync(clip, [.. chosen.Frames.Select(f => f.Frame)], ClipFrames.DefaultSide,
                ct).ConfigureAwait(false);
            return await DrawAsync(read, chosen, marks, clip.Scene.TimeOf, ct).ConfigureAwait(false);
        }

        var (from, to) = Period(request);
        var scenes = await search.ScenesAsync(camera, from, to, ct).ConfigureAwait(false);
        if (scenes.Count == 0) throw new ServiceException(ServiceError.NotFound, $"camera '{camera}' saw nothing in that time");
        var (scene, timeline) = scenes[^1];
        var marked = Choose(scene, scene.FirstFrame, scene.LastFrame, marks, all);
        var recorded = await RecordedFrames.ReadAsync(
            archive, options.RecordingsFolder, camera, scene.Size, timeline, [.. marked.Frames.Select(f => f.Frame)],
                ClipFrames.DefaultSide, ct).ConfigureAwait(false);
        return await DrawAsync(recorded, marked, marks, scene.TimeOf, ct).ConfigureAwait(false);
    }

    /// <param name="request">Which clip.</param>
    /// <param name="query">The sentence.</param>
    /// <param name="top">At most so many answers.</param>
    /// <param name="always">Whether the period is the answer's interval (where?) or only what is looked through (where and when?).</param>
    /// <param name="ct">Cancels.</param>
    private async Task<ClipAnswer> AnswerAsync(ClipRequest request, string query, int top, bool always, CancellationToken ct)
    {
        var plan = Parse(query);
        if (request.Judge) return await JudgedAsync(request, plan, top, always, ct).ConfigureAwait(false);
        if (request.Camera is { } camera)
        {
            var (from, to) = Period(request);
            return new ClipAnswer(plan, await search.GroundAsync(plan, camera, from, to, top, always, ct).ConfigureAwait(false));
        }

        var clip = await ClipAsync(request, ct).ConfigureAwait(false);
        var period = Frames(clip, request);
        var tubes = CombinedGrounder.Ground(
            plan, clip.Scene, clip.Path, new GroundingOptions { Top = top, Period = period, WholePeriod = always }, grounder?.Get());
        List<TubeRecord> records = [.. tubes.Select(t => new TubeRecord(t, clip.Size, clip.Fps, null, null))];
        await archive.SaveTubesAsync(records, options.Time.GetUtcNow(), ct).ConfigureAwait(false);
        return new ClipAnswer(plan, records);
    }

    private async Task<ClipAnalysis> ClipAsync(ClipRequest request, CancellationToken ct)
    {
        if (request.Video is not { } video) throw Invalid("name a video, or a camera with from and to");
        var address = await policy.CheckAsync(video, ct).ConfigureAwait(false);
        if (!address.IsFile) throw Invalid($"'{address.Safe}' is no file: to ground in a live camera, add the camera and name it with from and to");
        return await clips.GetAsync(address.Safe, request.Progress, ct).ConfigureAwait(false);
    }

    private async Task<(Scene Scene, Picture Clip, int Frame)> SceneAtAsync(ClipRequest request, TimeSpan at, CancellationToken ct)
    {
        if (request.Camera is { } camera)
        {
            var (from, to) = Period(request);
            var scenes = await search.ScenesAsync(camera, from, to, ct).ConfigureAwait(false);
            if (scenes.Count == 0) throw new ServiceException(ServiceError.NotFound, $"camera '{camera}' saw nothing in that time");
            var (scene, timeline) = scenes[^1];
            return (scene, new Picture(camera, scene.Size, timeline.FramesPerSecond, timeline.TimeOf) { Timeline = timeline },
                timeline.FrameAt(from + at));
        }

        var clip = await ClipAsync(request, ct).ConfigureAwait(false);
        return (clip.Scene, new Picture(clip.Path, clip.Size, clip.Fps, null) { Analysis = clip }, FrameAt(clip, at));
    }

    private JudgedAnswers Judge => judge ?? throw JudgedAnswers.Missing();

    /// <summary>The judge chooses among the engine's candidates.</summary>
    private async Task<ClipAnswer> JudgedAsync(ClipRequest request, QueryPlan plan, int top, bool always, CancellationToken ct)
    {
        var grounding = new GroundingOptions { Top = top, WholePeriod = always };
        JudgedClip judged;
        List<TubeRecord> records;
        if (request.Camera is { } camera)
        {
            var (from, to) = Period(request);
            var scenes = await search.ScenesAsync(camera, from, to, ct).ConfigureAwait(false);
            if (scenes.Count == 0) return new ClipAnswer(plan, []);
            var (scene, timeline) = scenes[^1];
            judged = await Judge.GroundAsync(plan, camera, scene, timeline,
                grounding with { Period = (scene.FirstFrame, scene.LastFrame) }, ct).ConfigureAwait(false);
            records = [.. judged.Tubes.Select(t =>
                new TubeRecord(t, scene.Size, timeline.FramesPerSecond, timeline.TimeOf(t.Begin), timeline.TimeOf(t.End)))];
        }
        else
        {
            var clip = await ClipAsync(request, ct).ConfigureAwait(false);
            judged = await Judge.GroundAsync(plan, clip, grounding with { Period = Frames(clip, request) }, ct).ConfigureAwait(false);
            records = [.. judged.Tubes.Select(t => new TubeRecord(t, clip.Size, clip.Fps, null, null))];
        }

        await archive.SaveTubesAsync(records, options.Time.GetUtcNow(), ct).ConfigureAwait(false);
        return new ClipAnswer(plan, records) { Judge = new JudgeWords(Judge.Name, judged.Said, judged.Mending) };
    }

    private QueryPlan Parse(string query)
    {
        try
        {
            return parser.Parse(query);
        }
        catch (StvgException e)
        {
            throw Invalid(e.Message);
        }
    }

    /// <summary>Numbers go over everything that was tracked, so that they stay the same whatever is asked for.</summary>
    private static MarkedClip Choose(Scene scene, int first, int last, MarkOptions marks, bool all)
    {
        List<Tubelet> tubelets = [.. scene.Objects.Select(o => o.Tubelet)];
        return MarkedClip.Of(tubelets, scene.Size, first, last, marks, all ? null : Travel.IsPersonOrMoves);
    }

    private static async Task<ClipMarks> DrawAsync(ClipFrames frames, MarkedClip marked, MarkOptions marks, Func<int, TimeSpan> timeOf,
        CancellationToken ct)
    {
        var jpegs = await frames.With(marked, marks.Outline).JpegsAsync(ct).ConfigureAwait(false);
        return new ClipMarks(marked, [.. jpegs.Select(j => new ReadOnlyMemory<byte>(j))], timeOf);
    }

    private static (DateTimeOffset From, DateTimeOffset To) Period(ClipRequest request)
    {
        if (request.From is not { } from || request.To is not { } to) throw Invalid("a camera is asked with from and to");
        if (to <= from || to - from > TimeSpan.FromHours(24)) throw Invalid("to has to be after from, by at most 24 hours");
        return (from, to);
    }

    private static (int Begin, int End)? Frames(ClipAnalysis clip, ClipRequest request)
    {
        if (request.Begin is null && request.End is null) return null;
        int begin = FrameAt(clip, request.Begin ?? TimeSpan.Zero), end = request.End is { } last ? FrameAt(clip, last) : clip.FramesDecoded - 1;
        return end >= begin ? (begin, end) : throw Invalid("end has to be after begin");
    }

    private static int FrameAt(ClipAnalysis clip, TimeSpan at) => clip.Scene.FrameAt(at.TotalSeconds);

    private static ServiceException Invalid(string message) => new(ServiceError.Invalid, message);

    private sealed record Picture(string Path, FrameSize Size, double Fps, Func<int, DateTimeOffset>? TimeOf)
    {
        public ClipAnalysis? Analysis { get; init; }

        public CameraTimeline? Timeline { get; init; }
    }
}
