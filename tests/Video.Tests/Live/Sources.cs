using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Video.Live;

namespace Stvg.Video.Tests.Live;

/// <summary>Short ways to open sources and read from them.</summary>
internal static class Sources
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<LiveInfo> ProbeAsync(string source) =>
        SourceProbe.ProbeAsync(SourceAddress.Parse(source), TimeSpan.FromSeconds(30), Ct);

    /// <summary>A camera that was added a minute ago.</summary>
    public static LiveReadOptions Options(double fps) =>
        new() { CameraId = "test", Timeline = new CameraTimeline(DateTimeOffset.UtcNow.AddMinutes(-1), fps) };

    /// <summary>What is left of the first frames, disposed; fewer where the source ends.</summary>
    public static async Task<List<Seen>> TakeAsync(LiveReader reader, int count = int.MaxValue)
    {
        var frames = new List<Seen>();
        await foreach (var frame in reader.ReadAsync(Ct))
        {
            using (frame) frames.Add(Seen.Of(frame));
            if (frames.Count == count) break;
        }
        return frames;
    }
}

/// <summary>What tests want to know of a frame.</summary>
internal sealed record Seen(long Number, DateTimeOffset CapturedAt, TimeSpan Timestamp, int Width, int Height, int DetectorWidth, int Hash)
{
    public static Seen Of(Frame frame)
    {
        var hash = new HashCode();
        for (var y = 0; y < frame.Image.Height; y++) hash.AddBytes(frame.Image.Row(y));
        return new(frame.Number, frame.CapturedAt, frame.Timestamp, frame.Image.Width, frame.Image.Height,
            frame.DetectorInput?.View.Width ?? 0, hash.ToHashCode());
    }
}
