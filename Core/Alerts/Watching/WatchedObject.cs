using Stvg.Core.Alerts.Meanings;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Alerts.Watching;

/// <summary>One object in front of one camera, however many tubelets its track fell into.</summary>
internal sealed class WatchedObject(int id)
{
    private readonly Dictionary<int, AlertCase> _cases = [];
    private PastFrames? _past;
    private Look? _anchor, _before;
    private (TubeletSignature Signature, long Everywhere, long Here) _found = (default, -1, -1);

    /// <summary>Its id (<see cref="Tubelet.ObjectId"/>).</summary>
    public int Id { get; } = id;

    /// <summary>The tubelet that it is seen as now.</summary>
    public int TubeletId { get; set; }

    /// <summary>Whether it is in the picture.</summary>
    public bool IsLive { get; set; }

    /// <summary>The newest frame on which it was in the picture.</summary>
    public int LastSeen { get; set; }

    /// <summary>The frame on which it was judged last; -1: never.</summary>
    public int LastJudged { get; set; } = -1;

    /// <summary>The latest look at it.</summary>
    public Look? Look { get; private set; }

    /// <summary>What it could answer, when it was looked at last.</summary>
    public TubeletSignature Signature { get; private set; }

    /// <summary>Whether anybody was in about the same place, and in which look that was found.</summary>
    public (long Look, bool Has)? HasCompany { get; set; }

    /// <summary>What is open about it.</summary>
    public List<AlertCase> Open { get; } = [];

    /// <summary>No candidate is judged before this frame.</summary>
    public int NextTurn { get; set; }

    /// <summary>No open alert is judged before this frame.</summary>
    public int NextOpen { get; set; }

    /// <summary>What it may answer.</summary>
    public List<Candidate> Candidates { get; } = [];

    /// <summary>What happened to it in a query's eyes, or null.</summary>
    public AlertCase? CaseOf(Watch watch) => _cases.GetValueOrDefault(watch.Number);

    /// <summary>Begins to remember it in a query's eyes.</summary>
    public AlertCase AddCase(WatchAtCamera at)
    {
        var added = new AlertCase(at, this);
        _cases.Add(at.Watch.Number, added);
        at.Cases.Add(added);
        return added;
    }

    /// <summary>A query was removed.</summary>
    public void Forget(Watch watch)
    {
        if (_cases.Remove(watch.Number, out var gone)) Open.Remove(gone);
    }

    /// <summary>It is forgotten altogether.</summary>
    public void Forget()
    {
        foreach (var known in _cases.Values) known.At.Cases.Remove(known);
    }

    /// <summary>What another state machine told of it: alerts go on, the one that began first before the others.</summary>
    public void Remember(Tube tube, Watch watch)
    {
        _past ??= new PastFrames(tube.Begin);
        _past.Take(tube, watch);
    }

    /// <summary>Takes a new look; what only the old one knew is kept if an open alert needs it.</summary>
    public void Take(Look look, TubeletSignature signature)
    {
        if (Open.Count == 0) (_past, _anchor) = (null, null);
        else if (Look is { } old && look.Begin > old.Begin) Keep(old, look);
        else if (Look is null && _past is not null)
        {
            // The first look after another state machine's: what that one told of leads up to it.
            _past.Reach(look.Begin, look.BoxAt(look.Begin));
            _anchor = look;
        }

        (Look, Signature, _before) = (look, signature, Look);
    }

    /// <summary>Everything is asked of the latest look: no more is kept of it than open alerts may tell.</summary>
    public void Rest()
    {
        var parts = AskedParts();
        Look!.Rest(parts, _before);
        _before = null;
        if (_anchor is null || _anchor == Look || parts.All(_anchor.Knows)) return;
        // An alert was opened since the anchor came to rest, which cannot tell of it: from here on the latest look does.
        MoveOn(Look, parts);
    }

