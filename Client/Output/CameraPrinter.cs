using Stvg.Api.Contracts;

namespace Stvg.Client.Output;

/// <summary>Cameras for people.</summary>
internal static class CameraPrinter
{
    public static void Print(IReadOnlyList<CameraResponse> cameras)
    {
        var listing = new Listing("id", "state", "size", "fps", "delay", "decoded", "detected", "dropped", "objects", "name", "source");
        foreach (var c in cameras)
        {
            listing.Add(
                c.Id, State(c), Size(c), Text.Number(c.ActualFps), Text.Seconds(c.Delay), $"{c.FramesDecoded}", $"{c.FramesDetected}",
                $"{c.FramesDropped}", $"{c.LiveTubelets}", c.Name == c.Id ? "" : c.Name, c.Source);
        }
        listing.Print();
    }

    public static void Print(CameraResponse c) => Details.Print(
        ("id", c.Id), ("name", c.Name), ("state", State(c)), ("source", c.Source), ("size", Size(c)),
        ("fps", Text.Number(c.ActualFps ?? c.Fps)), ("pace", Text.Name(c.Pace)), ("loop", Text.YesNo(c.Loop)),
        ("recording", Text.YesNo(c.Recording)),
        ("zones", Text.List([.. c.Zones.Select(z => z.Name)], "")), ("masks", c.Masks.Count == 0 ? "" : $"{c.Masks.Count}"),
        ("added", Text.Time(c.AddedAt)),
        ("frames", $"{c.FramesDecoded} decoded, {c.FramesDetected} detected, {c.FramesSkipped} skipped, {c.FramesDropped} dropped"),
        ("reconnects", $"{c.Reconnects}"), ("delay", Text.Seconds(c.Delay)), ("last frame", Text.Time(c.LastFrameAt)),
        ("objects", $"{c.LiveTubelets}"));

    private static string State(CameraResponse camera) =>
        camera.Reason is { } reason ? $"{Text.Name(camera.State)}: {reason}" : Text.Name(camera.State);

    private static string Size(CameraResponse camera) => camera.Size is { } size ? $"{size.Width}x{size.Height}" : "";
}
