using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>What an object does, frame by frame. Speeds are in body lengths per second: a person walks at about 0.8.</summary>
internal static class MovementScorer
{
    public static float[] Score(MotionPredicate predicate, MotionCurves curves) =>
        Fuzzy.PerFrame(curves.Length, i => At(predicate.Motion, curves, i));

    public static float[] Score(DirectionPredicate predicate, MotionCurves curves) =>
        Fuzzy.PerFrame(curves.Length, i => At(predicate.Direction, curves, i));

    /// <summary>How well a manner fits on one frame.</summary>
    public static float At(Motion motion, MotionCurves curves, int i) => motion switch
    {
        Motion.Stand => curves.Rest[i],
        Motion.Walk => curves.Go[i] * Fuzzy.Fall(curves.Speed[i], 1.8f, 2.6f),
        Motion.Run => Fuzzy.Rise(curves.Speed[i], 1.3f, 2.0f),
        Motion.Stop => MathF.Min(curves.GoBefore[i], curves.RestAfter[i]),
        Motion.Start => MathF.Min(curves.RestBefore[i], curves.GoAfter[i]),
        Motion.Turn => Fuzzy.Rise(curves.Turn[i], 35, 70),
        Motion.TurnAround => Fuzzy.Rise(curves.Turn[i], 90, 140),
        Motion.SpeedUp => MathF.Max(0, curves.Change[i]),
        Motion.SlowDown => MathF.Max(0, -curves.Change[i]),
        _ => curves.Go[i],
    };

    /// <summary>How well a direction fits on one frame.</summary>
    public static float At(Direction direction, MotionCurves curves, int i)
    {
        var along = direction switch
        {
            Direction.Left => -curves.Rightwards[i],
            Direction.Right => curves.Rightwards[i],
            Direction.Up => -curves.Nearer[i],
            Direction.Down => curves.Nearer[i],
            Direction.TowardsCamera => MathF.Max(curves.Nearer[i], Fuzzy.Rise(curves.Growth[i], 0.05f, 0.25f)),
            _ => MathF.Max(-curves.Nearer[i], Fuzzy.Rise(-curves.Growth[i], 0.05f, 0.25f)),
        };
        return Fuzzy.Rise(along, 0.3f, 0.7f) * curves.Under[i];
    }

    /// <summary>
    /// Going to (or coming from) something that cannot be seen: whoever walks up to it comes to rest soon after, and whoever leaves it
    /// rested shortly before.
    /// </summary>
    public static float[] Unseen(bool towards, SceneObject subject, GroundingContext context)
    {
        var curves = context.Facts(subject).Curves;
        var reach = context.Frames(3);
        return Fuzzy.PerFrame(curves.Length, i =>
        {
            if (curves.Go[i] <= 0) return 0;
            int from = towards ? i + 1 : Math.Max(0, i - reach), to = towards ? Math.Min(curves.Length - 1, i + reach) : i - 1;
            var rest = 0f;
            for (var j = from; j <= to; j++) rest = MathF.Max(rest, curves.Rest[j]);
            return rest * curves.Go[i];
        });
    }
}
