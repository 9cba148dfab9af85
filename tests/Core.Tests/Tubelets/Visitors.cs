using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Tubelets;

/// <summary>Made-up people who walk through a picture, with jitter, gaps, colours and looks such as a camera's objects have.</summary>
internal static class Visitors
{
    public const double Fps = 15;

    public static SceneObject Walker(int seed, double seconds = 20)
    {
        var random = new Random(seed);
        var n = Math.Max(1, (int)(seconds * Fps));
        float x = random.Next(1600), y = random.Next(700), dx = Noise(random, 6), dy = Noise(random, 2), height = random.Next(60, 300);
        var boxes = new Box[n];
        var scores = new float[n];
        for (var i = 0; i < n; i++)
        {
            dx += Noise(random, 0.05f);
            boxes[i] = new Box(x += dx, y += dy, (0.4f * height) + MathF.Sin(i / 4f), height *= 1 + Noise(random, 0.001f));
            scores[i] = random.Next(10) == 0 ? 0 : 0.8f + Noise(random, 0.1f);
        }

        var votes = new float[CocoClasses.Names.Count];
        votes[CocoClasses.Person] = 0.8f * n;
        votes[2] = 0.11f;
        var tubelet = new Tubelet
        {
            Id = 1000 + seed,
            CameraId = "gate-1",
            Begin = 50_000_000 + random.Next(100),
            Boxes = boxes,
            Scores = scores,
            ClassVotes = votes,
            Appearance = [.. Enumerable.Range(0, 582).Select(i => i < 198 ? MathF.Max(0, Noise(random, 0.2f)) : Noise(random, 0.02f))],
        };
        var samples = Samples(tubelet, random);
        return new SceneObject(tubelet, MotionTrace.Of(tubelet, Fps), ColourProfile.Of(samples), samples);
    }

    private static List<ColourSample> Samples(Tubelet tubelet, Random random)
    {
        var usual = new byte[ColourSample.Parts * ColourNames.Count];
        foreach (ref var share in usual.AsSpan()) share = (byte)(random.Next(3) == 0 ? random.Next(256) : 0);
        var samples = new List<ColourSample>();
        for (var frame = tubelet.Begin + random.Next(6); frame <= tubelet.End; frame += 6)
        {
            var shares = usual.Select(s => (byte)(s == 0 ? 0 : Math.Clamp(s + Noise(random, 20), 0, 255))).ToArray();
            var box = tubelet.BoxAt(frame);
            samples.Add(
                ColourSample.Of(frame, box with { X = box.X + Noise(random, 2), Height = box.Height + Noise(random, 2) }, 0.7f, shares));
        }

        return samples;
    }

    private static float Noise(Random random, float size) => size * ((2 * random.NextSingle()) - 1);
}
