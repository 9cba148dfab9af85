using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Storage.Tests;

/// <summary>Made-up things to store.</summary>
internal static class Made
{
    public static readonly DateTimeOffset Epoch = new DateTimeOffset(2025, 3, 1, 6, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    public static readonly CameraTimeline Timeline = new(Epoch, 15);

    public static readonly FrameSize Size = new(1920, 1080);

    /// <summary>The time of a second of the timeline.</summary>
    public static DateTimeOffset At(double second) => Timeline.TimeOf((int)Math.Round(second * Timeline.FramesPerSecond));

    /// <summary>A person who walks from left to right.</summary>
    public static StoredTubelet Tubelet(
        string camera, int id, double second, double seconds = 4, TubeletSignature? signature = null, int coco = CocoClasses.Person,
        float x = 100, float[]? look = null)
    {
        var boxes = Enumerable.Range(0, Math.Max(1, (int)(seconds * 15)))
            .Select(i => new Box(x + (3.3f * i), 400 + MathF.Sin(i), 40, 100)).ToArray();
        var votes = new float[CocoClasses.Names.Count];
        votes[coco] = boxes.Length;
        var tubelet = new Tubelet
        {
            Id = id,
            CameraId = camera,
            Begin = (int)Math.Round(second * Timeline.FramesPerSecond),
            Boxes = boxes,
            Scores = [.. boxes.Select(_ => 0.8f)],
            ClassVotes = votes,
            Appearance = look ?? [],
        };
        var shares = new byte[ColourSample.Parts * ColourNames.Count];
        shares[id % shares.Length] = 255;
        ColourSample[] samples = [ColourSample.Of(tubelet.Begin, boxes[0], 1, shares)];
        var seen = new SceneObject(tubelet, MotionTrace.Of(tubelet, 15), ColourProfile.Of(samples), samples);
        return new StoredTubelet(Timeline, Size, seen, signature ?? new TubeletSignature((ulong)id, 0, 1UL << 63, ulong.MaxValue));
    }

    public static Tube Tube(string id, string camera = "gate-1", string query = "a man in red", int begin = 900) => new()
    {
        Id = id,
        Query = query,
        CameraId = camera,
        TubeletId = 7,
        Begin = begin,
        BeginTime = Timeline.SinceEpoch(begin),
        EndTime = Timeline.SinceEpoch(begin + 2),
        Boxes = [new(1, 2, 30, 40), new(1.25f, 2, 30, 40), new(1.5f, 2, 30, 40)],
        Score = 0.625f,
        Evidence = [new("a1", 0.75f, [1, 0, 1, 1]), new("v1", 0.5f, [0, 0, 1, 1])],
    };

    public static Alert Alert(
        string id, int change = 1, AlertState state = AlertState.Opened, string camera = "gate-1", string query = "red-man",
        double second = 60) => new()
    {
        Id = id,
        QueryId = query,
        CameraId = camera,
        ObjectId = 7,
        State = state,
        Change = change,
        OpenedAt = At(second),
        ChangedAt = At(second + change),
        End = state == AlertState.Closed ? AlertEnd.ObjectGone : null,
        Tube = Tube(id, camera),
        BeginAt = At(second - 2),
        EndAt = At(second + change),
        Size = Size,
    };

    public static AlertWrite Write(Alert alert, Webhook? webhook = null, string text = "a man in red") => new(alert, text, webhook);

    public static TubeRecord Record(Tube tube) => new(tube, Size, 15, Timeline.TimeOf(tube.Begin), Timeline.TimeOf(tube.End));

    public static CameraRecord Camera(string id, string source = "rtsp://user:pässwörd@10.0.0.1/main") =>
        new() { Settings = new CameraSettings { Id = id, Source = source }, AddedAt = Epoch };
}
