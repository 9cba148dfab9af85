using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Alerts.Watching;

/// <summary>One standing query and one object: whether there is an alert, and what was told of it.</summary>
internal sealed class AlertCase(WatchAtCamera at, WatchedObject subject)
{
    private Finding? _held;
    private int _reportedThrough = int.MinValue;
    private (int Begin, int End) _passedOver = (int.MinValue, int.MinValue);

    /// <summary>The query on its camera.</summary>
    public WatchAtCamera At { get; } = at;

    /// <summary>The object.</summary>
    public WatchedObject Subject { get; } = subject;

    /// <summary>Whether an alert is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>First frame of the latest alert's tube.</summary>
    public int Begin { get; private set; }

    /// <summary>Its last frame.</summary>
    public int End { get; private set; }

    /// <summary>The latest alert as it was told last, but for its evidence, which is large; null while there was none.</summary>
    public Alert? Told { get; private set; }

    /// <summary>When the last alert closed; null while there was none or it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Whether the query is not always on watch.</summary>
    public bool HasSchedule { get; } = at.Watch.Query.Schedule is not null;

    /// <summary>The frame from which on it is judged again.</summary>
    public int NextLook { get; set; }

    /// <summary>Whether the alert was closed for its length while the event went on.</summary>
    public bool GoesOn { get; private set; }

    /// <summary>What an object is, it is for all its life: there is nothing more to tell.</summary>
    public bool IsToldForLife => Told is not null && !IsOpen && At.Watch.Meaning.IsLasting;

    /// <summary>An alert of before a restart: its event is not alerted again, and its cooldown goes on.</summary>
    public void Restore(int through, DateTimeOffset closedAt) => (_reportedThrough, ClosedAt) = (Math.Max(_reportedThrough, through), closedAt);

    /// <summary>An alert that another state machine had open goes on.</summary>
    public void Resume(Alert told)
    {
        (IsOpen, ClosedAt, GoesOn, Told) = (true, null, false, WithoutEvidence(told));
        (Begin, End) = (told.Tube.Begin, told.Tube.End);
        var meaning = At.Watch.Meaning;
        var evidence = new float[meaning.Parts.Length];
        Array.Fill(evidence, float.NaN);
        foreach (var (id, part) in At.Watch.Evidence)
            if (told.Tube.Evidence.FirstOrDefault(e => e.SubQuery == id) is { } known) evidence[part] = known.Score;
        _held = new Finding(meaning, told.Tube.Score, Begin, End, evidence);
        Subject.Open.Add(this);
    }

    /// <summary>What was found on some frames is known, and not worth an alert.</summary>
    public void PassOver((int Begin, int End) found) => _passedOver = found.Begin <= _passedOver.End ? (_passedOver.Begin, found.End) : found;

    /// <summary>What happened on some frames had its alert in another life.</summary>
    public void Report(int end) => _reportedThrough = Math.Max(_reportedThrough, end);

    /// <summary>
    /// The part of an event that is news: all of it, or what came after the last alert where the object does it again; null when it is known.
    /// </summary>
    public (int Begin, int End)? News((int Begin, int End) found, bool isGoingOn)
    {
        if (found.Begin <= _reportedThrough)
        {
            // An event that was cut for its length is still the same.
            if (GoesOn || At.Watch.Meaning.IsLasting)
            {
                _reportedThrough = Math.Max(_reportedThrough, found.End);
                return null;
            }

            if (!isGoingOn) return null;
            var begin = Math.Max(_reportedThrough + 1, _passedOver.Begin);
            return begin <= found.End ? (begin, found.End) : null;
        }

        return isGoingOn || found.Begin > _passedOver.End ? found : null;
    }

    /// <summary>Opens an alert.</summary>
    public Alert Open(string id, Finding finding, (int Begin, int End) tube)
    {
        (IsOpen, ClosedAt, GoesOn, _held) = (true, null, false, finding);
        (Begin, End) = tube;
        Subject.Open.Add(this);
        At.LastOpened = At.Camera.Now;
        return Tell(id, AlertState.Opened, 1, At.Camera.Now, null);
    }

