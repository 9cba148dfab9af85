using System.Numerics;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>What an object does, frame by frame. Speeds are in body lengths per second: a person walks at about 0.8.</summary>
internal static class MovementScorer
{
    public static float[] Score(Motion motion, MotionCurves curves) => motion switch
    {
        Motion.Stand => curves.Rest,
        Motion.Walk => Fuzzy.PerFrame(curves.Go, curves.Speed, static (go, speed) => go * Fuzzy.Fall(speed, 1.8f, 2.6f)),
        Motion.Run => Fuzzy.PerFrame(curves.Speed, static speed => Fuzzy.Rise(speed, 1.3f, 2.0f)),
        Motion.Stop => Fuzzy.PerFrame(curves.GoBefore, curves.RestAfter, Vector.Min),
        Motion.Start => Fuzzy.PerFrame(curves.RestBefore, curves.GoAfter, Vector.Min),
        Motion.Turn => Fuzzy.PerFrame(curves.Turn, static degrees => Fuzzy.Rise(degrees, 35, 70)),
        Motion.TurnAround => Fuzzy.PerFrame(curves.Turn, static degrees => Fuzzy.Rise(degrees, 90, 140)),
        Motion.SpeedUp => Fuzzy.PerFrame(curves.Change, static change => Vector.Max(Vector<float>.Zero, change)),
        Motion.SlowDown => Fuzzy.PerFrame(curves.Change, static change => Vector.Max(Vector<float>.Zero, -change)),
        Motion.Wait => CourseScorer.Wait(curves, curves.Fps),
        Motion.Loiter => CourseScorer.Loiter(curves.Subject, curves.Fps),
        Motion.Circle => CourseScorer.Circle(curves.Subject, curves.Fps),
        Motion.LeftBehind => Fuzzy.Constant(curves.Length, curves.Subject.Fate == ThingFate.LeftBehind ? 1 : 0),
        Motion.TakenAway => Fuzzy.Constant(curves.Length, curves.Subject.Fate == ThingFate.TakenAway ? 1 : 0),
        _ => curves.Go,
    };

    public static float[] Score(Direction direction, MotionCurves curves) => direction switch
    {
        Direction.Left => Fuzzy.PerFrame(curves.Rightwards, curves.Under, static (right, under) => Along(-right) * under),
        Direction.Right => Fuzzy.PerFrame(curves.Rightwards, curves.Under, static (right, under) => Along(right) * under),
        Direction.Up => Fuzzy.PerFrame(curves.Nearer, curves.Under, static (nearer, under) => Along(-nearer) * under),
        Direction.Down => Fuzzy.PerFrame(curves.Nearer, curves.Under, static (nearer, under) => Along(nearer) * under),
        // It comes nearer down the picture, or by becoming larger; either will do.
        Direction.TowardsCamera => Fuzzy.Product(Fuzzy.PerFrame(
            curves.Nearer, curves.Growth, static (nearer, growth) => Along(Vector.Max(nearer, Fuzzy.Rise(growth, 0.05f, 0.25f)))), curves.Under),
        _ => Fuzzy.Product(Fuzzy.PerFrame(
            curves.Nearer, curves.Growth, static (nearer, growth) => Along(Vector.Max(-nearer, Fuzzy.Rise(-growth, 0.05f, 0.25f)))), curves.Under),
    };

    private static Vector<float> Along(Vector<float> cosine) => Fuzzy.Rise(cosine, 0.3f, 0.7f);

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
            for (var j = from; j <= to && rest < 1; j++) rest = MathF.Max(rest, curves.Rest[j]);
            return rest * curves.Go[i];
        });
    }
}
