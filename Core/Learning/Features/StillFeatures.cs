using System.Numerics;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Features;

/// <summary>What holds of a tubelet's whole life: class, colours, appearance, size, body. About [−1, 1] each.</summary>
internal static class StillFeatures
{
    private const int Classes = 81, Colours = 96, Appearance = 24, Bodies = 8, Sizes = 14;

    /// <summary>How many there are.</summary>
    public const int Count = Classes + Colours + Appearance + Bodies + Sizes;

    /// <summary>Writes them.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="objects">Everybody in it, among whom the subject is large or small, early or late.</param>
    /// <param name="subject">Whose.</param>
    /// <param name="to"><see cref="Count"/> numbers, 0 before.</param>
    public static void Write(Scene scene, SceneObject[] objects, int subject, Span<float> to)
    {
        var who = objects[subject];
        WriteClasses(who, to[..Classes]);
        who.Colours.Shares.CopyTo(to.Slice(Classes, Colours));
        WriteAppearance(who.Tubelet.Appearance, to.Slice(Classes + Colours, Appearance));
        WriteBody(who, to.Slice(Classes + Colours + Appearance, Bodies));
        WriteSizes(scene, objects, subject, to[^Sizes..]);
    }

    private static void WriteClasses(SceneObject who, Span<float> to)
    {
        // Square roots: a class that is voted for now and then says something, too.
        var votes = who.Tubelet.ClassVotes;
        var sum = 0f;
        for (var i = 0; i < votes.Count; i++) sum += votes[i];
        for (var i = 0; i < votes.Count && sum > 0; i++) to[Math.Min(i, CocoClasses.Names.Count)] += MathF.Sqrt(votes[i] / sum);
    }

    /// <summary>The appearance vector folded by signed feature hashing (Weinberger et al. 2009), so that any extractor's length will do.</summary>
    private static void WriteAppearance(IReadOnlyList<float> vector, Span<float> to)
    {
        var square = 0f;
        for (var i = 0; i < vector.Count; i++)
        {
            var hash = (uint)i * 2654435761u;
            to[(int)((hash >> 16) % (uint)to.Length)] += (BitOperations.PopCount(hash) & 1) == 0 ? vector[i] : -vector[i];
        }

        foreach (var x in to) square += x * x;
        if (square <= 0) return;
        foreach (ref var x in to) x /= MathF.Sqrt(square);
    }

    private static void WriteBody(SceneObject who, Span<float> to)
    {
        if (who.Body is not { } body) return;
        to[0] = 1;
        (to[1], to[2], to[3]) = (body.Crown.Dark, body.Crown.Skin, body.Crown.Fair);
        (to[4], to[5], to[6], to[7]) = (body.FairNape, body.Hem ?? 0, body.Stripes, body.UprightTorso);
    }

    private static void WriteSizes(Scene scene, SceneObject[] objects, int subject, Span<float> to)
    {
        var who = objects[subject];
        var tubelet = who.Tubelet;
        float tallest = 0, earlier = 0, alike = 0;
        foreach (var other in objects)
        {
            if (other.Tubelet.Class != tubelet.Class) continue;
            tallest = MathF.Max(tallest, other.Motion.LargestSize);
            alike++;
            if (other.Tubelet.Begin < tubelet.Begin) earlier++;
        }

        float speed = 0, fastest = 0, score = 0, aspect = 0;
        var frames = tubelet.Boxes.Count;
        for (var i = 0; i < frames; i++)
        {
            speed += who.Motion.Speed(i) / frames;
            fastest = MathF.Max(fastest, who.Motion.Speed(i));
            score += tubelet.Scores[i] / frames;
            aspect += tubelet.Boxes[i].Width / MathF.Max(1, tubelet.Boxes[i].Height) / frames;
        }

        var seconds = (float)(frames / scene.Fps);
        ReadOnlySpan<float> sizes =
        [
            tallest > 0 ? who.Motion.LargestSize / tallest : 0,
            who.Motion.LargestSize / scene.Size.Height,
            MathF.Tanh(aspect / 2),
            MathF.Log(1 + seconds) / 4,
            tubelet.Begin <= scene.FirstFrame ? 1 : 0,
            tubelet.End >= scene.LastFrame ? 1 : 0,
            score,
            MathF.Tanh(speed),
            MathF.Tanh(fastest / 2),
            alike > 1 ? earlier / (alike - 1) : 0,
            earlier == 0 ? 1 : 0,
            earlier == 1 ? 1 : 0,
            earlier == alike - 1 ? 1 : 0,
            MathF.Tanh(Travel.OwnLengths(tubelet) / 5),
        ];
        sizes.CopyTo(to);
    }
}
