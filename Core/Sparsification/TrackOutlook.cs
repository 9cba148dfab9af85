using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Sparsification;

/// <summary>What the tracks say of a frame before anybody has looked at it: how sure their predictions are, who leaves, who meets.</summary>
internal sealed class TrackOutlook(SparsificationOptions options, FrameSize size, double framesPerSecond, Tracker tracker)
{
    /// <summary>A known object's area reaches this share of its own length beyond its box: shadows, swinging arms, a prediction slightly off.</summary>
    private const float Reach = 0.2f;

    /// <summary>An object in whose box fewer cells have moved is where it was.</summary>
    private const float StillShare = 0.06f;

    /// <summary>Two boxes of which the smaller is covered by more than this cross.</summary>
    private const float CrossingShare = 0.3f;

    private Box[] _boxes = [];
    private bool[] _moving = [];
    private bool _doubtful, _spread, _crossing;

    /// <summary>Whether anything moves that is known.</summary>
    public bool Busy { get; private set; }

    /// <summary>Whether somebody may have gone out of the picture since the last look.</summary>
    public bool Leaving { get; private set; }

    /// <summary>Whether a prediction is too unsure, given the time since the last look.</summary>
    public bool IsUncertain(double seconds) =>
        _spread || (_doubtful && seconds >= options.DoubtGap) || (_crossing && seconds >= options.CrossingGap);

    /// <summary>Judges a frame and takes the known objects out of the map of unknown motion.</summary>
    public void Look(int frame, MotionMap map)
    {
        var tracks = tracker.Live;
        if (_boxes.Length < tracks.Count) (_boxes, _moving) = (new Box[2 * tracks.Count], new bool[2 * tracks.Count]);
        (Busy, Leaving, _doubtful, _spread, _crossing) = (false, false, false, false, false);
        for (var i = 0; i < tracks.Count; i++)
        {
            var track = tracks[i];
            var state = track.Motion;
            var ahead = (float)((frame - tracker.LastFrame) / framesPerSecond);
            if (ahead > 0) state.Predict(new MotionStep(ahead, tracker.Options.Motion));
            _boxes[i] = state.Box;
            var reach = Reach * state.OwnLength;
            var area = Hull(track.LastBox, state.Box, reach);
            _moving[i] = map.Moved(Share(Hull(track.LastBox, state.Box, 0))) > StillShare;
            map.Exclude(Share(area));
            if (!_moving[i] && track.Misses == 0) continue;
            Busy = true;
            _doubtful |= !track.IsConfirmed || track.Misses > 0;
            var lim = track.IsConfirmed ? options.LargestSpread : options.TentativeSpread;
            _spread |= state.RelativeSpread > lim && track.Misses == 0;
            var unseen = (float)((frame - track.LastFrame) / framesPerSecond);
            Leaving |= track.Misses == 0 && ahead > 0 && (unseen > track.SecondsUntilExit || FrameExit.IsOutside(state.Box, size));
        }
        for (var i = 0; i < tracks.Count && !_crossing; i++)
        {
            for (var j = i + 1; j < tracks.Count && !_crossing; j++)
            {
                var shared = _boxes[i].IntersectionArea(_boxes[j]);
                _crossing = (_moving[i] || _moving[j]) && shared > CrossingShare * MathF.Min(_boxes[i].Area, _boxes[j].Area);
            }
        }
    }

    private Box Share(in Box box) => new(box.X / size.Width, box.Y / size.Height, box.Width / size.Width, box.Height / size.Height);

    private static Box Hull(in Box a, in Box b, float reach) => Box.FromEdges(
        MathF.Min(a.X, b.X) - reach, MathF.Min(a.Y, b.Y) - reach, MathF.Max(a.Right, b.Right) + reach, MathF.Max(a.Bottom, b.Bottom) + reach);
}
