using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Features;

/// <summary>
/// What the network sees of a clip: numbers of every tubelet, K of them. No names and no pictures, so that it can be kept and sent.
/// </summary>
internal sealed class ClipTokens
{
    // Shorter than this nobody is described, seconds.
    private const double ShortestSeconds = 0.4;

    private ClipTokens(SceneObject[] objects)
    {
        var count = objects.Length;
        Objects = objects;
        (Still, Moving) = (new float[count * TokenShape.Still], new float[count * TokenShape.Bins * TokenShape.Moving]);
        (Places, Times) = (new float[count * TokenShape.Bins * 2], new float[count * TokenShape.Bins]);
        Near = new float[count * TokenShape.Fast * count];
    }

    /// <summary>Number of tubelets, K.</summary>
    public int Count => Objects.Count;

    /// <summary>The tubelets, in the scene's order.</summary>
    public IReadOnlyList<SceneObject> Objects { get; }

    /// <summary>K × <see cref="TokenShape.Still"/>.</summary>
    public float[] Still { get; }

    /// <summary>K·<see cref="TokenShape.Bins"/> × <see cref="TokenShape.Moving"/>.</summary>
    public float[] Moving { get; }

    /// <summary>Centres, K·<see cref="TokenShape.Bins"/> × (x, y), in shares of the picture.</summary>
    public float[] Places { get; }

    /// <summary>When, K·<see cref="TokenShape.Bins"/>, in shares of the clip.</summary>
    public float[] Times { get; }

    /// <summary>How near every other tubelet is, K·<see cref="TokenShape.Fast"/> × K, in [0, 1]; 0 for itself.</summary>
    public float[] Near { get; }

    /// <summary>The place of a tubelet; -1 where it is not among them.</summary>
    public int Find(int tubeletId)
    {
        for (var k = 0; k < Count; k++)
            if (Objects[k].Tubelet.Id == tubeletId) return k;
        return -1;
    }

    /// <summary>Measures a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="most">At most so many tubelets: those that were seen for longest.</param>
    public static ClipTokens Of(Scene scene, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(scene);
        IEnumerable<SceneObject> objects = scene.Objects.Where(o => o.Tubelet.Boxes.Count >= Math.Max(2, ShortestSeconds * scene.Fps));
        if (most < scene.Objects.Count) objects = objects.OrderByDescending(o => o.Tubelet.Boxes.Count).Take(most).OrderBy(o => o.Tubelet.Id);
        SceneObject[] chosen = [.. objects];
        var tokens = new ClipTokens(chosen);
        var neighbours = new Neighbours(scene, chosen);
        for (var k = 0; k < chosen.Length; k++)
        {
            StillFeatures.Write(scene, chosen, k, tokens.Still.AsSpan(k * TokenShape.Still, TokenShape.Still));
            for (var bin = 0; bin < TokenShape.Bins; bin++)
            {
                var row = (k * TokenShape.Bins) + bin;
                var part = LifePart.Of(chosen[k], bin, TokenShape.Bins);
                MovingFeatures.Write(scene, chosen[k], part, neighbours, tokens.Moving.AsSpan(row * TokenShape.Moving, TokenShape.Moving));
                var box = chosen[k].Tubelet.Boxes[part.Middle];
                tokens.Places[2 * row] = (box.X + (box.Width / 2)) / scene.Size.Width;
                tokens.Places[(2 * row) + 1] = (box.Y + (box.Height / 2)) / scene.Size.Height;
                tokens.Times[row] = (float)(chosen[k].Tubelet.Begin + part.Middle - scene.FirstFrame)
                    / Math.Max(1, scene.LastFrame - scene.FirstFrame);
            }

            for (var t = 0; t < TokenShape.Fast; t++)
            {
                var part = LifePart.Of(chosen[k], t, TokenShape.Fast);
                neighbours.WriteAll(chosen[k], part, tokens.Near.AsSpan(((k * TokenShape.Fast) + t) * chosen.Length, chosen.Length));
            }
        }

        return tokens;
    }
}
