using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Features;

/// <summary>What holds of one part of a tubelet's life: how it moves, where the edges of the picture and others are. About [−1, 1] each.</summary>
internal static class MovingFeatures
{
    private const int Own = 20;

    /// <summary>How many there are.</summary>
    public const int Count = Own + Neighbours.Count;

    /// <summary>Writes them.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="who">Whose.</param>
    /// <param name="part">Of which part of the life.</param>
    /// <param name="neighbours">The others.</param>
    /// <param name="to"><see cref="Count"/> numbers.</param>
    public static void Write(Scene scene, SceneObject who, LifePart part, Neighbours neighbours, Span<float> to)
    {
        float x = 0, y = 0, speed = 0, growth = 0, seen = 0;
        for (var i = part.First; i <= part.Last; i++)
        {
            x += who.Motion.VelocityX(i);
            y += who.Motion.VelocityY(i);
            speed += who.Motion.Speed(i);
            growth += who.Motion.Growth(i);
            if (who.Tubelet.Scores[i] > 0) seen++;
        }

        (x, y, speed, growth, seen) = (x / part.Length, y / part.Length, speed / part.Length, growth / part.Length, seen / part.Length);
        var last = who.Tubelet.Boxes.Count - 1;
        var second = Math.Max(1, (int)scene.Fps);
        float before = Speed(who, part.First - second, part.First), after = Speed(who, part.Last, part.Last + second);
        var (turnSin, turnCos) = Turn(who, part, second);
        var box = who.Tubelet.Boxes[part.Middle];
        ReadOnlySpan<float> own =
        [
            MathF.Tanh(x), MathF.Tanh(y), MathF.Tanh(speed), MathF.Tanh(speed / 3),
            MathF.Exp(-4 * speed), MathF.Tanh(4 * growth), seen,
            MathF.Tanh(after - before), MathF.Tanh(speed - before), MathF.Tanh(after - speed),
            turnSin, turnCos,
            Edge(box.X / scene.Size.Width), Edge((scene.Size.Width - box.X - box.Width) / scene.Size.Width),
            Edge(box.Y / scene.Size.Height), Edge((scene.Size.Height - box.Y - box.Height) / scene.Size.Height),
            MathF.Exp(-(float)(part.Middle / scene.Fps)), MathF.Exp(-(float)((last - part.Middle) / scene.Fps)),
            who.Tubelet.Begin > scene.FirstFrame ? MathF.Exp(-(float)(part.Middle / scene.Fps)) : 0,
            who.Tubelet.End < scene.LastFrame ? MathF.Exp(-(float)((last - part.Middle) / scene.Fps)) : 0,
        ];
        own.CopyTo(to);
        neighbours.Write(who, part, to[Own..]);
    }

    private static float Speed(SceneObject who, int from, int to)
    {
        var sum = 0f;
        (from, to) = (Math.Max(0, from), Math.Min(who.Tubelet.Boxes.Count - 1, to));
        for (var i = from; i <= to; i++) sum += who.Motion.Speed(i);
        return sum / Math.Max(1, to - from + 1);
    }

    /// <summary>Sine and cosine of the turn from a second before to a second after, as far as it moves at both.</summary>
    private static (float Sin, float Cos) Turn(SceneObject who, LifePart part, int second)
    {
        int from = Math.Max(0, part.First - second), to = Math.Min(who.Tubelet.Boxes.Count - 1, part.Last + second);
        float x0 = who.Motion.VelocityX(from), y0 = who.Motion.VelocityY(from), x1 = who.Motion.VelocityX(to), y1 = who.Motion.VelocityY(to);
        var both = (who.Motion.Speed(from) + 0.1f) * (who.Motion.Speed(to) + 0.1f);
        return (((x0 * y1) - (y0 * x1)) / both, ((x0 * x1) + (y0 * y1)) / both);
    }

    private static float Edge(float share) => MathF.Exp(-12 * MathF.Max(0, share));
}
