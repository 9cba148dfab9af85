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
        if (r.Video is not null && (r.Begin is null || r.End is null))
            throw new FieldException(r.Begin is null ? "$.begin" : "$.end", "give the period in the video: begin and end, in seconds");
        return Clip(r.Video, r.Camera, r.From, r.To, r.Begin, r.End);
    }

    public static ClipRequest ToClip(this DescribeRequest r) => Clip(r.Video, r.Camera, r.From, r.To, r.Begin, r.End);

    public static Box ToBox(this BoxBody body)
    {
        var box = new Box(
            (float)Check.Finite("$.box.x", body.X), (float)Check.Finite("$.box.y", body.Y),
            (float)Check.Finite("$.box.width", body.Width), (float)Check.Finite("$.box.height", body.Height));
        return box is { Width: > 0 and < float.PositiveInfinity, Height: > 0 and < float.PositiveInfinity } && float.IsFinite(box.Right + box.Bottom)
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
        if (video is null == camera is null) throw new FieldException("$.video", "give either a video, or a camera with from and to");
        if (camera is not null)
        {
            if (from is null || to is null) throw new FieldException(from is null ? "$.from" : "$.to", "a camera needs from and to, UTC times");
            if (begin is not null || end is not null)
                throw new FieldException(begin is null ? "$.end" : "$.begin", "begin and end are for a video; give from and to for a camera");
        }
        else if (from is not null || to is not null)
        {
            throw new FieldException(from is null ? "$.to" : "$.from", "from and to are for a camera; give begin and end in seconds for a video");
        }

        if (from >= to) throw new FieldException("$.from", "from is not before to");
        if (begin >= end) throw new FieldException("$.begin", "begin is not before end");
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
}
