using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>
/// When somebody does something. Each question has two answers: when it is certainly so, which is the truth of a sentence, and when an
/// honest observer might say so, which a sentence about another must not be open to.
/// </summary>
internal static class Deeds
{
    // The moment of a change is as long as people take to see it.
    private const double ChangeSeconds = 0.6, TurnSeconds = 0.8;

    public static IEnumerable<Span> Of(Deed deed, SimulatedActor actor, Stage stage, bool liberal) => deed switch
    {
        Act act => Of(act, actor, stage, liberal),
        Cross cross => Crossings(cross, actor, stage, liberal),
        Relate relate => Relations.Of(relate, actor, stage, liberal),
        _ => [actor.Life],
    };

    private static IEnumerable<Span> Of(Act act, SimulatedActor actor, Stage stage, bool liberal)
    {
        var shortest = stage.Ground.Of(liberal ? 0.4 : 1.2);
        switch (act.Motion)
        {
            case Motion.Loiter or Motion.Circle:
                foreach (var (motion, span) in actor.Courses)
                    if (motion == act.Motion || liberal) yield return span;
                if (!liberal || act.Motion != Motion.Loiter) break;
                // Who just stands there for long may be said to loiter.
                foreach (var episode in actor.Episodes)
                    if (episode.Motion == Motion.Stand && episode.Span.Length > stage.Ground.Of(6)) yield return episode.Span;
                break;
            case Motion.Wait:
                var rest = stage.Ground.Of(liberal ? 1.2 : 4);
                foreach (var episode in actor.Episodes)
                    if (episode.Motion == Motion.Stand && episode.Span.Length >= rest) yield return episode.Span;
                break;
            case Motion.Stop or Motion.Start or Motion.Turn or Motion.TurnAround:
                foreach (var span in Changes(act.Motion, actor, stage, liberal)) yield return span;
                break;
            default:
                // "Walks" is all of a walk with a bend, "walks to the left" the part of it that leads there.
                for (int i = 0, last; i < actor.Episodes.Count; i = last + 1)
                {
                    last = i;
                    if (!Is(act, actor.Episodes[i], liberal)) continue;
                    while (last + 1 < actor.Episodes.Count && Is(act, actor.Episodes[last + 1], liberal)) last++;
                    var span = new Span(actor.Episodes[i].Span.Begin, actor.Episodes[last].Span.End);
                    if (span.Length >= shortest) yield return span;
                }

                break;
        }
    }

    private static bool Is(Act act, Episode episode, bool liberal)
    {
        if (act.Motion == Motion.Stand || episode.Motion == Motion.Stand) return act.Motion == episode.Motion;
        // Whoever rides is as quick as a runner.
        var motion = act.Motion == Motion.Move || episode.Motion == act.Motion || (liberal && episode.Motion == Motion.Drive);
        return motion && (act.Direction is not { } way || Leads(episode, way, liberal));
    }

    public static bool Leads(Episode episode, Direction way, bool liberal) => way switch
    {
        Direction.Left => -episode.Right > (liberal ? 0.15f : 0.8f),
        Direction.Right => episode.Right > (liberal ? 0.15f : 0.8f),
        Direction.AwayFromCamera or Direction.Up => -episode.Nearer > (liberal ? 0.25f : 0.85f),
        _ => episode.Nearer > (liberal ? 0.25f : 0.85f),
    };

    private static IEnumerable<Span> Changes(Motion motion, SimulatedActor actor, Stage stage, bool liberal)
    {
        var shortest = stage.Ground.Of(liberal ? 0.3 : 1.2);
        var around = stage.Ground.Of(motion is Motion.Stop or Motion.Start ? ChangeSeconds : TurnSeconds);
        for (var i = 1; i < actor.Episodes.Count; i++)
        {
            var (before, after) = (actor.Episodes[i - 1], actor.Episodes[i]);
            if (before.Span.Length < shortest || after.Span.Length < shortest) continue;
            var (goes, went) = (after.Motion != Motion.Stand, before.Motion != Motion.Stand);
            // Who turns while he rests turns, too, but nobody sees when.
            if (liberal && goes && !went && i > 1 && motion is Motion.Turn or Motion.TurnAround) before = actor.Episodes[i - 2];
            var along = (before.Right * after.Right) + (before.Nearer * after.Nearer);
            var holds = motion switch
            {
                Motion.Stop => went && !goes,
                Motion.Start => goes && !went,
                Motion.Turn => goes && before.Motion != Motion.Stand && along < (liberal ? 0.85f : 0.5f) && (liberal || along > -0.6f),
                _ => goes && before.Motion != Motion.Stand && along < (liberal ? 0.2f : -0.8f),
            };
            if (holds) yield return new Span(after.Span.Begin - around, after.Span.Begin + around).And(actor.Life);
        }
    }

    /// <summary>As long as it is within half its length of the edge.</summary>
    private static IEnumerable<Span> Crossings(Cross cross, SimulatedActor actor, Stage stage, bool liberal)
    {
        var enters = cross.Crossing == Crossing.Enter;
        if (enters ? actor.Life.Begin == 0 : actor.Life.End == stage.Ground.Frames - 1) yield break;
        var edge = enters ? actor.CameFrom : actor.WentTo;
        if (liberal)
        {
            if (cross.Edge != PictureEdge.Any && edge != PictureEdge.Any && edge != cross.Edge) yield break;
        }
        else if (edge == PictureEdge.Any || (cross.Edge != PictureEdge.Any && edge != cross.Edge)) yield break;

        int at = enters ? actor.Life.Begin : actor.Life.End, step = enters ? 1 : -1, to = at;
        while (actor.Life.Begin <= to + step && to + step <= actor.Life.End && IsNear(actor, to + step, edge, stage)) to += step;
        // Even the quickest take a moment.
        var moment = stage.Ground.Of(0.5);
        to = Math.Clamp(enters ? Math.Max(to, at + moment) : Math.Min(to, at - moment), actor.Life.Begin, actor.Life.End);
        yield return enters ? new Span(at, to) : new Span(to, at);
    }

    private static bool IsNear(SimulatedActor actor, int frame, PictureEdge edge, Stage stage)
    {
        var (box, size) = (actor.BoxAt(frame), stage.Ground.Size);
        var gap = edge switch
        {
            PictureEdge.Left => box.X,
            PictureEdge.Right => size.Width - box.Right,
            PictureEdge.Top => box.Y,
            _ => size.Height - box.Bottom,
        };
        return gap < 0.45f * Stage.Unit(actor, frame);
    }
}
