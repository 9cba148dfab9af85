using System.Runtime.InteropServices;
using Stvg.Core.Alerts.Meanings;
using Stvg.Core.Grounding.Filtering;

namespace Stvg.Core.Alerts.Watching;

// What is judged of one object, and what follows from it for the queries.
internal sealed partial class CameraWatch
{
    private void Judge(WatchedObject watched, Look look, Scope everywhere, Scope? here, ref StandingWork work, List<Alert> changes)
    {
        watched.Take(look, TubeletSignature.Of(look.Facts, Size, Timeline.FramesPerSecond));
        work.Looks++;
        work.Touched += watched.Search(everywhere, here);
        if (look.IsGone || watched.NextTurn <= Frame) JudgeCandidates(watched, look, ref work, changes);
        if (look.IsGone || watched.NextOpen <= Frame) JudgeOpen(watched, look, ref work, changes);
        watched.Rest();
    }

    private void JudgeCandidates(WatchedObject watched, Look look, ref StandingWork work, List<Alert> changes)
    {
        var since = look.End + 1 - Frames(AlertRules.RecentlySeconds);
        var recently = TubeletSignature.Since(look.Facts, Size, since - look.Begin);
        var (turn, anyway) = (TurnAfter(watched, 0), TurnAfter(watched, AlertRules.JudgeAnywaySeconds((Frame - look.Facts.Tubelet.FirstSeen) / Timeline.FramesPerSecond)));
        var next = Candidate.Never;
        foreach (ref var candidate in CollectionsMarshal.AsSpan(watched.Candidates))
        {
            if (look.IsGone ? candidate.Wake <= Frame : candidate.Turn <= Frame)
            {
                var (entry, isAnyway) = (candidate.Entry, look.IsGone || candidate.Anyway <= Frame);
                if ((isAnyway || Does(entry.Meaning, recently)) && HasOthers(entry.Meaning, watched))
                {
                    work.Considered++;
                    var found = isAnyway || !entry.Meaning.IsOneEvent
                        ? look.Find(entry.Meaning, entry.Meaning.Threshold, ref work)
                        : look.FindNew(entry.Meaning, since, entry.Meaning.Threshold, ref work);
                    var (isFound, wake) = (found.Latest is not null || found.Best is not null, 0);
                    if (isFound) wake = Take(found, entry, watched, look, ref work, changes);
                    // What fits already and only has to last longer, or waits for a zone or an hour, is judged in every look.
                    candidate = isFound && wake <= Frame ? new Candidate(entry, 0, wake, 0)
                        : new Candidate(entry, Math.Max(turn, wake), wake, isFound ? turn : isAnyway ? anyway : candidate.Anyway);
                }
                else candidate = candidate with { Turn = turn };
            }

            next = Math.Min(next, candidate.Turn);
        }

        watched.NextTurn = next;
    }

    /// <summary>What is open holds on a little below the threshold.</summary>
    private void JudgeOpen(WatchedObject watched, Look look, ref StandingWork work, List<Alert> changes)
    {
        var next = int.MaxValue;
        for (var i = watched.Open.Count - 1; i >= 0; i--)
        {
            var open = watched.Open[i];
            if (look.IsGone || open.NextLook <= Frame || open.HasSchedule)
            {
                open.NextLook = NextLook(open);
                var meaning = open.At.Watch.Meaning;
                var (latest, best) = look.Find(meaning, AlertRules.Hold * meaning.Threshold, ref work);
                Continue(open, look, latest, best, changes);
            }

            next = Math.Min(next, open.HasSchedule ? 0 : open.NextLook);
        }

        watched.NextOpen = next;
    }

    /// <summary>Whether the object does what a meaning asks for; if not, nothing can have come since it was judged last.</summary>
    private static bool Does(Meaning meaning, in TubeletSignature recently)
    {
        if (meaning.IsLasting) return false; // it is what it is, and was judged when it began to look like that
        foreach (var doing in meaning.Doings)
            if (!doing.Intersects(recently)) return false;
        return true;
    }

