using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Alerts.Watching;

/// <summary>One standing query and one object: whether there is an alert, and what was told of it.</summary>
internal sealed class AlertCase(WatchAtCamera at, WatchedObject subject)
{
    private Finding? _held;
    private int _reportedThrough = int.MinValue;
    private (int Begin, int End) _passedOver = (int.MinValue, int.MinValue);
    private bool _goesOn;

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

    /// <summary>The latest alert as it was told last; null while there was none.</summary>
    public Alert? Told { get; private set; }

    /// <summary>When the last alert closed; null while there was none or it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Number of the look that was judged last.</summary>
    public long Judged { get; set; }

    /// <summary>An alert of before a restart: its event is not alerted again, and its cooldown goes on.</summary>
    public void Restore(int through, DateTimeOffset closedAt) => (_reportedThrough, ClosedAt) = (Math.Max(_reportedThrough, through), closedAt);

    /// <summary>What was found on some frames is known, and not worth an alert.</summary>
    public void PassOver((int Begin, int End) found) => _passedOver = found.Begin <= _passedOver.End ? (_passedOver.Begin, found.End) : found;

    /// <summary>What happened on some frames had its alert in another life.</summary>
    public void Report(int end) => _reportedThrough = Math.Max(_reportedThrough, end);

    /// <summary>
    /// The part of an event that is news: all of it, or what came after the last alert where the object does it again; null when it is known.
    /// </summary>
    public (int Begin, int End)? News((int Begin, int End) found, bool isGoingOn, bool isLasting)
    {
        if (found.Begin <= _reportedThrough)
        {
            // What an object is, it is for all its life; and an event that was cut for its length is still the same.
            if (isLasting || _goesOn)
            {
                _reportedThrough = Math.Max(_reportedThrough, found.End);
                return null;
            }

            if (!isGoingOn) return null;
            var begin = Math.Max(_reportedThrough + 1, _passedOver.Begin);
            return begin <= found.End ? (begin, found.End) : null;
        }

        if (isLasting && Told is not null) return null;
        return isGoingOn || found.Begin > _passedOver.End ? found : null;
    }

    /// <summary>Opens an alert.</summary>
    public Alert Open(string id, Finding finding, (int Begin, int End) tube)
    {
        (IsOpen, ClosedAt, _goesOn, _held) = (true, null, false, finding);
        (Begin, End) = tube;
        Subject.Open.Add(this);
        At.LastOpened = At.Camera.Now;
        return Told = Tell(id, AlertState.Opened, 1, At.Camera.Now, null);
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
        return Told = Tell(told.Id, AlertState.Updated, told.Change + 1, told.OpenedAt, null);
    }

    /// <summary>Closes the alert with its final tube.</summary>
    public Alert Close(AlertEnd why)
    {
        (IsOpen, ClosedAt, _goesOn) = (false, At.Camera.Now, why == AlertEnd.LengthLimit);
        Subject.Open.Remove(this);
        Report(End);
        return Told = Tell(Told!.Id, AlertState.Closed, Told.Change + 1, Told.OpenedAt, why);
    }

    /// <summary>Mean overlap with other frames of another object, if both have most of the shorter one in common; else 0.</summary>
    public float OverlapWith(WatchedObject other, int begin, int end)
    {
        int from = Math.Max(Begin, begin), to = Math.Min(End, end), common = to - from + 1;
        if (Told is null || common * 2 < Math.Min(End - Begin + 1, end - begin + 1)) return 0;
        var sum = 0f;
        for (var frame = from; frame <= to; frame++) sum += Mine(frame).IoU(other.BoxAt(frame));
        return sum / common;

        Box Mine(int frame) => IsOpen ? Subject.BoxAt(frame) : Told!.Tube.Boxes[Math.Clamp(frame - Told.Tube.Begin, 0, Told.Tube.Boxes.Count - 1)];
    }

    private Alert Tell(string id, AlertState state, int change, DateTimeOffset openedAt, AlertEnd? end)
    {
        var (camera, watch, held) = (At.Camera, At.Watch, _held!);
        var (begin, last) = (Begin, Math.Max(Begin, End));
        var timeline = camera.Timeline;
        var parts = held.Meaning.Parts;
        return new Alert
        {
            Id = id,
            QueryId = watch.Query.Id,
            CameraId = camera.Id,
            ObjectId = Subject.Id,
            State = state,
            Change = change,
            OpenedAt = openedAt,
            ChangedAt = camera.Now,
            End = end,
            BeginAt = timeline.TimeOf(begin),
            EndAt = timeline.TimeOf(last),
            Size = camera.Size,
            Tube = new Tube
            {
                Id = id,
                Query = watch.Query.Text,
                CameraId = camera.Id,
                TubeletId = Subject.TubeletId,
                Begin = begin,
                Boxes = Subject.Boxes(begin, last),
                BeginTime = timeline.SinceEpoch(begin),
                EndTime = timeline.SinceEpoch(last),
                Score = held.Score,
                Evidence = [.. watch.Evidence.Where(e => !float.IsNaN(held.Evidence[e.Part]))
                    .Select(e => new Evidence(e.Id, held.Evidence[e.Part], Subject.Scores(parts[e.Part], begin, last)))],
            },
        };
    }
}
