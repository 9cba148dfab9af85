using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Cameras;

/// <summary>
/// One object as its camera knows it: the track that follows it now, or the wait for one that continues it, and what is kept of its past.
/// </summary>
/// <param name="cameraId">The camera.</param>
/// <param name="tools">What measures live objects.</param>
internal sealed class WatchedObject(string cameraId, LiveTrace.Tools tools)
{
    // How often a mean that was handed over is taken to have been looked at: about as often as one's own is within two seconds.
    private const int AdoptedLooks = 10;

    private readonly List<Observation> _observations = [];
    private readonly List<AppearanceSample> _looks = [];
    private readonly List<ColourSample> _colours = [];
    private readonly List<BodySample> _bodies = [];
    private readonly BodyProfile.Tally _bodyTally = new();
    private readonly ColourProfile.Tally _tally = new();
    private readonly LiveTrace _trace = new(tools);
    private float[] _votes = [];
    private ColourProfile? _profile;
    private BodyProfile? _body;
    private SceneObject? _lastReport;
    private int _forgotten = int.MinValue, _lookedAt = int.MinValue;
    private float[] _look = [];

    /// <summary>See <see cref="SceneObject.LooksForPoses"/>.</summary>
    public bool LooksForPoses { get; init; }

    /// <summary>Identity; 0 as long as it may be a false alarm that nobody is told of.</summary>
    public int Id { get; private set; }

    /// <summary>What follows it; null once it was lost.</summary>
    public Track? Track { get; private set; }

    public int FirstSeen { get; private set; }

    /// <summary>How often it was seen, and how well.</summary>
    public int TimesSeen { get; private set; }
    public float TotalScore { get; private set; }
    public float MeanScore => TotalScore / TimesSeen;

    /// <summary>Which classes it may be taken for.</summary>
    public int Family => ClassFamilies.FamilyOf(Class);

    /// <summary>Its latest detection.</summary>
    public int LastSeen => _observations[^1].Frame;

    /// <summary>First frame that is not archived yet.</summary>
    public int Unarchived { get; private set; }

    /// <summary>Whether a part of its life is archived.</summary>
    public bool IsSliced => Unarchived > FirstSeen;

    /// <summary>Whether it was seen on a frame from one to another.</summary>
    public bool WasSeen(int begin, int end) => Observations(begin, end).Count > 0;

    /// <summary>Its latest detection's box.</summary>
    public Box LastBox => _observations[^1].Box;

    /// <summary>It was seen by the owner before, and is looked for across a gap of this length; 0: it is one's own.</summary>
    public float LongestGapSeconds { get; private init; }

    /// <summary>An object that the owner before saw last, and archived until then; null when it was not detected lately.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="tools">What measures live objects.</param>
    /// <param name="seen">The object as it was told of last, with its looks where they are known.</param>
    /// <param name="longestGapSeconds">See <see cref="LongestGapSeconds"/>.</param>
    /// <param name="lookLength">Numbers of an appearance vector here; those of another length are of another model, and say nothing.</param>
    public static WatchedObject? Adopted(
        string cameraId, LiveTrace.Tools tools, SceneObject seen, float longestGapSeconds, int lookLength)
    {
        var tubelet = seen.Tubelet;
        var watched = new WatchedObject(cameraId, tools)
        {
            Id = tubelet.ObjectId, FirstSeen = tubelet.FirstSeen, LongestGapSeconds = longestGapSeconds, _votes = [.. tubelet.ClassVotes],
        };
        for (var i = 0; i < tubelet.Boxes.Count; i++)
            if (tubelet.Scores[i] > 0) watched.Add(new Observation(tubelet.Begin + i, tubelet.Boxes[i], tubelet.Scores[i]));
        foreach (var sample in seen.Samples) watched.Add(sample);
        if (watched.TimesSeen == 0) return null;
        watched.Archived(watched.LastSeen);
        if (tubelet.Appearance.Count != lookLength || lookLength == 0) return watched;
        watched._look = [.. tubelet.Appearance];
        watched._looks.Add(new AppearanceSample(watched.LastSeen, watched.LastSeen, AdoptedLooks, watched._look));
        return watched;
    }

    /// <summary>A track is found to be of this object.</summary>
    public void Follow(Track track)
    {
        (Track, _lastReport) = (track, null);
        if (_observations.Count == 0) FirstSeen = Unarchived = track.FirstFrame;
        for (var i = 0; i < track.History.Count; i++) Add(track.History[i]);
    }

    /// <summary>It is real enough to be told of.</summary>
    public void Name(int id) => Id = id;

    /// <summary>The track saw it.</summary>
    public void Add(in Observation observation)
    {
        TimesSeen++;
        TotalScore += observation.Score;
        _observations.Add(observation);
        _trace.Add(observation);
    }

    public void Add(ColourSample sample)
    {
        _colours.Add(sample);
        _tally.Add(sample);
        _profile = null;
    }

    public void Add(BodySample sample)
    {
        _bodies.Add(sample);
        _bodyTally.Add(sample);
        _body = null;
    }

    /// <summary>The track has ended; what it leaves behind is kept.</summary>
    public void Lose(Tubelet tubelet)
    {
        _votes = VotesWith([.. tubelet.ClassVotes]);
        _looks.AddRange(tubelet.AppearanceSamples);
        Track = null;
    }

