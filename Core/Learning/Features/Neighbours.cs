using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Features;

/// <summary>How the objects of a scene stand to each other.</summary>
internal sealed class Neighbours(Scene scene, SceneObject[] objects)
{
    /// <summary>Numbers of <see cref="Write(SceneObject, LifePart, Span{float})"/>.</summary>
    public const int Count = 6;

    /// <summary>Of the nearest other: how near, which way, coming nearer, and how many are near.</summary>
    /// <param name="who">Whose neighbours.</param>
    /// <param name="part">In which part of the life.</param>
    /// <param name="to"><see cref="Count"/> numbers.</param>
    public void Write(SceneObject who, LifePart part, Span<float> to)
    {
        to.Clear();
        var frame = who.Tubelet.Begin + part.Middle;
        var (best, crowd) = (0f, 0f);
        foreach (var other in objects)
        {
            if (other == who || !other.Tubelet.Covers(frame)) continue;
            var (x, y) = Offset(who, other, frame);
            var near = Nearness(x, y);
            crowd += near;
            if (near <= best) continue;
            best = near;
            int i = part.Middle, j = frame - other.Tubelet.Begin;
            float vx = who.Motion.VelocityX(i) - other.Motion.VelocityX(j), vy = who.Motion.VelocityY(i) - other.Motion.VelocityY(j);
            var away = MathF.Sqrt((x * x) + (y * y)) + 0.1f;
            (to[0], to[1], to[2]) = (near, near * x / away, near * y / away);
            to[3] = near * MathF.Tanh(((vx * x) + (vy * y)) / away);
            to[4] = near * MathF.Exp(-2 * MathF.Sqrt((vx * vx) + (vy * vy))) * MathF.Tanh(who.Motion.Speed(i));
        }

        to[5] = MathF.Tanh(crowd / 2);
    }

    /// <summary>How near every object is, in the order of the scene; 0 for itself and where the other is not there.</summary>
    public void WriteAll(SceneObject who, LifePart part, Span<float> to)
    {
        var frame = who.Tubelet.Begin + part.Middle;
        for (var j = 0; j < objects.Length; j++)
        {
            to[j] = 0;
            if (objects[j] == who || !objects[j].Tubelet.Covers(frame)) continue;
            var (x, y) = Offset(who, objects[j], frame);
            to[j] = Nearness(x, y);
        }
    }

    /// <summary>From one's feet to the other's, in the unit of length of the larger.</summary>
    private (float X, float Y) Offset(SceneObject who, SceneObject other, int frame)
    {
        Box a = who.Tubelet.BoxAt(frame), b = other.Tubelet.BoxAt(frame);
        var unit = MathF.Max(
            scene.Size.Height / 100f,
            MathF.Max(who.Motion.Sizes[frame - who.Tubelet.Begin], other.Motion.Sizes[frame - other.Tubelet.Begin]));
        return ((b.X + (b.Width / 2) - a.X - (a.Width / 2)) / unit, (b.Y + b.Height - a.Y - a.Height) / unit);
    }

    // Depth is foreshortened: a step up the picture is a longer way than one to the side.
    private static float Nearness(float x, float y) => MathF.Exp(-((x * x) + (4 * y * y)) / 2);
}
