using Stvg.Api.Contracts;
using Stvg.Api.Problems;
using Stvg.Api.Requests;
using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Services;

namespace Stvg.Api.Mapping;

/// <summary>Questions about one clip between the wire and the domain.</summary>
internal static class ClipMapping
{
    public static ClipRequest ToClip(this GroundRequest r) =>
        Clip(r.Video, r.Camera, r.From, r.To, r.Begin, r.End) with { Judge = r.Judge ?? false };

    public static ClipRequest ToClip(this MarkRequest r) => Clip(r.Video, r.Camera, r.From, r.To, r.Begin, r.End);

    public static MarkOptions ToOptions(this MarkRequest r) => new()
    {
        Frames = Check.Range("$.frames", r.Frames, MarkOptions.DefaultFrames, 1, MarkOptions.Most),
        Top = Check.Range("$.top", r.Top, MarkOptions.DefaultTop, 1, MarkOptions.Most),
        Outline = r.Outline ?? true,
    };

    public static ClipRequest ToClip(this LocateRequest r)
    {
        Need(r.Video is null || r.Begin is not null, "$.begin", "give the period in the video: begin and end, in seconds");
        Need(r.Video is null || r.End is not null, "$.end", "give the period in the video: begin and end, in seconds");
        return Clip(r.Video, r.Camera, r.From, r.To, r.Begin, r.End) with { Judge = r.Judge ?? false };
    }

    public static ClipRequest ToClip(this DescribeRequest r) =>
        Clip(r.Video, r.Camera, r.From, r.To, r.Begin, r.End) with { Judge = r.Judge ?? false };

    public static Box ToBox(this BoxBody body)
    {
        var box = new Box(
            (float)Check.Finite("$.box.x", body.X), (float)Check.Finite("$.box.y", body.Y),
            (float)Check.Finite("$.box.width", body.Width), (float)Check.Finite("$.box.height", body.Height));
        return box is { Width: > 0, Height: > 0 } && float.IsFinite(box.Right + box.Bottom)
            ? box
            : throw new FieldException("$.box", "the box is empty or endless; give x, y, width and height in pixels");
    }

    public static GroundResponse ToResponse(this ClipAnswer answer) =>
        new()
        {
            Query = answer.Plan.Text,
            Plan = answer.Plan.ToBody(),
            Tubes = answer.Tubes.ToResponses(),
            Judge = answer.Judge is { } judge ? new JudgeBody { Name = judge.Name, Said = judge.Said, Mending = judge.Mending } : null,
        };

    public static MarkResponse ToResponse(this ClipMarks clip) => new()
    {
        Size = new SizeBody { Width = clip.Marked.Size.Width, Height = clip.Marked.Size.Height },
        Marks = [.. clip.Marked.Marks.Select(m => new MarkBody
        {
            Number = m.Number, TubeletId = m.Tubelet.Id, Begin = m.Tubelet.Begin, End = m.Tubelet.End, Frequency = m.Frequency,
                Area = Math.Round(m.Area, 1),
        })],
        Frames = [.. clip.Marked.Frames.Select((f, i) => new MarkedFrameBody
        {
            Frame = f.Frame,
            Time = Math.Round(clip.TimeOf(f.Frame).TotalSeconds, 4),
            Jpeg = clip.Pictures[i].ToArray(),
            Marks = [.. f.Marks.Select(ToBody)],
        })],
    };

    private static PlacedMarkBody ToBody(PlacedMark mark) => new()
    {
        Number = mark.Number,
        CircleX = Math.Round(mark.X, 2),
        CircleY = Math.Round(mark.Y, 2),
        Box = new BoxBody
        {
            X = Math.Round(mark.Box.X, 2), Y = Math.Round(mark.Box.Y, 2), Width = Math.Round(mark.Box.Width, 2),
                Height = Math.Round(mark.Box.Height, 2),
        },
    };

    public static DescribeResponse ToResponse(this ClipDescription description) => new()
    {
        Tube = description.Tube.ToResponse(),
        Text = description.Text,
        Words = [.. description.Words.Select(w => new WordsBody { Words = w.Words, Score = Math.Round(w.Score, 4) })],
    };

    private static ClipRequest Clip(
        string? video, string? camera, DateTimeOffset? from, DateTimeOffset? to, double? begin, double? end)
    {
        Need(video is null != camera is null, "$.video", "give either a video, or a camera with from and to");
        if (camera is not null)
        {
            Need(from is not null, "$.from", "a camera needs from and to, UTC times");
            Need(to is not null, "$.to", "a camera needs from and to, UTC times");
            Need(begin is null, "$.begin", "begin and end are for a video; give from and to for a camera");
            Need(end is null, "$.end", "begin and end are for a video; give from and to for a camera");
        }
        else
        {
            Need(from is null, "$.from", "from and to are for a camera; give begin and end in seconds for a video");
            Need(to is null, "$.to", "from and to are for a camera; give begin and end in seconds for a video");
        }

        Need(!(from >= to), "$.from", "from is not before to");
        Need(!(begin >= end), "$.begin", "begin is not before end");
        return new ClipRequest
        {
            Video = video,
            Camera = camera,
            From = from,
            To = to,
            Begin = Check.Seconds("$.begin", begin),
            End = Check.Seconds("$.end", end),
        };
    }

    private static void Need(bool holds, string field, string message)
    {
        if (!holds) throw new FieldException(field, message);
    }
}
