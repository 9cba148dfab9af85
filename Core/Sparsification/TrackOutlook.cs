using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Sparsification;

/// <summary>What the tracks say of a frame before anybody has looked at it: how sure their predictions are, and who leaves.</summary>
internal sealed class TrackOutlook(SparsificationOptions options, FrameSize size, double framesPerSecond, Tracker tracker)
{
    /// <summary>A known object's area reaches this share of its own length beyond its box: shadows, swinging arms, a prediction slightly off.</summary>
    private const float Reach = 0.2f;

    /// <summary>An object in whose box a smaller share of the cells has moved is where it was.</summary>
    private const float StillShare = 0.06f;

    /// <summary>What may become an object and lies inside one by more than this share is a part of it, or its double.</summary>
    private const float PartShare = 0.5f;

    /// <summary>Who is on the way out is looked at again whenever this share of the time is over that it takes to be gone.</summary>
    private const float ExitShare = 0.5f;

    private Outlook[] _outlooks = [];

    /// <summary>Whether anything moves that is known.</summary>
    public bool Busy { get; private set; }

    /// <summary>Whether somebody may just have gone out of the picture, or a part of him.</summary>
    public bool Leaving { get; private set; }

    /// <summary>Whether somebody's predicted place is too unsure.</summary>
    public bool Unsure { get; private set; }

    /// <summary>Judges a frame and takes the known objects out of the map of motion.</summary>
    public void Look(int frame, MotionMap map)
    {
        var tracks = tracker.Live;
        if (_outlooks.Length < tracks.Count) _outlooks = new Outlook[2 * tracks.Count];
        (Busy, Leaving, Unsure) = (false, false, false);
        var ahead = (float)((frame - tracker.LastFrame) / framesPerSecond);
        var step = new MotionStep(MathF.Max(ahead, 0), tracker.Options.Motion);
        var camera = tracker.Options.Camera;
        var view = camera?.Between(tracker.LastFrame, frame) ?? Similarity.Identity;
        for (var i = 0; i < tracks.Count; i++)
        {
            var state = tracks[i].Motion;
            state.Warp(view, size);
            if (ahead > 0) state.Predict(step);
            var last = camera?.Between(tracks[i].LastFrame, frame).Map(tracks[i].LastBox) ?? tracks[i].LastBox;
            // What a camera that moves sees says nothing of who moves.
            var moves = !map.HasReference || map.Moved(ShareOf(Hull(last, state.Box, 0))) > StillShare;
            map.Exclude(ShareOf(Hull(last, state.Box, Reach * state.OwnLength)));
            _outlooks[i] = new Outlook(state.Box, state.RelativeSpread, moves);
        }
        if (ahead <= 0) return;
        for (var i = 0; i < tracks.Count; i++) Judge(i, tracks, (float)((frame - tracks[i].LastFrame) / framesPerSecond));
    }

    private void Judge(int index, IReadOnlyList<Track> tracks, float unseen)
    {
        var (track, outlook) = (tracks[index], _outlooks[index]);
        Busy |= outlook.Moves || track.Misses > 0;
        // A missed object is no more urgent than others: whatever hides it will hide it on the next frame as well.
        if (!outlook.Moves || track.Misses > 0) return;
        Leaving |= unseen > ExitShare * track.SecondsUntilExit || FrameExit.IsOutside(outlook.Box, size);
        Unsure |= outlook.Spread > (track.IsConfirmed ? options.LargestSpread : options.LargestNewSpread) && !IsPart(track, tracks);
    }

    private static bool IsPart(Track track, IReadOnlyList<Track> tracks)
    {
        if (track.IsConfirmed) return false;
        foreach (var other in tracks)
            if (other.IsConfirmed && track.LastBox.ShareInside(other.LastBox) > PartShare) return true;
        return false;
    }

    private Box ShareOf(in Box box) => new(box.X / size.Width, box.Y / size.Height, box.Width / size.Width, box.Height / size.Height);

    private static Box Hull(in Box a, in Box b, float reach) => Box.FromEdges(
        MathF.Min(a.X, b.X) - reach, MathF.Min(a.Y, b.Y) - reach, MathF.Max(a.Right, b.Right) + reach, MathF.Max(a.Bottom, b.Bottom) + reach);

    /// <summary>One object on a frame that nobody has looked at.</summary>
    private readonly record struct Outlook(Box Box, float Spread, bool Moves);
}
