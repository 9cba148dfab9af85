using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras;

/// <summary>
/// What <see cref="TubeletMending"/> does for clips, for objects that come and go: who continues whom, who is a false alarm or somebody's
/// double, and what an object was once it is over. It knows what the camera has seen until then, and no more.
/// </summary>
internal sealed class ObjectMending(MendingOptions options)
{
    /// <summary>Objects whose scores are remembered, to know what is typical.</summary>
    private const int Memory = 256;

    /// <summary>What an object did and looked like earlier says nothing of who continues it.</summary>
    private const float EndSeconds = 10;

    private readonly FixedIntervalSmoother _smoother = new(options);
    private readonly Queue<(int Family, float MeanScore, int Observations)> _past = new();

    /// <summary>For every new track the lost object that it continues, or null.</summary>
    public WatchedObject?[] Continued(List<TubeletPiece> begun, List<WatchedObject> lost, IEnumerable<WatchedObject> others)
    {
        var found = new WatchedObject?[begun.Count];
        if (lost.Count == 0 || begun.Count == 0) return found;
        var ended = lost.ConvertAll(EndOf);
        var looks = new PieceLooks([.. ended, .. begun, .. others.Select(EndOf)], options);
        var longest = lost.ConvertAll(o => MathF.Max(o.LongestGapSeconds, options.LongestGapSeconds));
        var continued = new PieceLinking(options, looks).Continue(ended, begun, longest);
        for (var i = 0; i < found.Length; i++) found[i] = continued[i] >= 0 ? lost[continued[i]] : null;
        return found;
    }

    private TubeletPiece EndOf(WatchedObject watched) => watched.Piece(watched.LastSeen - (int)(EndSeconds * options.FramesPerSecond));

    /// <summary>Whether an object is one of its own: no false alarm, and nobody's double.</summary>
    public bool IsReal(WatchedObject watched, IEnumerable<WatchedObject> others)
    {
        var family = watched.Family;
        var known = others.Where(o => o != watched).ToList();
        var typical = PieceSelection.TypicalScore(
        [
            (watched.MeanScore, watched.TimesSeen),
            .. _past.Where(p => p.Family == family).Select(p => (p.MeanScore, p.Observations)),
            .. known.Where(o => o.Family == family).Select(o => (o.MeanScore, o.TimesSeen)),
        ]);
        if (watched.MeanScore < options.LeastRelativeScore * typical) return false;
        var rivals = known.FindAll(o => o.TotalScore > watched.TotalScore && o.LastSeen >= watched.FirstSeen && o.LastBox.IoU(watched.LastBox) > 0);
        if (rivals.Count == 0) return true;
        var piece = watched.BarePiece(watched.FirstSeen);
        return !rivals.Exists(o => PieceSelection.IsDouble(piece, o.BarePiece(watched.FirstSeen), options.DuplicateOverlap));
    }

    /// <summary>An object is over; what it scored tells what is typical here.</summary>
    public void Remember(WatchedObject watched)
    {
        _past.Enqueue((watched.Family, watched.MeanScore, watched.TimesSeen));
        if (_past.Count > Memory) _past.Dequeue();
    }

    /// <summary>A stretch of an object's life as it is archived.</summary>
    public SceneObject Finish(WatchedObject watched, int id, int begin, int end) => watched.Mended(id, begin, end, _smoother, options.FramesPerSecond);
}