    /// <summary>Finds what it may answer, unless that was found before. Returns how many entries of the index were read.</summary>
    public int Search(Scope everywhere, Scope? here)
    {
        var key = (Signature, everywhere.Index.Version, here?.Index.Version ?? -1);
        if (key == _found) return 0;

        var isSame = (key.Item2, key.Item3) == (_found.Everywhere, _found.Here);
        _found = key;
        var entries = new List<WatchedMeaning>(Candidates.Count + 16);
        var read = everywhere.Index.Find(Signature, entries) + (here?.Index.Find(Signature, entries) ?? 0);

        // Who rests rests on, unless there are other queries.
        if (isSame) foreach (var old in Candidates) old.Entry.Carried = old;
        var before = Candidates.ToArray();
        Candidates.Clear();
        foreach (var entry in entries) Candidates.Add(entry.Carried ?? new Candidate(entry, 0, 0, 0));
        foreach (var old in before) old.Entry.Carried = null;
        NextTurn = 0;
        return read;
    }

    /// <summary>Where it is on a frame, as far back as is known.</summary>
    public Box BoxAt(int frame)
    {
        if (Look is { } look && (frame >= look.Begin || _anchor is null)) return look.BoxAt(frame);
        return _past is { } past && (frame <= past.End || _anchor is null) ? past.BoxAt(frame) : _anchor!.BoxAt(frame);
    }

    /// <summary>The boxes of some frames.</summary>
    public IReadOnlyList<Box> Boxes(int begin, int end)
    {
        if (Look is not { } look) return [.. Enumerable.Range(begin, end - begin + 1).Select(BoxAt)];
        if (begin >= look.Begin && end <= look.End) return look.Boxes(begin, end);
        var boxes = new Box[end - begin + 1];
        for (var frame = begin; frame <= Math.Min(end, look.Begin - 1); frame++) boxes[frame - begin] = BoxAt(frame);
        int from = Math.Max(begin, look.Begin), to = Math.Min(end, look.End);
        if (from <= to) look.Boxes(from, to).CopyTo(boxes, from - begin);
        for (var frame = Math.Max(begin, look.End + 1); frame <= end; frame++) boxes[frame - begin] = look.BoxAt(frame);
        return boxes;
    }

    /// <summary>A part's scores on some frames.</summary>
    public IReadOnlyList<float> Scores(Part part, int begin, int end)
    {
        if (Look is { } latest && begin >= latest.Begin && end <= latest.End) return latest.Scores(part, begin, end);
        var scores = new float[end - begin + 1];
        _past?.CopyScores(part, begin, scores);
        // The newer look knows better.
        _anchor?.CopyScores(part, begin, scores);
        Look?.CopyScores(part, begin, scores);
        return scores;
    }

    /// <summary>
    /// Keeps what open alerts need and the new look does not know. An old look is kept for it, and only every few seconds its frames are put to
    /// the past: that takes the scores of all parts.
    /// </summary>
    private void Keep(Look old, Look look)
    {
        _anchor ??= old;
        var known = _past?.End ?? _anchor.Begin - 1;
        if (look.Begin - known <= look.Length / 4 && look.Begin <= _anchor.End) return;

        MoveOn(look, AskedParts());
    }

    /// <summary>What is older than a look is put to the past, as far as open alerts need it, and the look is kept instead.</summary>
    private void MoveOn(Look look, HashSet<Part> parts)
    {
        var needed = Open.Min(c => c.Begin);
        if (needed >= look.Begin)
        {
            (_past, _anchor) = (null, look);
            return;
        }

        if ((_past?.End ?? _anchor!.Begin - 1) + 1 < look.Begin)
        {
            _past ??= new PastFrames(_anchor!.Begin);
            _past.Extend(_anchor!, look.Begin, look.BoxAt(look.Begin), parts);
            _past.Trim(needed);
        }

        _anchor = look;
    }

    /// <summary>What is asked by open alerts.</summary>
    private HashSet<Part> AskedParts()
    {
        var parts = new HashSet<Part>(ReferenceEqualityComparer.Instance);
        foreach (var open in Open)
            foreach (var part in open.At.Watch.Meaning.Parts) parts.Add(part);
        return parts;
    }
}
