using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Judging;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Clips;

/// <summary>Questions and answers between the port and what travels.</summary>
internal static class ClipMapping
{
    /// <summary>Numbers of a placed mark: its box, the circle's centre and diameter, where the line ends.</summary>
    private const int Places = 9;

    /// <summary>The job of a question about a clip.</summary>
    public static ClipJob ToJob(this ClipRequest r, ClipTask task) => new()
    {
        Id = Guid.NewGuid().ToString("N"), Task = (int)task, Video = r.Video, Camera = r.Camera, From = r.From, To = r.To, Begin = r.Begin,
            End = r.End,
        Judge = r.Judge,
    };

    /// <summary>The job of a search.</summary>
    public static ClipJob ToJob(this SearchRequest r) => new()
    {
        Id = Guid.NewGuid().ToString("N"), Task = (int)ClipTask.Search, Query = r.Text, Cameras = [.. r.Cameras], From = r.From, To = r.To,
            Top = r.Top,
        Threshold = r.Threshold, Judge = r.Judge,
    };

    /// <summary>Answers a job with what one process would answer with.</summary>
    public static async Task<ClipReply> AnswerAsync(
        ClipJob job, IClipService clips, ITubeService tubes, IProgress<ClipWatched> progress, CancellationToken ct)
    {
        var clip = new ClipRequest
        {
            Video = job.Video, Camera = job.Camera, From = job.From, To = job.To, Begin = job.Begin, End = job.End, Judge = job.Judge,
            Progress = progress,
        };
        switch ((ClipTask)job.Task)
        {
            case ClipTask.Ground:
                return Of(await clips.GroundAsync(clip, job.Query!, job.Top, ct).ConfigureAwait(false));
            case ClipTask.Locate:
                return Of(await clips.LocateAsync(clip, job.Query!, job.Top, ct).ConfigureAwait(false));
            case ClipTask.Describe:
                var box = job.Box!;
                return Of(await clips.DescribeAsync(clip, new Box(box[0], box[1], box[2], box[3]), job.At, ct).ConfigureAwait(false));
            case ClipTask.Mark:
                var options = new MarkOptions { Frames = job.Frames, Top = job.Top, Diameter = job.Diameter, Outline = job.Outline };
                return Of(await clips.MarkAsync(clip, options, job.All, ct).ConfigureAwait(false));
            case ClipTask.Search:
                return Of(await tubes.SearchAsync(new SearchRequest
                {
                    Text = job.Query!, Cameras = [.. job.Cameras], From = job.From, To = job.To, Top = job.Top, Threshold = job.Threshold,
                        Judge = job.Judge,
                }, ct).ConfigureAwait(false));
            default:
                throw new ServiceException(ServiceError.Invalid, $"this silo knows no task {job.Task}: it runs an older program");
        }
    }

    /// <summary>The answer to a sentence.</summary>
    public static ClipAnswer ToAnswer(this ClipReply reply, QueryPlan plan) => new(plan, [.. reply.Tubes.Select(ToRecord)])
    {
        Judge = reply.Judge is { } judge ? new JudgeWords(judge, reply.Said, (TargetMending)reply.Mending) : null,
    };

    /// <summary>The description of an object.</summary>
    public static ClipDescription ToDescription(this ClipReply reply) => new(
        ToRecord(reply.Tubes[0]), reply.Text!, [.. reply.Words.Zip(reply.WordScores).Select(w => (w.First, w.Second))]);

    /// <summary>The answer to a search.</summary>
    public static SearchAnswer ToSearchAnswer(this ClipReply reply, QueryPlan plan) =>
        new(plan, [.. reply.Tubes.Select(ToRecord)], reply.Candidates, reply.Scored, reply.Elapsed) { Judged = reply.Judged };

    /// <summary>Marked frames; times are known of those frames only.</summary>
    public static ClipMarks ToMarks(this ClipReply reply)
    {
        var marks = reply.Marks!;
        var times = marks.Frames.ToDictionary(f => f.Frame, f => f.Time);
        var marked = new MarkedClip(
            new FrameSize(marks.Width, marks.Height), [.. marks.Frames.Select(ToFrame)],
            [.. marks.Marks.Select(m => new Mark(m.Number, TubeletCodec.Decode(m.Tubelet, "", 1).Tubelet, m.Frequency, m.Area))]);
        return new ClipMarks(marked, [.. marks.Frames.Select(f => new ReadOnlyMemory<byte>(f.Jpeg))], frame => times[frame]);
    }

    private static ClipReply Of(ClipAnswer answer) => new()
    {
        Tubes = [.. answer.Tubes.Select(Of)], Judge = answer.Judge?.Name, Said = [.. answer.Judge?.Said ?? []],
            Mending = (int)(answer.Judge?.Mending ?? 0),
    };

    private static ClipReply Of(ClipDescription described) => new()
    {
        Tubes = [Of(described.Tube)], Text = described.Text,
        Words = [.. described.Words.Select(w => w.Words)], WordScores = [.. described.Words.Select(w => w.Score)],
    };

    private static ClipReply Of(SearchAnswer answer) => new()
    {
        Tubes = [.. answer.Tubes.Select(Of)], Candidates = answer.Candidates, Scored = answer.Scored, Judged = answer.Judged,
            Elapsed = answer.Elapsed,
    };

    private static ClipReply Of(ClipMarks clip) => new()
    {
        Marks = new MarksReply(
            (int)clip.Marked.Size.Width, (int)clip.Marked.Size.Height,
            [.. clip.Marked.Marks.Select(m => new MarkReply(m.Number, m.Frequency, m.Area, TubeletCodec.Encode(
                new SceneObject(m.Tubelet, MotionTrace.Of(m.Tubelet, 1), ColourProfile.Of([]), []))))],
            [.. clip.Marked.Frames.Select((f, i) => new MarkedFrameReply(
                f.Frame, clip.TimeOf(f.Frame), clip.Pictures[i].ToArray(), [.. f.Marks.SelectMany(m => (int[])[m.Number, m.TubeletId])],
                [.. f.Marks.SelectMany(m => (float[])[
                    m.Box.X, m.Box.Y, m.Box.Width, m.Box.Height, m.X, m.Y, m.Diameter, m.AnchorX, m.AnchorY])]))]),
    };

    private static MarkedFrame ToFrame(MarkedFrameReply frame) =>
        new(frame.Frame, [.. frame.Places.Chunk(Places).Select((p, i) => new PlacedMark(
        frame.Marks[2 * i], frame.Marks[(2 * i) + 1], new Box(p[0], p[1], p[2], p[3]), p[4], p[5], p[6], p[7], p[8]))]);

    private static TubeReply Of(TubeRecord record) => new(
        TubeCodec.Encode(record.Tube), (int)record.Size.Width, (int)record.Size.Height, record.FramesPerSecond, record.BeginAt,
            record.EndAt);

    private static TubeRecord ToRecord(TubeReply reply) => new(
        TubeCodec.Decode(reply.Tube), new FrameSize(reply.Width, reply.Height), reply.FramesPerSecond, reply.BeginAt, reply.EndAt);
}
