using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>What an object does, frame by frame. Speeds are in body lengths per second: a person walks at about 0.8.</summary>
internal static class MovementScorer
{
    private const float Still = 0.12f, Moving = 0.35f;

    // Depth is foreshortened by a camera that looks ahead and down: the same step is shorter up the picture than across it.
    private const float Foreshortening = 2f;

    public static float[] Score(MotionPredicate predicate, SceneObject subject, GroundingContext context)
    {
        var motion = subject.Motion;
        var n = motion.Length;
        var window = context.Frames(1.2);
        float Go(int i) => Fuzzy.Rise(motion.Speed(i), Still, Moving);
        float Rest(int i) => 1 - Go(i);
        return predicate.Motion switch
        {
            Motion.Stand => Fuzzy.PerFrame(n, Rest),
            Motion.Walk => Fuzzy.PerFrame(n, i => Go(i) * Fuzzy.Fall(motion.Speed(i), 1.8f, 2.6f)),
            Motion.Run => Fuzzy.PerFrame(n, i => Fuzzy.Rise(motion.Speed(i), 1.3f, 2.0f)),
            Motion.Stop => Fuzzy.PerFrame(n, i => MathF.Min(Mean(Go, i - window, i, n), Mean(Rest, i, i + window, n))),
            Motion.Start => Fuzzy.PerFrame(n, i => MathF.Min(Mean(Rest, i - window, i, n), Mean(Go, i, i + window, n))),
            Motion.Turn => Fuzzy.PerFrame(n, i => Turned(motion, i, window, 35, 70)),
            Motion.TurnAround => Fuzzy.PerFrame(n, i => Turned(motion, i, window, 90, 140)),
            Motion.SpeedUp => Fuzzy.PerFrame(n, i => MathF.Max(0, Change(motion, i, window))),
            Motion.SlowDown => Fuzzy.PerFrame(n, i => MathF.Max(0, -Change(motion, i, window))),
            _ => Fuzzy.PerFrame(n, Go),
        };
    }

    public static float[] Score(DirectionPredicate predicate, SceneObject subject, GroundingContext context)
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
            var (box, size) = (subject.Tubelet.Boxes[i], context.Scene.Size);
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

    private static float Mean(Func<int, float> score, int from, int to, int n)
    {
        from = Math.Max(0, from);
        to = Math.Min(n - 1, to);
        if (to <= from) return 0;
        float sum = 0;
        for (var i = from; i <= to; i++) sum += score(i);
        return sum / (to - from + 1);
    }

    private static float Turned(MotionTrace motion, int i, int window, float lowDegrees, float highDegrees)
    {
        int before = Math.Max(0, i - window), after = Math.Min(motion.Length - 1, i + window);
        if (motion.Speed(before) < Still || motion.Speed(after) < Still) return 0;
        var angle = MathF.Atan2(motion.VelocityY(after), motion.VelocityX(after)) - MathF.Atan2(motion.VelocityY(before), motion.VelocityX(before));
        var degrees = MathF.Abs(MathF.IEEERemainder(angle, MathF.Tau)) * 180 / MathF.PI;
        return Fuzzy.Rise(degrees, lowDegrees, highDegrees);
    }

    private static float Change(MotionTrace motion, int i, int window)
    {
        var before = motion.Speed(Math.Max(0, i - window));
        var after = motion.Speed(Math.Min(motion.Length - 1, i + window));
        return Math.Clamp((after - before) / MathF.Max(Still, MathF.Max(before, after)), -1, 1);
    }
}
