using Stvg.Api.Contracts;
using Stvg.Core.Frames;
using Stvg.Core.Services;

namespace Stvg.Api.Mapping;

/// <summary>Answers on the wire, in the shape and with the digits of <c>stvg ground --json</c>.</summary>
internal static class TubeMapping
{
    public static TubeResponse ToResponse(this TubeRecord record, bool boxes = true)
    {
        var tube = record.Tube;
        // Only what a camera saw has a capture time.
        var fromCamera = record.BeginAt is not null;
        return new TubeResponse
        {
            Id = tube.Id,
            Query = tube.Query,
            Camera = fromCamera ? tube.CameraId : null,
            Video = fromCamera ? null : tube.CameraId,
            TubeletId = tube.TubeletId,
            Score = Math.Round(tube.Score, 4),
            Begin = tube.Begin,
            End = tube.End,
            BeginTime = Math.Round(tube.BeginTime.TotalSeconds, 4),
            EndTime = Math.Round(tube.EndTime.TotalSeconds, 4),
            BeginAt = record.BeginAt,
            EndAt = record.EndAt,
            Size = record.Size.ToBody(),
            Fps = record.FramesPerSecond,
            Boxes = boxes ? ToBoxes(tube.Begin, tube.Boxes) : [],
            Evidence = [.. tube.Evidence.Select(e => new EvidenceBody { SubQuery = e.SubQuery, Score = Math.Round(e.Score, 4) })],
        };
    }

    public static FeedbackResponse ToResponse(this GivenVerdict given)
    {
        var (tube, fromCamera) = (given.Tube?.Tube, given.Tube?.BeginAt is not null);
        return new FeedbackResponse
        {
            TubeId = given.TubeId,
            Query = given.Query,
            Verdict = given.Verdict,
            By = given.By,
            At = given.At,
            Camera = fromCamera ? tube?.CameraId : null,
            Video = fromCamera ? null : tube?.CameraId,
            TubeletId = tube?.TubeletId,
            Begin = tube?.Begin,
            End = tube?.End,
            BeginAt = given.Tube?.BeginAt,
            EndAt = given.Tube?.EndAt,
            Score = tube is null ? null : Math.Round(tube.Score, 4),
        };
    }

    public static IReadOnlyList<TubeResponse> ToResponses(this IReadOnlyList<TubeRecord> records) => [.. records.Select(r => r.ToResponse())];

    public static CurvesResponse ToResponse(this TubeCurves curves) => new()
    {
        Fps = curves.FramesPerSecond,
        Begin = curves.Begin,
        End = curves.Begin + curves.Curves.Select(c => c.Scores.Count).DefaultIfEmpty(1).Max() - 1,
        Curves = [.. curves.Curves.Select(c => new CurveBody
        {
            SubQuery = c.SubQuery.Id, Kind = c.SubQuery.Kind, Text = c.SubQuery.Text, Scores = [.. c.Scores.Select(s => Math.Round(s, 3))],
        })],
        ClipBegin = curves.ClipBegin is { } begin ? Math.Round(begin, 2) : null,
        ClipEnd = curves.ClipEnd is { } end ? Math.Round(end, 2) : null,
    };

    public static IReadOnlyList<FrameBoxBody> ToBoxes(int begin, IReadOnlyList<Box> boxes)
    {
        var bodies = new FrameBoxBody[boxes.Count];
        for (var i = 0; i < bodies.Length; i++)
        {
            var box = boxes[i];
            bodies[i] = new FrameBoxBody
            {
                Frame = begin + i, X = Round(box.X), Y = Round(box.Y), Width = Round(box.Width), Height = Round(box.Height),
            };
        }

        return bodies;
    }

    private static double Round(float value) => Math.Round(value, 2);
}
