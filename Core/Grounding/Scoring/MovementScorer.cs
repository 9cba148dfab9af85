using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>What an object does, frame by frame. Speeds are in body lengths per second: a person walks at about 0.8.</summary>
internal static class MovementScorer
{
    private const float Still = MotionCurves.Still, Moving = MotionCurves.Moving;

    // Depth is foreshortened by a camera that looks ahead and down: the same step is shorter up the picture than across it.
    private const float Foreshortening = 2f;

    public static float[] Score(MotionPredicate predicate, MotionCurves curves)
    {
        var n = curves.Length;
        return predicate.Motion switch
        {
            Motion.Stand => curves.Rest.AsSpan().ToArray(),
            Motion.Walk => Fuzzy.PerFrame(n, i => curves.Go[i] * Fuzzy.Fall(curves.Speed[i], 1.8f, 2.6f)),
            Motion.Run => Fuzzy.PerFrame(n, i => Fuzzy.Rise(curves.Speed[i], 1.3f, 2.0f)),
            Motion.Stop => Fuzzy.Both(curves.GoBefore, curves.RestAfter),
            Motion.Start => Fuzzy.Both(curves.RestBefore, curves.GoAfter),
            Motion.Turn => Fuzzy.PerFrame(n, i => Fuzzy.Rise(curves.Turn[i], 35, 70)),
            Motion.TurnAround => Fuzzy.PerFrame(n, i => Fuzzy.Rise(curves.Turn[i], 90, 140)),
            Motion.SpeedUp => Fuzzy.PerFrame(n, i => MathF.Max(0, curves.Change(i))),
            Motion.SlowDown => Fuzzy.PerFrame(n, i => MathF.Max(0, -curves.Change(i))),
            _ => curves.Go.AsSpan().ToArray(),
        };
    }

    public static float[] Score(DirectionPredicate predicate, SceneObject subject, FrameSize size)
    {
        var motion = subject.Motion;
        return Fuzzy.PerFrame(motion.Length, i =>
        {
            float x = motion.VelocityX(i), y = motion.VelocityY(i);
            var speed = MathF.Sqrt((x * x) + (y * y));
            if (speed <= 0) return 0;
            var depth = y * Foreshortening;
            var ground = MathF.Sqrt((x * x) + (depth * depth));
            var along = predicate.Direction switch
            {
                Direction.Left => -x / speed,
                Direction.Right => x / speed,
                Direction.Up => -depth / ground,
                Direction.Down => depth / ground,
                Direction.TowardsCamera => MathF.Max(depth / ground, Fuzzy.Rise(Growth(i), 0.05f, 0.25f)),
                _ => MathF.Max(-depth / ground, Fuzzy.Rise(-Growth(i), 0.05f, 0.25f)),
            };
            return Fuzzy.Rise(along, 0.3f, 0.7f) * Fuzzy.Rise(speed, Still / 2, Moving / 2);
        });

        // A box that the picture's edge cuts grows because more of the object comes into view, not because it comes nearer.
        float Growth(int i)
        {
            var box = subject.Tubelet.Boxes[i];
            float x = 0.02f * size.Width, y = 0.02f * size.Height;
            return box.X > x && box.Y > y && box.Right < size.Width - x && box.Bottom < size.Height - y ? motion.Growth(i) : 0;
        }
    }

    /// <summary>
    /// Going to (or coming from) something that cannot be seen: whoever walks up to it comes to rest soon after, and whoever leaves it
    /// rested shortly before.
    /// </summary>
    public static float[] Unseen(bool towards, SceneObject subject, GroundingContext context)
    {
        var motion = subject.Motion;
        var reach = context.Frames(3);
        return Fuzzy.PerFrame(motion.Length, i =>
        {
            int from = towards ? i + 1 : Math.Max(0, i - reach), to = towards ? Math.Min(motion.Length - 1, i + reach) : i - 1;
            var rest = 0f;
            for (var j = from; j <= to; j++) rest = MathF.Max(rest, Fuzzy.Fall(motion.Speed(j), Still, Moving));
            return rest * Fuzzy.Rise(motion.Speed(i), Still, Moving);
        });
    }
}
