using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras;

/// <summary>
/// One object as its camera knows it: the track that follows it now, or the wait for one that continues it, and what is kept of its past.
/// </summary>
/// <param name="id">Identity that is reported.</param>
/// <param name="cameraId">The camera.</param>
internal sealed class WatchedObject(int id, string cameraId)
{
    private readonly List<Observation> _observations = [];
    private readonly List<AppearanceSample> _looks = [];
    private readonly List<ColourSample> _colours = [];
    private readonly ColourProfile.Tally _tally = new();
    private float[] _votes = [];
    private ColourProfile? _profile;

    public int Id { get; } = id;

    /// <summary>What follows it; null once it was lost.</summary>
    public Track? Track { get; private set; }

    public int FirstSeen { get; private set; }

    /// <summary>Its latest detection.</summary>
    public int LastSeen => _observations[^1].Frame;

    /// <summary>First frame that was not archived yet.</summary>
    public int ArchivedUntil { get; private set; }

    /// <summary>Id of the tubelet that will be archived next: its own for the first slice of its life.</summary>
    public int SliceId { get; set; }

    /// <summary>What was seen and is still kept.</summary>
    public IReadOnlyList<Observation> Observations => _observations;

    /// <summary>A track is confirmed to be of this object.</summary>
    public void Follow(Track track)
    {
        Track = track;
        if (_observations.Count == 0) FirstSeen = ArchivedUntil = track.FirstFrame;
        for (var i = 0; i < track.History.Count; i++) _observations.Add(track.History[i]);
    }

    /// <summary>The track saw it.</summary>
    public void Add(in Observation observation) => _observations.Add(observation);

    public void Add(ColourSample sample)
    {
        _colours.Add(sample);
        _tally.Add(sample);
        _profile = null;
    }

    /// <summary>The track has ended; what it leaves behind is kept.</summary>
    public void Lose(Tubelet tubelet)
    {
        Track = null;
        _votes = Votes(tubelet.ClassVotes.ToArray());
        _looks.AddRange(tubelet.AppearanceSamples);
    }

    /// <summary>What is known of it, for linking and mending.</summary>
    /// <param name="begin">From this frame on.</param>
    /// <param name="end">Up to this frame.</param>
    public TubeletPiece Piece(int begin = int.MinValue, int end = int.MaxValue)
    {
        var looks = Track?.Gallery is { } gallery ? [.. _looks, .. gallery.ToSamples()] : _looks;
        return TubeletPiece.Of(
            cameraId, CurrentVotes(), _observations.FindAll(o => o.Frame >= begin && o.Frame <= end),
            looks.FindAll(s => s.Begin >= begin && s.Begin <= end));
    }

    /// <summary>As it is reported while it is there, or was a moment ago.</summary>
    /// <param name="begin">Its older past is left out.</param>
    /// <param name="end">Its last frame: when it was not seen on it, boxes after it was seen are predicted.</param>
    /// <param name="framesPerSecond">Of the frame numbers.</param>
    public SceneObject Report(int begin, int end, double framesPerSecond)
    {
        var first = FirstObservation(begin);
        begin = Math.Max(begin, _observations[first].Frame);
        var boxes = new Box[end - begin + 1];
        var scores = new float[boxes.Length];
        for (var i = first; i < _observations.Count; i++)
        {
            var here = _observations[i];
            if (here.Frame >= begin) (boxes[here.Frame - begin], scores[here.Frame - begin]) = (here.Box, here.Score);
            if (i + 1 < _observations.Count) Fill(here, _observations[i + 1].Frame, _observations[i + 1].Box);
            else if (Track is not null && here.Frame < end) Fill(here, end + 1, Track.Motion.Box);
        }
        if (LastSeen < end && Track is not null) boxes[^1] = Track.Motion.Box;

        var tubelet = new Tubelet
        {
            Id = Id,
            CameraId = cameraId,
            Begin = begin,
            FirstSeen = FirstSeen,
            Boxes = boxes,
            Scores = scores,
            ClassVotes = CurrentVotes(),
        };
        return new SceneObject(tubelet, MotionTrace.Of(tubelet, framesPerSecond), Profile(), _colours.FindAll(s => s.Frame >= begin));

        void Fill(in Observation from, int next, in Box box)
        {
            for (var frame = Math.Max(from.Frame + 1, begin); frame < next; frame++)
                boxes[frame - begin] = Box.Lerp(from.Box, box, (float)(frame - from.Frame) / (next - from.Frame));
        }
    }

    /// <summary>Colours over its whole life.</summary>
    public ColourProfile Profile() => _profile ??= _tally.ToProfile();

    /// <summary>Colour samples of a stretch of its life.</summary>
    public List<ColourSample> Colours(int begin, int end) => _colours.FindAll(s => s.Frame >= begin && s.Frame <= end);

    /// <summary>Notes that everything up to a frame is archived.</summary>
    public void Archived(int until) => ArchivedUntil = until + 1;

    /// <summary>Gives up what is archived and older than a frame.</summary>
    public void Forget(int before)
    {
        before = Math.Min(before, ArchivedUntil);
        // One observation before the window stays, to interpolate from.
        var first = FirstObservation(before);
        if (first > 0) _observations.RemoveRange(0, first);
        _colours.RemoveAll(s => s.Frame < before);
        _looks.RemoveAll(s => s.End < before);
    }

    /// <summary>The last observation at or before a frame, or the first of all.</summary>
    private int FirstObservation(int frame)
    {
        var (low, high) = (0, _observations.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_observations[middle].Frame <= frame) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private float[] CurrentVotes() => Track is null ? _votes : Votes(Track.Votes);

    private float[] Votes(ReadOnlySpan<float> more)
    {
        var votes = new float[Math.Max(_votes.Length, more.Length)];
        _votes.CopyTo(votes, 0);
        for (var i = 0; i < more.Length; i++) votes[i] += more[i];
        return votes;
    }
}
