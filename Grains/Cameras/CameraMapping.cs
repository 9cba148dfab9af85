using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Cameras;

/// <summary>A camera's settings and its newest frame, between the port and what travels.</summary>
internal static class CameraMapping
{
    public static CameraSettingsParcel ToParcel(this CameraSettings settings) => new()
    {
        Source = settings.Source, Name = settings.Name, Fps = settings.Fps, Pace = (int)settings.Pace, Loop = settings.Loop,
            Recording = settings.Recording,
        Zones = [.. settings.Zones.Select(z => z.Name)], ZoneCorners = [.. settings.Zones.Select(z => Corners(z.Area))],
        MaskCorners = [.. settings.Masks.Select(Corners)],
    };

    public static CameraSettings ToSettings(this CameraSettingsParcel parcel, string id) => new()
    {
        Id = id, Source = parcel.Source, Name = parcel.Name, Fps = parcel.Fps, Pace = (Pace)parcel.Pace, Loop = parcel.Loop,
            Recording = parcel.Recording,
        Zones = [.. parcel.Zones.Zip(parcel.ZoneCorners).Select(z => new Zone(z.First, Area(z.Second)))],
        Masks = [.. parcel.MaskCorners.Select(Area)],
    };

    public static PictureAsk ToAsk(this PictureRequest request) => new(request.Width ?? 0, request.Marks, request.After);

    public static PictureRequest ToRequest(this PictureAsk ask) =>
        new() { Width = ask.Width > 0 ? ask.Width : null, Marks = ask.Marks, After = ask.After };

    public static LivePictureParcel ToParcel(this LivePicture picture) => new(
        picture.At, picture.Size.Width, picture.Size.Height, [.. picture.Objects.Select(o => o.Id)],
            [.. picture.Objects.Select(o => o.Category)],
        [.. picture.Objects.SelectMany(o => (float[])[o.Box.X, o.Box.Y, o.Box.Width, o.Box.Height])], picture.Jpeg.ToArray());

    public static LivePicture ToPicture(this LivePictureParcel parcel) => new(
        parcel.At, new FrameSize(parcel.Width, parcel.Height),
        [.. parcel.Ids.Select((id, i) => new LiveObject(
            id, parcel.Categories[i],
                new Box(parcel.Boxes[4 * i], parcel.Boxes[(4 * i) + 1], parcel.Boxes[(4 * i) + 2], parcel.Boxes[(4 * i) + 3])))],
        parcel.Jpeg);

    private static float[] Corners(Polygon area) => [.. area.Points.SelectMany(p => (float[])[p.X, p.Y])];

    private static Polygon Area(float[] corners) => new([.. corners.Chunk(2).Select(c => new PicturePoint(c[0], c[1]))]);
}
