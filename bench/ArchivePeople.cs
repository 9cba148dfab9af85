using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Storage;

namespace Stvg.Bench;

/// <summary>
/// A made-up time of many cameras: people and vehicles who come over the picture's edges, cross it, stop, turn and leave, alone and in
/// company, more by day than by night, each with colours of its own. The same for every run; any of them can be made by itself.
/// </summary>
/// <param name="count">How many in all.</param>
/// <param name="cameras">Cameras that they are spread over.</param>
/// <param name="days">Days that they are spread over.</param>
internal sealed class ArchivePeople(int count, int cameras = 64, double days = 30)
{
    public const double Fps = 15;

    public static readonly DateTimeOffset Start = new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CameraTimeline s_timeline = new(Start, Fps);
    private static readonly FrameSize s_size = new(1920, 1080);

    private static readonly (string Class, int Weight)[] s_classes =
    [
        ("person", 70), ("car", 16), ("bicycle", 4), ("truck", 3), ("dog", 3), ("bus", 1), ("motorcycle", 1), ("backpack", 1),
        ("suitcase", 1),
    ];

    private static readonly (Colour Colour, int Weight)[] s_clothes =
    [
        (Colour.Black, 25), (Colour.Grey, 18), (Colour.White, 12), (Colour.Blue, 12), (Colour.Navy, 8), (Colour.Brown, 6),
        (Colour.Beige, 6), (Colour.Red, 5), (Colour.Green, 4), (Colour.Yellow, 2), (Colour.Pink, 1), (Colour.Orange, 1), (Colour.Purple, 1),
    ];

    /// <summary>One of them, with its signature.</summary>
    public StoredTubelet this[int index] => Make(index);

    private StoredTubelet Make(int index)
    {
        var random = new Random(index);
        // Every sixth keeps another company: the one that came just before in the same camera.
        var company = index >= cameras && index % 6 == 0;
        var leader = company ? new Random(index - cameras) : random;
        var path = new Walk(leader, s_size, Pick(leader, s_classes));
        if (company) path = path.Beside(random);
        var seconds = BeginSeconds(company ? index - cameras : index, leader);

        var boxes = path.Boxes;
        var votes = new float[CocoClasses.Names.Count];
        votes[CocoClasses.IndexOf(path.Class)] = 0.7f * boxes.Length;
        if (random.Next(4) == 0) votes[random.Next(80)] += 0.05f * boxes.Length;
        var tubelet = new Tubelet
        {
            Id = (index / cameras) + 1,
            CameraId = $"camera-{index % cameras:00}",
            Begin = (int)(seconds * Fps),
            Boxes = boxes,
            Scores = [.. boxes.Select(_ => random.Next(12) == 0 ? 0 : 0.6f + (0.35f * random.NextSingle()))],
            ClassVotes = votes,
        };
        var usual = Colours(random, path.Class == "person", Math.Sin(seconds / 86400 * 2 * Math.PI) > 0.4);
        var samples = Samples(tubelet, usual, random);
        tubelet = tubelet with { Appearance = Look(usual, random) };
        var seen = new SceneObject(tubelet, MotionTrace.Of(tubelet, Fps), ColourProfile.Of(samples), samples);
        return new StoredTubelet(s_timeline, s_size, seen, TubeletSignature.Of(seen, s_size, Fps));
    }

    /// <summary>Ten times as many at noon as at midnight.</summary>
    private double BeginSeconds(int index, Random random)
    {
        var day = (double)index / count * days;
        double share = day - Math.Floor(day), low = 0, high = 1;
        for (var i = 0; i < 20; i++)
        {
            // Density 1 - 0.82 cos: where has so much of the day's traffic passed?
            var middle = (low + high) / 2;
            if (middle - (0.82 * Math.Sin(2 * Math.PI * middle) / (2 * Math.PI)) < share) low = middle;
            else high = middle;
        }

        return ((Math.Floor(day) + low) * 86400) + (5 * random.NextDouble());
    }

    private static byte[] Colours(Random random, bool person, bool night)
    {
        var shares = new byte[ColourSample.Parts * ColourNames.Count];
        var upper = Pick(random, s_clothes);
        var lower = person ? Pick(random, s_clothes) : upper;
        for (var part = 0; part < ColourSample.Parts; part++)
        {
            var main = part switch
            {
                (int)BodyPart.Head => random.Next(5) == 0 ? Colour.Blonde : Colour.Dark,
                (int)BodyPart.Upper or (int)BodyPart.Whole or (int)BodyPart.Carried => upper,
                (int)BodyPart.Lower => lower,
                (int)BodyPart.Feet => Colour.Black,
                _ => random.Next(4) == 0 ? Colour.Green : Colour.Grey,
            };
            Set(part, main, 140 + random.Next(90));
            Set(part, night ? Colour.Dark : Colour.Light, random.Next(90));
            Set(part, Colour.Grey, random.Next(60));
            if (main is Colour.Black or Colour.Navy) Set(part, Colour.Dark, 160);
            if (random.Next(3) == 0) Set(part, (Colour)random.Next(ColourNames.Count), random.Next(50));
        }

        return shares;

        void Set(int part, Colour colour, int share) =>
            shares[(part * ColourNames.Count) + (int)colour] = (byte)Math.Max(shares[(part * ColourNames.Count) + (int)colour], share);
    }

    private static List<ColourSample> Samples(Tubelet tubelet, byte[] usual, Random random)
    {
        var samples = new List<ColourSample>();
        Span<byte> shares = stackalloc byte[usual.Length];
        for (var frame = tubelet.Begin + random.Next(6); frame <= tubelet.End; frame += 6)
        {
            for (var i = 0; i < shares.Length; i++)
                shares[i] = usual[i] == 0 ? (byte)0 : (byte)Math.Clamp(usual[i] + random.Next(-20, 21), 0, 255);
            samples.Add(ColourSample.Of(frame, tubelet.BoxAt(frame), 0.4f + (0.5f * random.NextSingle()), shares));
        }

        return samples;
    }

    /// <summary>582 numbers of unit length, as the engine's: about half of the histograms' bins are empty.</summary>
    private static float[] Look(byte[] colours, Random random)
    {
        var look = new float[582];
        float square = 0;
        for (var i = 0; i < look.Length; i++)
        {
            look[i] = i >= 198 ? 0.04f * (random.NextSingle() - 0.5f)
                : (i % 2 == 0 ? colours[i % colours.Length] / 1000f : 0) + (random.Next(4) == 0 ? 0.05f : 0);
            square += look[i] * look[i];
        }

        for (var i = 0; i < look.Length; i++) look[i] /= MathF.Sqrt(square);
        return look;
    }

    private static T Pick<T>(Random random, (T Item, int Weight)[] items)
    {
        var at = random.Next(items.Sum(i => i.Weight));
        foreach (var (item, weight) in items)
            if ((at -= weight) < 0) return item;
        throw new InvalidOperationException();
    }
}
