using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras;

/// <summary>
/// What <see cref="TubeletMending"/> does for clips, for objects that come and go: who continues whom, and what an object was once it is
/// over, with what was known of the camera until then.
/// </summary>
internal sealed class ObjectMending(MendingOptions options)
{
    private readonly FixedIntervalSmoother _smoother = new(options);

    /// <summary>For every object that begins, the one it continues, or null.</summary>
    public WatchedObject?[] Continued(List<Track> begun, List<WatchedObject> lost, List<WatchedObject> others, string cameraId)
    {
        var found = new WatchedObject?[begun.Count];
        if (lost.Count == 0 || begun.Count == 0) return found;
        var ended = lost.ConvertAll(o => o.Piece());
        var beginning = begun.ConvertAll(track =>
        {
            var fresh = new WatchedObject(0, cameraId);
            fresh.Follow(track);
            return fresh.Piece();
        });
        var looks = new PieceLooks([.. ended, .. beginning, .. others.ConvertAll(o => o.Piece())], options);
        var continued = new PieceLinking(options, looks).Continue(ended, beginning);
        for (var i = 0; i < found.Length; i++) found[i] = continued[i] >= 0 ? lost[continued[i]] : null;
        return found;
    }

    /// <summary>A stretch of an object's life as it is archived.</summary>
    public SceneObject Finish(WatchedObject watched, int begin, int end)
    {
        var tubelet = watched.Piece(begin, end).ToTubelet(watched.SliceId > 0 ? watched.SliceId : watched.Id, _smoother) with { FirstSeen = watched.FirstSeen, ObjectId = watched.Id };
        return new SceneObject(
            tubelet, MotionTrace.Of(tubelet, options.FramesPerSecond), watched.Profile(), watched.Colours(tubelet.Begin, tubelet.End));
    }
}