    /// <summary>What was seen of it from one frame to another, for linking and mending.</summary>
    public TubeletPiece Piece(int begin, int end = int.MaxValue)
    {
        var looks = Track?.Gallery is { } gallery ? [.. _looks, .. gallery.ToSamples()] : _looks;
        return Piece(begin, end, looks.FindAll(s => s.End >= begin && s.Begin <= end));
    }

    /// <summary>The same without its looks, which are large.</summary>
    public TubeletPiece BarePiece(int begin) => Piece(begin, int.MaxValue, []);

    /// <summary>As it is reported while it is there: up to a frame, on which it is predicted when it was not seen there.</summary>
    /// <param name="begin">Its older past is left out.</param>
    /// <param name="end">The newest frame.</param>
    public SceneObject Report(int begin, int end)
    {
        var tubelet = new Tubelet { Id = Id, CameraId = cameraId, Begin = begin, FirstSeen = FirstSeen, Boxes = [], Scores = [], ClassVotes = Votes() };
        _trace.Update(end, Track is null ? default : Track.Motion.Box, MotionTrace.IsUpright(tubelet.Class));
        var report = _trace.Report(begin);
        tubelet = tubelet with
        {
            Begin = report.Begin, Boxes = report.Boxes, Steady = report.Steady, Scores = report.Scores, Appearance = Look(end),
        };
        return Seen(tubelet, report.Motion, report.Begin, end);
    }

    /// <summary>What it looks like, about a second ago, for whoever has to know it again; empty when there is no telling.</summary>
    private float[] Look(int frame)
    {
        if (Track?.Gallery is not { IsSettled: true } gallery || frame < _lookedAt + tools.FramesPerSecond) return _look;
        (_look, _lookedAt) = (gallery.Mean.ToArray(), frame);
        return _look;
    }

    /// <summary>As it was when it was seen last; stays the same until it is found again.</summary>
    public SceneObject LastReport(int historyFrames) => _lastReport ??= Report(LastSeen - historyFrames, LastSeen);

    /// <summary>A stretch of its life, mended.</summary>
    public SceneObject Mended(int id, int begin, int end, FixedIntervalSmoother smoother, double framesPerSecond)
    {
        // A slice begins where the one before ended; its last observation is where interpolation begins.
        var first = Math.Max(0, FirstSince(_observations, begin, static o => o.Frame) - 1);
        var tubelet = Piece(_observations[first].Frame, end).ToTubelet(id, smoother) with { FirstSeen = FirstSeen, ObjectId = Id };
        if (tubelet.Begin < begin) tubelet = tubelet.Part(begin, tubelet.End);
        return Seen(tubelet, MotionTrace.Of(tubelet, framesPerSecond), tubelet.Begin, tubelet.End);
    }

    /// <summary>Notes that everything up to a frame is archived.</summary>
    public void Archived(int until) => Unarchived = until + 1;

    /// <summary>Gives up what is older than a frame though it is not archived: nobody was told of the object.</summary>
    public void Discard(int before)
    {
        _trace.Update(LastSeen, default, MotionTrace.IsUpright(Class));
        Unarchived = Math.Max(Unarchived, before);
        Forget(before);
    }

    /// <summary>Gives up what is older than a frame and archived.</summary>
    public void Forget(int before)
    {
        _trace.Forget(before);
        before = Math.Min(before, Unarchived);
        if (before <= _forgotten) return;
        _forgotten = before;
        _observations.RemoveRange(0, Math.Max(0, FirstSince(_observations, before, static o => o.Frame) - 1)); // one stays, to interpolate from
        _colours.RemoveAll(s => s.Frame < before);
        _bodies.RemoveAll(s => s.Frame < before);
        _looks.RemoveAll(s => s.End < before);
    }

    private SceneObject Seen(Tubelet tubelet, MotionTrace motion, int begin, int end) =>
        new(tubelet, motion, _profile ??= _tally.ToProfile(), Between(_colours, begin, end, static s => s.Frame))
        {
            LooksForPoses = LooksForPoses, Body = _body ??= _bodyTally.ToProfile(), Bodies = Between(_bodies, begin, end, static s => s.Frame),
        };

    private static List<T> Between<T>(List<T> samples, int begin, int end, Func<T, int> frameOf)
    {
        var first = FirstSince(samples, begin, frameOf);
        return samples.GetRange(first, FirstSince(samples, end + 1, frameOf) - first);
    }

    private int Class => Track?.Class ?? new Tubelet { Id = Id, Begin = 0, Boxes = [], Scores = [], ClassVotes = _votes }.Class;

    private TubeletPiece Piece(int begin, int end, List<AppearanceSample> looks) =>
        TubeletPiece.Of(cameraId, Votes(), Observations(begin, end), looks);

    private List<Observation> Observations(int begin, int end)
    {
        var first = FirstSince(_observations, begin, static o => o.Frame);
        var last = end == int.MaxValue ? _observations.Count : FirstSince(_observations, end + 1, static o => o.Frame);
        return _observations.GetRange(first, last - first);
    }

    /// <summary>Index of the first item on or after a frame; items are in order of frames.</summary>
    private static int FirstSince<T>(List<T> items, int frame, Func<T, int> frameOf)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (frameOf(items[middle]) < frame) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private float[] Votes() => Track is null ? _votes : VotesWith(Track.Votes);

    private float[] VotesWith(ReadOnlySpan<float> more)
    {
        var votes = new float[Math.Max(_votes.Length, more.Length)];
        _votes.CopyTo(votes, 0);
        for (var i = 0; i < more.Length; i++) votes[i] += more[i];
        return votes;
    }
}