    /// <summary>Tells all queries with that meaning. Returns before which frame it is of no use to judge the pair again.</summary>
    private int Take(
        (Finding? Latest, Finding? Best) found, WatchedMeaning entry, WatchedObject watched, Look look, ref StandingWork work, List<Alert> changes)
    {
        var (latest, best) = found;
        work.Matched += entry.Watches.Count;
        var soonest = Candidate.Never;
        foreach (var watch in entry.Watches) soonest = Math.Min(soonest, Step(watch, watched, look, latest, best, changes));
        return soonest;
    }

    /// <summary>Before which frame it is of no use to judge the pair again.</summary>
    private int Step(Watch watch, WatchedObject watched, Look look, Finding? latest, Finding? best, List<Alert> changes)
    {
        var known = watched.CaseOf(watch);
        if (known is { IsOpen: true }) Continue(known, look, latest, best, changes);
        else if (known is null || WakeOf(known) <= Frame)
        {
            if (latest is null || !TryOpen(watch, ref known, watched, look, latest, changes))
                if (best is not null && !ReferenceEquals(best, latest)) TryOpen(watch, ref known, watched, look, best, changes);
        }

        if (known is null) return 0;
        if (known.IsOpen) known.NextLook = NextLook(known);
        return known.IsOpen ? known.NextLook : WakeOf(known);
    }

    private int NextLook(AlertCase open) =>
        TurnAfter(open.Subject, AlertRules.RestOpenSeconds((Frame - open.Begin) / Timeline.FramesPerSecond));

    /// <summary>
    /// The next frame but some on which an object's pairs are judged: all of them in the same look, since much of it is work for all of them.
    /// </summary>
    private int TurnAfter(WatchedObject watched, double seconds)
    {
        var period = Frames(AlertRules.JudgeEverySeconds) * AlertRules.LooksPerTurn;
        var frame = (long)Frame + (int)(seconds * Timeline.FramesPerSecond) + watched.Id;
        return (int)(((frame / period) + 1) * period - watched.Id);
    }

    /// <summary>From when on it is of use to judge a pair without an open alert again.</summary>
    private int WakeOf(AlertCase closed)
    {
        if (closed.IsToldForLife) return Candidate.Never;
        return closed.GoesOn ? 0 : RestsUntil(closed);
    }

    /// <summary>When an object may be alerted again.</summary>
    private int RestsUntil(AlertCase closed) =>
        closed.ClosedAt is { } at ? Timeline.FrameAt(at + closed.At.Watch.Query.Cooldown) : 0;

    /// <summary>An open alert: it grows, is told again, or closes.</summary>
    private void Continue(AlertCase open, Look look, Finding? latest, Finding? best, List<Alert> changes)
    {
        var (at, linger) = (open.At, Frames(AlertRules.LingerSeconds));
        if (!Adopt(latest)) Adopt(best);

        if (look.IsGone) changes.Add(open.Close(AlertEnd.ObjectGone));
        else if (!at.IsScheduled(Now) || at.Zones is { Length: 0 }) changes.Add(open.Close(AlertEnd.QueryStopped));
        else if (look.End - open.End > linger) changes.Add(open.Close(AlertEnd.NoLongerHolds));
        else if (open.End - open.Begin + 1 >= Frames(AlertRules.LongestTube.TotalSeconds)) changes.Add(open.Close(AlertEnd.LengthLimit));
        else if (open.Update() is { } update) changes.Add(update);

        bool Adopt(Finding? finding)
        {
            if (finding is null || StretchOf(finding, at, look) is not { } tube) return false;
            if (tube.Begin > open.End + linger || tube.End < open.Begin) return false;
            // Until it is over, a better stretch long ago is no reason to end it.
            if (!look.IsGone && tube.End < open.End - linger) return false;
            open.Extend(finding, tube);
            return true;
        }
    }