    /// <summary>The event goes on, or is known better.</summary>
    public void Extend(Finding finding, (int Begin, int End) tube)
    {
        _held = finding;
        // A beginning that the camera has forgotten stays as it is; before what an earlier alert told it cannot be.
        if (Begin >= Subject.Look!.Begin && tube.Begin > _reportedThrough) Begin = tube.Begin;
        End = Math.Max(Begin, tube.End);
    }

    /// <summary>Tells of a noticeable change, not too often; null when there is nothing to tell.</summary>
    public Alert? Update()
    {
        var (told, camera) = (Told!, At.Camera);
        if (camera.Now - told.ChangedAt < AlertRules.UpdateEvery) return null;
        var length = told.Tube.Boxes.Count;
        var growth = Math.Max(camera.Frames(1), AlertRules.NoticeableGrowth * length);
        if (MathF.Abs(_held!.Score - told.Tube.Score) < AlertRules.NoticeableScore
            && End - told.Tube.End < growth && Math.Abs(Begin - told.Tube.Begin) < growth) return null;
        return Tell(told.Id, AlertState.Updated, told.Change + 1, told.OpenedAt, null);
    }

    /// <summary>Closes the alert with its final tube.</summary>
    public Alert Close(AlertEnd why)
    {
        (IsOpen, ClosedAt, GoesOn) = (false, At.Camera.Now, why == AlertEnd.LengthLimit);
        Subject.Open.Remove(this);
        Report(End);
        End = Math.Min(End, Begin + At.Camera.Frames(AlertRules.LongestTube.TotalSeconds) - 1);
        return Tell(Told!.Id, AlertState.Closed, Told.Change + 1, Told.OpenedAt, why);
    }

    /// <summary>Mean overlap with other frames of another object, if both have most of the shorter one in common; else 0.</summary>
    public float OverlapWith(WatchedObject other, int begin, int end)
    {
        if (Told is null) return 0;
        // What is open goes on, though it was not judged for a while.
        var last = IsOpen ? Math.Max(End, Subject.Look?.End ?? End) : End;
        int from = Math.Max(Begin, begin), to = Math.Min(last, end), common = to - from + 1;
        if (common * 2 < Math.Min(last - Begin + 1, end - begin + 1)) return 0;
        var sum = 0f;
        for (var frame = from; frame <= to; frame++) sum += Mine(frame).IoU(other.BoxAt(frame));
        return sum / common;

        Box Mine(int frame) => IsOpen ? Subject.BoxAt(frame) : Told!.Tube.Boxes[Math.Clamp(frame - Told.Tube.Begin, 0, Told.Tube.Boxes.Count - 1)];
    }

    private Alert Tell(string id, AlertState state, int change, DateTimeOffset openedAt, AlertEnd? end)
    {
        var (camera, query) = (At.Camera, At.Watch.Query);
        var (begin, last) = (Begin, Math.Max(Begin, End));
        var alert = new Alert
        {
            Id = id,
            QueryId = query.Id,
            CameraId = camera.Id,
            ObjectId = Subject.Id,
            State = state,
            Change = change,
            OpenedAt = openedAt,
            ChangedAt = camera.Now,
            End = end,
            BeginAt = camera.Timeline.TimeOf(begin),
            EndAt = camera.Timeline.TimeOf(last),
            Size = camera.Size,
            Tube = new Tube
            {
                Id = id,
                Query = query.Text,
                CameraId = camera.Id,
                TubeletId = Subject.TubeletId,
                Begin = begin,
                Boxes = Subject.Boxes(begin, last),
                BeginTime = camera.Timeline.SinceEpoch(begin),
                EndTime = camera.Timeline.SinceEpoch(last),
                Score = _held!.Score,
                Evidence = Evidence(_held, begin, last),
            },
        };
        Told = WithoutEvidence(alert);
        return alert;
    }

    private static Alert WithoutEvidence(Alert alert) => alert with { Tube = alert.Tube with { Evidence = [] } };

    private List<Evidence> Evidence(Finding held, int begin, int last)
    {
        var evidence = new List<Evidence>(At.Watch.Evidence.Length);
        foreach (var (id, part) in At.Watch.Evidence)
            if (!float.IsNaN(held.Evidence[part])) evidence.Add(new Evidence(id, held.Evidence[part], Subject.Scores(held.Meaning.Parts[part], begin, last)));
        return evidence;
    }
}
