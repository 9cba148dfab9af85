using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Sparsification;

/// <summary>
/// Things that somebody left, and things that somebody took: compact changes of the background that rest, where nothing that is followed stands.
/// Whether something came or went there is told by edges: those of a thing are in the picture that has it.
/// </summary>
/// <remarks>Driven by frame numbers alone. Once it is known, a thing is compared with its own picture, for the background model gets used to it.</remarks>
/// <param name="options">What counts.</param>
/// <param name="size">Size of the original picture, pixels.</param>
/// <param name="framesPerSecond">Of the frame numbers.</param>
public sealed class StationaryThings(StationaryOptions options, FrameSize size, double framesPerSecond)
{
    /// <summary>A followed object's area reaches this share of its own length beyond its box.</summary>
    private const float Reach = 0.15f;

    private readonly List<KnownThing> _known = [];
    private readonly List<StationaryThing> _over = [];
    private readonly ChangedCells _cells = new();
    private long _last = -1;
    private int _lastId;

    /// <summary>All places so far, by number.</summary>
    public IReadOnlyList<StationaryThing> All => [.. _over.Concat(_known.Select(k => k.Seen)).OrderBy(t => t.Id)];

    /// <summary>The things that lie there now.</summary>
    internal IEnumerable<StationaryThing> Present => _known.Where(k => k.Seen.Fate == ThingFate.LeftBehind).Select(k => k.Seen);

    /// <summary>Looks at a frame that the model has looked at, if it is time to.</summary>
    /// <param name="frame">Its number.</param>
    /// <param name="model">What the background is.</param>
    /// <param name="tracker">Who is followed: until this frame, or one before.</param>
    public void Observe(int frame, IBackgroundModel model, Tracker tracker)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tracker);
        var seconds = (float)((frame - _last) / framesPerSecond);
        if (_last >= 0 && seconds < options.Period - (0.5 / framesPerSecond)) return;
        if (_last < 0) seconds = 0;
        _last = frame;

        _cells.Begin(model, options);
        foreach (var track in tracker.Live) _cells.Cover(Grown(track.Motion.Box), size);
        if (_cells.ForegroundShare > options.Flood)
        {
            model.Restart();
            _cells.Forget();
            return;
        }

        foreach (var known in _known.ToList()) Follow(known, frame, seconds);
        _cells.Rest(seconds);
        foreach (var place in _cells.Settled(options)) Notice(place, frame, model);
    }

    /// <summary>The camera looks elsewhere: whatever lay there has ended.</summary>
    public void Restart()
    {
        _over.AddRange(_known.Select(k => k.Seen));
        _known.Clear();
        _cells.Forget();
        _last = -1;
    }

    private static Box Grown(in Box box)
    {
        var reach = Reach * MathF.Max(box.Width, box.Height);
        return new Box(box.X - reach, box.Y - reach, box.Width + (2 * reach), box.Height + (2 * reach));
    }

    private void Notice(CellBox place, int frame, IBackgroundModel model)
    {
        var box = place.InPicture(model, size);
        var quiet = frame - (options.Quiet * framesPerSecond);
        if (_known.Exists(k => IsThere(k.Seen, box)) || _over.Exists(t => t.End > quiet && IsThere(t, box))) return;
        var before = model.Background();
        long now = _cells.EdgesAround(place, model.Picture), then = _cells.EdgesAround(place, before);
        // The same surface in another light has the same pattern, and the same edges.
        if (_cells.Likeness(place, model.Picture, before) > options.SamePattern || Math.Max(now, then) < options.EdgeRatio * Math.Min(now, then)) return;
        var fate = now >= then ? ThingFate.LeftBehind : ThingFate.TakenAway;
        var begin = Math.Max(0, frame - (int)(options.Settle * framesPerSecond));
        var thing = new StationaryThing(++_lastId, fate, begin, frame, box);
        _known.Add(new KnownThing(thing, place, _cells.Copy(place, model.Picture), _cells.Copy(place, before)));
    }

    private void Follow(KnownThing known, int frame, float seconds)
    {
        if (known.Seen.Fate == ThingFate.TakenAway)
        {
            // The place of what was taken is told for a while; then it is a place as any other.
            if (frame - known.Seen.Begin <= (options.Settle + options.TakenFor) * framesPerSecond) known.Seen = known.Seen with { End = frame };
            else End(known);
            return;
        }

        if (_cells.Alike(known.Place, known.Picture, options.Same))
        {
            (known.Seen, known.Missing) = (known.Seen with { End = frame }, 0);
            return;
        }

        if (_cells.IsCovered(known.Place)) return; // somebody stands before it
        known.Missing += seconds;
        if (known.Missing < options.Missing) return;
        var gone = known.Seen.End;
        End(known);
        if (!_cells.Alike(known.Place, known.Behind, options.Same)) return;
        // What was there before is seen again: it was taken, not hidden for good.
        _known.Add(new KnownThing(new StationaryThing(++_lastId, ThingFate.TakenAway, gone, frame, known.Seen.Box), known.Place, known.Behind, known.Picture));
    }

    private static bool IsThere(StationaryThing thing, in Box box) => thing.Box.IntersectionArea(box) > 0.3f * MathF.Min(thing.Box.Area, box.Area);

    private void End(KnownThing known)
    {
        _known.Remove(known);
        _over.Add(known.Seen);
    }

    private sealed class KnownThing(StationaryThing seen, CellBox place, byte[] picture, byte[] behind)
    {
        public StationaryThing Seen { get; set; } = seen;
        public CellBox Place { get; } = place;
        public byte[] Picture { get; } = picture;
        public byte[] Behind { get; } = behind;
        public float Missing { get; set; }
    }
}
