using Stvg.Core.Alerts.Meanings;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Alerts.Watching;

/// <summary>One object in front of one camera, however many tubelets its track fell into.</summary>
internal sealed class WatchedObject(int id)
{
    private readonly Dictionary<Watch, AlertCase> _cases = [];
    private PastFrames? _past;
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

    /// <summary>What is open about it.</summary>
    public List<AlertCase> Open { get; } = [];

    /// <summary>What it may answer.</summary>
    public List<WatchedMeaning> Candidates { get; } = [];

    /// <summary>What happened to it in a query's eyes, or null.</summary>
    public AlertCase? CaseOf(Watch watch) => _cases.GetValueOrDefault(watch);

    /// <summary>Begins to remember it in a query's eyes.</summary>
    public AlertCase AddCase(WatchAtCamera at)
    {
        var added = new AlertCase(at, this);
        _cases.Add(at.Watch, added);
        at.Cases.Add(added);
        return added;
    }

    /// <summary>A query was removed.</summary>
    public void Forget(Watch watch)
    {
        if (_cases.Remove(watch, out var gone)) Open.Remove(gone);
    }

    /// <summary>It is forgotten altogether.</summary>
    public void Forget()
    {
        foreach (var known in _cases.Values) known.At.Cases.Remove(known);
    }

    /// <summary>Takes a new look; what only the old one knew is kept if an open alert needs it.</summary>
    public void Take(Look look, TubeletSignature signature)
    {
        if (Open.Count == 0) _past = null;
        else if (Look is { } old)
        {
            var needed = Open.Min(c => c.Begin);
            if (needed < look.Begin)
            {
                _past ??= new PastFrames(Math.Max(needed, old.Begin));
                if (_past.End < look.Begin - 1)
                    _past.Extend(old, look.Begin, look.BoxAt(look.Begin), Open.SelectMany(c => c.At.Watch.Meaning.Parts).Distinct());
                _past.Trim(needed);
            }
        }

        (Look, Signature) = (look, signature);
    }

    /// <summary>Finds what it may answer, unless that was found before. Returns how many entries of the index were read.</summary>
    public int Search(Scope everywhere, Scope? here)
    {
        var key = (Signature, everywhere.Index.Version, here?.Index.Version ?? -1);
        if (key == _found) return 0;
        _found = key;
        Candidates.Clear();
        return everywhere.Index.Find(Signature, Candidates) + (here?.Index.Find(Signature, Candidates) ?? 0);
    }

    /// <summary>Where it is on a frame, as far back as is known.</summary>
    public Box BoxAt(int frame) => frame < Look!.Begin && _past is { } past ? past.BoxAt(frame) : Look.BoxAt(frame);

    /// <summary>The boxes of some frames.</summary>
    public Box[] Boxes(int begin, int end)
    {
        if (begin >= Look!.Begin && end <= Look.End) return Look.Boxes(begin, end);
        var boxes = new Box[end - begin + 1];
        for (var i = 0; i < boxes.Length; i++) boxes[i] = BoxAt(begin + i);
        return boxes;
    }

    /// <summary>A part's scores on some frames.</summary>
    public float[] Scores(Part part, int begin, int end)
    {
        if (begin >= Look!.Begin && end <= Look.End) return Look.Scores(part, begin, end);
        var (scores, newest) = (new float[end - begin + 1], Look.ScoresOf(part));
        for (var i = 0; i < scores.Length; i++)
        {
            var frame = begin + i;
            if (frame < Look.Begin) scores[i] = _past?.ScoreAt(part, frame) ?? 0;
            else if (newest is not null && frame <= Look.End) scores[i] = newest[frame - Look.Begin];
        }

        return scores;
    }
}
