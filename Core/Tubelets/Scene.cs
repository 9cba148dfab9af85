using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Tubelets;

/// <summary>Everything that was seen in one clip, or in one stretch of a camera's life: what a sentence is grounded in.</summary>
public sealed class Scene
{
    private Scene(FrameSize size, double fps, int firstFrame, int lastFrame, IReadOnlyList<SceneObject> objects) =>
        (Size, Fps, FirstFrame, LastFrame, Objects, Timestamps) = (size, fps, firstFrame, lastFrame, objects, []);

    /// <summary>Collects what was seen and measures every tubelet once.</summary>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="timestamps">Stream time of every frame, ascending; their count is the clip's length.</param>
    /// <param name="tubelets">What was tracked.</param>
    /// <param name="samples">Colour samples, in any order; each goes to the tubelet whose box it overlaps best on its frame.</param>
    /// <param name="bodies">Looks at people's bodies, which go to tubelets as colours do; null where no poses were asked for.</param>
    public Scene(
        FrameSize size, IReadOnlyList<TimeSpan> timestamps, IReadOnlyList<Tubelet> tubelets, IReadOnlyList<ColourSample> samples,
        IReadOnlyList<BodySample>? bodies = null)
    {
        (Size, Timestamps, IsClip, LastFrame) = (size, timestamps, true, timestamps.Count - 1);
        Fps = FramesPerSecond(timestamps);
        var colours = Assign(tubelets, samples, static s => (s.Frame, s.Box));
        var poses = Assign(tubelets, bodies ?? [], static s => (s.Frame, s.Box));
        Objects = [.. tubelets.Select(t => new SceneObject(t, MotionTrace.Of(t, Fps), ColourProfile.Of(colours[t.Id]), colours[t.Id])
        {
            Bodies = poses[t.Id],
            Body = BodyProfile.Of(poses[t.Id]),
        })];
    }

    /// <summary>A stretch of a camera's life, whose frame numbers are ticks of a fixed rate and whose objects were measured already.</summary>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="fps">Frames per second of the numbering.</param>
    /// <param name="firstFrame">First frame that was watched: what lives on it came in unseen.</param>
    /// <param name="lastFrame">Last frame that was watched: what lives on it has not left.</param>
    /// <param name="objects">What was seen.</param>
    /// <param name="zones">See <see cref="Zones"/>.</param>
    public static Scene Window(
        FrameSize size, double fps, int firstFrame, int lastFrame, IReadOnlyList<SceneObject> objects, IReadOnlyList<Zone>? zones = null) =>
        new(size, fps, firstFrame, lastFrame, objects) { Zones = zones ?? [] };

    /// <summary>A clip whose objects were measured already.</summary>
    /// <param name="size">Size of the original picture, pixels.</param>
    /// <param name="timestamps">Stream time of every frame, ascending.</param>
    /// <param name="objects">What was seen.</param>
    public static Scene Clip(FrameSize size, IReadOnlyList<TimeSpan> timestamps, IReadOnlyList<SceneObject> objects)
    {
        ArgumentNullException.ThrowIfNull(timestamps);
        return new Scene(size, FramesPerSecond(timestamps), 0, timestamps.Count - 1, objects) { IsClip = true, Timestamps = timestamps };
    }

    /// <summary>The same scene, with what is known beside its objects.</summary>
    /// <param name="ownClasses">See <see cref="OwnClasses"/>.</param>
    /// <param name="backdrop">See <see cref="Backdrop"/>.</param>
    /// <param name="zones">See <see cref="Zones"/>.</param>
    public Scene Known(IReadOnlyList<string> ownClasses, Backdrop? backdrop, IReadOnlyList<Zone> zones) =>
        new(Size, Fps, FirstFrame, LastFrame, Objects)
        {
            IsClip = IsClip, Timestamps = Timestamps, OwnClasses = ownClasses, Backdrop = backdrop, Zones = zones, LooksForThings = LooksForThings,
        };

    /// <summary>The same clip with more that was tracked in it, under ids of its own.</summary>
    /// <param name="tubelets">Numbered from 1.</param>
    /// <param name="samples">Their colour samples.</param>
    public Scene With(IReadOnlyList<Tubelet> tubelets, IReadOnlyList<ColourSample> samples)
    {
        var first = Objects.Count == 0 ? 0 : Objects.Max(o => o.Tubelet.Id);
        var more = new Scene(
            Size, Timestamps, [.. tubelets.Select(t => t with { Id = first + t.Id, ObjectId = first + t.ObjectId })], samples);
        return new Scene(Size, Fps, FirstFrame, LastFrame, [.. Objects, .. more.Objects])
        {
            IsClip = IsClip, Timestamps = Timestamps, OwnClasses = OwnClasses, Backdrop = Backdrop, Zones = Zones, LooksForThings = LooksForThings,
        };
    }