    private bool TryOpen(Watch watch, ref AlertCase? known, WatchedObject watched, Look look, Finding finding, List<Alert> changes)
    {
        var (at, query) = (watch.At(this), watch.Query);
        if (StretchOf(finding, at, look) is not { } tube) return false;
        var isGoingOn = !look.IsGone && look.End - tube.End <= Frames(AlertRules.LingerSeconds);
        known ??= Restored(at, watched);
        if (known is not null)
        {
            if (known.News(tube, isGoingOn) is not { } news) return false;
            tube = news;
            // What ended while the object was left alone is passed over.
            var rested = RestsUntil(known);
            if (rested > Frame || tube.End + Frames(AlertRules.LingerSeconds) < rested) return false;
        }

        var shortest = (int)Math.Ceiling(query.MinDuration.TotalSeconds * Timeline.FramesPerSecond);
        if (tube.End - tube.Begin + 1 < shortest) return false;
        if (!at.IsScheduled(Now) || !at.IsScheduled(Timeline.TimeOf(tube.End))) return false;

        if (at.LastOpened + query.QueryCooldown > Now || IsTwin(at, watched, tube))
        {
            (known ??= watched.AddCase(at)).PassOver(tube);
            return false;
        }

        known ??= watched.AddCase(at);
        var id = AlertId.Of(query, Id, watched.Id, tube.Begin);
        if (!TryUse(id, tube.End))
        {
            known.Report(tube.End);
            return false;
        }

        changes.Add(known.Open(id, finding, tube));
        watched.NextOpen = 0;
        if (look.IsGone) changes.Add(known.Close(AlertEnd.ObjectGone));
        else if (!isGoingOn) changes.Add(known.Close(AlertEnd.NoLongerHolds));
        return true;
    }

    /// <summary>When a finding counts for a query: all the time, or the last stretch in one of its zones.</summary>
    private (int Begin, int End)? StretchOf(Finding finding, WatchAtCamera at, Look look) => at.Zones is not { } zones
        ? (finding.Begin, finding.End)
        : ZoneStretch.Last(look, zones, Size, finding.Begin, finding.End, Frames(AlertRules.ZoneGapSeconds));

    /// <summary>Whether another alert of the query is about the same object: its track had two tubelets for a while.</summary>
    private bool IsTwin(WatchAtCamera at, WatchedObject watched, (int Begin, int End) tube)
    {
        if (!HasCompany(watched)) return false;
        foreach (var other in at.Cases)
        {
            if (other.Subject == watched || other.OverlapWith(watched, tube.Begin, tube.End) < AlertRules.SameObjectIoU) continue;
            if (!other.Subject.IsLive) other.Subject.LastSeen = Frame; // to be remembered for as long as its twin is there
            return true;
        }

        return false;
    }

    /// <summary>Whether there is or was anybody in about the same place: mostly there is nobody, and nothing else need be asked.</summary>
    private bool HasCompany(WatchedObject watched)
    {
        if (watched.HasCompany is { } known && known.Look == watched.Look!.Number) return known.Has;
        var has = false;
        foreach (var other in _objects.Values)
        {
            if (other == watched || other.Look is null) continue;
            int first = Math.Max(other.Look.Begin, watched.Look!.Begin), last = Math.Min(other.Look.End, watched.Look.End);
            // Twins overlap by most of their boxes for most of their common time.
            if (first <= last && (Near(first) || Near(last) || Near((first + last) / 2))) has = true;

            bool Near(int frame) => other.Look.BoxAt(frame).IoU(watched.Look.BoxAt(frame)) > AlertRules.SameObjectIoU / 2;
        }

        watched.HasCompany = (watched.Look!.Number, has);
        return has;
    }

    /// <summary>Whether the scene has somebody who may be the other side of what a plan relates its target to.</summary>
    private bool HasOthers(Meaning meaning, WatchedObject watched)
    {
        foreach (var other in meaning.Others)
        {
            if (other.Look != _scene)
            {
                (other.Look, other.Count) = (_scene, 0);
                foreach (var candidate in _objects.Values)
                    if (candidate.Look is not null && other.Filter.Passes(candidate.Signature)) (other.Count, other.Id) = (other.Count + 1, candidate.Id);
            }

            if (other.Count == 0 || (other.Count == 1 && other.Id == watched.Id)) return false;
        }

        return true;
    }
}
