using Stvg.Core.Cameras;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Alerts;

/// <summary>Plays a scene to standing queries as a camera would: objects grow frame by frame, keep half a minute of their past, and end.</summary>
internal sealed record Replay(Scene Scene)
{
    /// <summary>A Monday, midnight in London.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public string CameraId { get; init; } = "gate";

    public double HistorySeconds { get; init; } = 30;

    /// <summary>Frames before an object is believed.</summary>
    public int Confirmation { get; init; } = 3;

    /// <summary>Seconds from when an object was seen last to when it is over and done with.</summary>
    public double EndSeconds { get; init; } = 2;

    /// <summary>The object as which a tubelet is known, where it is not one of its own.</summary>
    public Dictionary<int, int> ObjectIds { get; init; } = [];

    public CameraTimeline Timeline => new(Epoch, Scene.Fps);

    /// <summary>One update for every frame, and some after the last.</summary>
    public IEnumerable<CameraUpdate> Updates()
    {
        var (end, history) = ((int)Math.Ceiling(EndSeconds * Scene.Fps), (int)(HistorySeconds * Scene.Fps));
        for (var frame = 0; frame <= Scene.LastFrame + end + 1; frame++)
        {
            yield return new CameraUpdate
            {
                CameraId = CameraId,
                Frame = frame,
                FirstFrame = 0,
                Timeline = Timeline,
                Size = Scene.Size,
                Live = [.. Scene.Objects.Where(o => o.Tubelet.Covers(frame) && frame >= o.Tubelet.Begin + Confirmation).Select(o => Until(o, frame, history))],
                Recent = [.. Scene.Objects.Where(o => o.Tubelet.End < frame && frame <= o.Tubelet.End + (2 * end)).Select(o => Whole(o))],
                Ended = [.. Scene.Objects.Where(o => frame == o.Tubelet.End + end).Select(o => Whole(o))],
            };
        }
    }

    private SceneObject Whole(SceneObject o) => o with { Tubelet = o.Tubelet with { ObjectId = ObjectOf(o) } };

    private int ObjectOf(SceneObject o) => ObjectIds.GetValueOrDefault(o.Tubelet.Id, o.Tubelet.Id);

    private SceneObject Until(SceneObject o, int frame, int history)
    {
        var begin = Math.Max(o.Tubelet.Begin, frame - history);
        var (from, count) = (begin - o.Tubelet.Begin, frame - begin + 1);
        var tubelet = o.Tubelet with
        {
            Begin = begin,
            FirstSeen = o.Tubelet.Begin,
            ObjectId = ObjectOf(o),
            Boxes = [.. o.Tubelet.Boxes.Skip(from).Take(count)],
            Scores = [.. o.Tubelet.Scores.Skip(from).Take(count)],
        };
        ColourSample[] samples = [.. o.Samples.Where(s => s.Frame <= frame)];
        return new SceneObject(tubelet, MotionTrace.Of(tubelet, Scene.Fps), ColourProfile.Of(samples), samples);
    }
}
