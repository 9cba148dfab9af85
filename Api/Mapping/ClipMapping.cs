using Stvg.Api.Contracts;
using Stvg.Api.Problems;
using Stvg.Api.Requests;
using Stvg.Core.Frames;
using Stvg.Core.Services;

namespace Stvg.Api.Mapping;

/// <summary>Questions about one clip between the wire and the domain.</summary>
internal static class ClipMapping
{
    public static ClipRequest ToClip(this GroundRequest r) => Clip(r.Video, r.Camera, r.From, r.To, r.Begin, r.End);

    public static ClipRequest ToClip(this LocateRequest r)
    {
        Need(r.Video is null || r.Begin is not null, "$.begin", "give the period in the video: begin and end, in seconds");
        Need(r.Video is null || r.End is not null, "$.end", "give the period in the video: begin and end, in seconds");
        return Clip(r.Video, r.Camera, r.From, r.To, r.Begin, r.End);
    }

    public static ClipRequest ToClip(this DescribeRequest r) => Clip(r.Video, r.Camera, r.From, r.To, r.Begin, r.End);

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
        new() { Query = answer.Plan.Text, Plan = answer.Plan.ToBody(), Tubes = answer.Tubes.ToResponses() };

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