    /// <summary>The same clip with the things that were left or taken in it; there may be none.</summary>
    /// <param name="things">By number.</param>
    /// <param name="samples">Colour samples of those that were left.</param>
    public Scene WithThings(IReadOnlyList<StationaryThing> things, IReadOnlyList<ColourSample> samples)
    {
        ArgumentNullException.ThrowIfNull(things);
        var scene = With([.. things.Select(Tubelet)], samples);
        var found = things.Zip(scene.Objects.TakeLast(things.Count)).Select(pair => pair.Second with { Fate = pair.First.Fate });
        return new Scene(Size, Fps, FirstFrame, LastFrame, [.. Objects, .. found])
        {
            IsClip = IsClip, Timestamps = Timestamps, OwnClasses = OwnClasses, Backdrop = Backdrop, Zones = Zones, LooksForThings = true,
        };

        static Tubelet Tubelet(StationaryThing thing) => new()
        {
            Id = thing.Id, Begin = thing.Begin, Boxes = [.. Enumerable.Repeat(thing.Box, thing.End - thing.Begin + 1)],
            Scores = [.. Enumerable.Repeat(1f, thing.End - thing.Begin + 1)],
        };
    }

    /// <summary>Whether somebody looked for things that were left or taken; where nobody did, that is not judged.</summary>
    public bool LooksForThings { get; init; }

    /// <summary>The same scene with some of its objects only.</summary>
    /// <param name="objects">Which.</param>
    public Scene Only(IReadOnlyList<SceneObject> objects) => new(Size, Fps, FirstFrame, LastFrame, objects)
    {
        IsClip = IsClip, Timestamps = Timestamps, OwnClasses = OwnClasses, Backdrop = Backdrop, Zones = Zones, LooksForThings = LooksForThings,
    };

    /// <summary>Names of the classes beyond COCO's, whose numbers follow COCO's in this order; empty where there are none.</summary>
    public IReadOnlyList<string> OwnClasses { get; init; } = [];

    /// <summary>What the camera sees behind everybody; null where nobody looked.</summary>
    public Backdrop? Backdrop { get; init; }

    /// <summary>Areas of the picture that have names.</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>Size of the original picture, pixels.</summary>
    public FrameSize Size { get; }

    /// <summary>True for a clip, which has a beginning and an end that a sentence may speak of; false for a stretch of a camera's life.</summary>
    public bool IsClip { get; private init; }

    /// <summary>Stream time of every frame of a clip; empty for a stretch of a camera's life.</summary>
    public IReadOnlyList<TimeSpan> Timestamps { get; private init; }

    /// <summary>First frame that was watched.</summary>
    public int FirstFrame { get; }

    /// <summary>Last frame that was watched.</summary>
    public int LastFrame { get; }

    /// <summary>Stream time of a frame; for a camera, the time since its epoch.</summary>
    public TimeSpan TimeOf(int frame) => IsClip ? Timestamps[frame] : TimeSpan.FromTicks((long)Math.Round(frame / Fps * TimeSpan.TicksPerSecond));

    /// <summary>The frame that is shown at a stream time: the last that began before it, or the first.</summary>
    public int FrameAt(double seconds)
    {
        if (!IsClip) return (int)Math.Clamp(Math.Round(seconds * Fps), FirstFrame, LastFrame);
        int low = 0, high = Math.Max(0, Timestamps.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Timestamps[middle].TotalSeconds <= seconds) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>Mean frames per second.</summary>
    public double Fps { get; }

    /// <summary>What was tracked, with its motion and colours.</summary>
    public IReadOnlyList<SceneObject> Objects { get; }

    private static double FramesPerSecond(IReadOnlyList<TimeSpan> timestamps)
    {
        if (timestamps.Count < 2) return 1;
        var seconds = (timestamps[^1] - timestamps[0]).TotalSeconds;
        return seconds > 0 ? (timestamps.Count - 1) / seconds : 1;
    }

    private static Dictionary<int, List<T>> Assign<T>(IReadOnlyList<Tubelet> tubelets, IReadOnlyList<T> samples, Func<T, (int Frame, Box Box)> where)
    {
        const float enough = 0.5f;
        var byTubelet = tubelets.ToDictionary(t => t.Id, _ => new List<T>());
        foreach (var onFrame in samples.ToLookup(s => where(s).Frame))
        {
            var living = tubelets.Where(t => t.Covers(onFrame.Key)).ToList();
            foreach (var sample in onFrame)
            {
                var box = where(sample).Box;
                var best = living.MaxBy(t => t.BoxAt(onFrame.Key).IoU(box));
                if (best is not null && best.BoxAt(onFrame.Key).IoU(box) >= enough) byTubelet[best.Id].Add(sample);
            }
        }

        foreach (var list in byTubelet.Values) list.Sort((a, b) => where(a).Frame.CompareTo(where(b).Frame));
        return byTubelet;
    }
}

/// <summary>A tubelet with what was measured of it.</summary>
/// <param name="Tubelet">Identity and boxes.</param>
/// <param name="Motion">How it moves.</param>
/// <param name="Colours">What colours it has, over its whole life.</param>
/// <param name="Samples">The colour samples behind that, by frame.</param>
public sealed record SceneObject(Tubelet Tubelet, MotionTrace Motion, ColourProfile Colours, IReadOnlyList<ColourSample> Samples)
{
    /// <summary>
    /// Whether its camera looks for poses: then nothing that needs one holds of somebody as long as none was found. False for clips, where all
    /// is known at the end, and where no poses were asked for: then it is not judged.
    /// </summary>
    public bool LooksForPoses { get; init; }

    /// <summary>What became of it, where it is a thing that nobody follows; it has no class then.</summary>
    public ThingFate Fate { get; init; }

    /// <summary>Looks at the person's body, by frame; empty where no poses were asked for.</summary>
    public IReadOnlyList<BodySample> Bodies { get; init; } = [];

    /// <summary>What they say together; null where there are none.</summary>
    public BodyProfile? Body { get; init; }
}
