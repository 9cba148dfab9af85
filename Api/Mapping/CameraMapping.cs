using Stvg.Api.Contracts;
using Stvg.Api.Requests;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;

namespace Stvg.Api.Mapping;

/// <summary>Cameras between the wire and the domain.</summary>
internal static class CameraMapping
{
    public static CameraSettings ToSettings(this CameraRequest request)
    {
        var settings = new CameraSettings
        {
            Id = request.Id,
            Source = request.Source,
            Name = request.Name ?? "",
            Fps = request.Fps is { } fps ? Check.Finite("$.fps", fps) : null,
            Zones = [.. Check.NoNulls("$.zones", request.Zones).Select(ToZone)],
            Masks = [.. Check.NoNulls("$.masks", request.Masks).Select((m, i) => ToPolygon(m, $"$.masks[{i}]"))],
        };
        return settings with
        {
            Pace = request.Pace ?? settings.Pace,
            Loop = request.Loop ?? settings.Loop,
            Recording = request.Recording ?? settings.Recording,
        };
    }

    public static CameraResponse ToResponse(this CameraView view)
    {
        var (settings, status) = (view.Settings, view.Status);
        return new CameraResponse
        {
            Id = settings.Id,
            Name = settings.Name.Length > 0 ? settings.Name : settings.Id,
            Source = Secrets.Hide(settings.Source),
            Fps = settings.Fps,
            Pace = settings.Pace,
            Loop = settings.Loop,
            Zones = [.. settings.Zones.Select(z => new ZoneBody { Name = z.Name, Points = ToPoints(z.Area) })],
            Masks = [.. settings.Masks.Select(ToPoints)],
            Recording = settings.Recording,
            AddedAt = view.AddedAt,
            State = status.Phase,
            Reason = status.Reason is { } reason ? Secrets.Hide(reason) : null,
            Size = status.Size is { } size ? size.ToBody() : null,
            ActualFps = status.Fps,
            FramesDecoded = status.FramesDecoded,
            FramesDetected = status.FramesDetected,
            FramesSkipped = status.FramesSkipped,
            FramesDropped = status.FramesDropped,
            Reconnects = status.Reconnects,
            Delay = Math.Round(status.DelaySeconds, 3),
            LastFrameAt = status.LastFrameAt,
            LiveTubelets = status.LiveTubelets,
        };
    }

    public static TubeletResponse ToResponse(this TubeletView view, bool boxes)
    {
        var tubelet = view.Tubelet;
        return new TubeletResponse
        {
            Id = tubelet.Id,
            Camera = view.CameraId,
            ObjectId = tubelet.ObjectId,
            Category = CocoClasses.NameOf(tubelet.Class),
            Begin = tubelet.Begin,
            End = tubelet.End,
            BeginAt = view.BeginAt,
            EndAt = view.EndAt,
            Colours = view.Colours,
            Boxes = boxes ? TubeMapping.ToBoxes(tubelet.Begin, tubelet.Boxes) : null,
        };
    }

    public static SizeBody ToBody(this FrameSize size) => new() { Width = size.Width, Height = size.Height };

    // Floats on the inside: 0.1f is written as 0.1, not as 0.10000000149011612.
    private static IReadOnlyList<PointBody> ToPoints(Polygon polygon) =>
        [.. polygon.Points.Select(p => new PointBody(Math.Round(p.X, 6), Math.Round(p.Y, 6)))];

    private static Zone ToZone(ZoneBody body, int index) => new(body.Name, ToPolygon(body.Points, $"$.zones[{index}].points"));

    private static Polygon ToPolygon(IReadOnlyList<PointBody> points, string field)
    {
        try
        {
            return new Polygon([.. points.Select(p => new PicturePoint((float)p.X, (float)p.Y))]);
        }
        catch (Core.StvgException e)
        {
            throw new Problems.FieldException(field, e.Message);
        }
    }
}
