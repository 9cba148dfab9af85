using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tracking.Appearance;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Tubelets;

public sealed class TubeletCodecTests(ITestOutputHelper output)
{
    private const float Coordinate = 0.125f, Edge = 0.25f;

    [Fact]
    public void What_is_written_is_read_again_within_the_stated_error()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var before = Visitors.Walker(seed, 1 + (seed * 3));
            var tubelet = before.Tubelet with { FirstSeen = before.Tubelet.Begin - 700, ObjectId = before.Tubelet.Id - 3 };
            AssertAlike(before with { Tubelet = tubelet }, RoundTrip(before with { Tubelet = tubelet }));
        }
    }

    [Fact]
    public void A_second_time_nothing_changes()
    {
        // What was read from the archive can be written to another without getting worse.
        var once = RoundTrip(Visitors.Walker(1));
        Assert.Equal(TubeletCodec.Encode(once), TubeletCodec.Encode(RoundTrip(once)));
        var look = Decode(AppearanceCodec.Encode(Visitors.Walker(1).Tubelet.Appearance));
        Assert.Equal(look, Decode(AppearanceCodec.Encode(look)));
    }

    [Fact]
    public void Any_numbers_survive_within_the_limits() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(float X, float Y, float Width, float Height, float Score)[]>(), rows =>
        {
            if (rows.Length == 0) return;
            var tubelet = new Tubelet
            {
                Id = int.MaxValue,
                Begin = int.MinValue,
                FirstSeen = int.MaxValue,
                ObjectId = int.MinValue,
                Boxes = [.. rows.Select(r => new Box(r.X, r.Y, r.Width, r.Height))],
                Scores = [.. rows.Select(r => r.Score)],
                ClassVotes = [.. rows.Select(r => r.Score)],
            };
            var after = RoundTrip(new SceneObject(tubelet, Visitors.Walker(1).Motion, ColourProfile.Of([]), [])).Tubelet;
            Assert.Equal(
                (tubelet.Id, tubelet.Begin, tubelet.FirstSeen, tubelet.ObjectId), (after.Id, after.Begin, after.FirstSeen, after.ObjectId));
            for (var i = 0; i < rows.Length; i++)
            {
                AssertCoordinate(rows[i].X, after.Boxes[i].X);
                AssertCoordinate(rows[i].Height, after.Boxes[i].Height);
                Assert.InRange(after.Scores[i], 0, 1);
                Assert.Equal(float.IsFinite(rows[i].Score) ? rows[i].Score : 0, after.ClassVotes[i]);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Damaged_bytes_are_refused_or_read_as_something_but_never_hang_or_take_much_memory()
    {
        // Warm, so that the limit need not allow for the compiler.
        var bytes = TubeletCodec.Encode(Visitors.Walker(3));
        RoundTrip(Visitors.Walker(3));
        var random = new Random(5);
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            var damaged = bytes[..(round % 3 == 0 ? random.Next(bytes.Length) : bytes.Length)];
            for (var i = 0; i <= round % 4 && damaged.Length > 0; i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            refused += AssertBounded(damaged);
        }

        Assert.True(refused > 1000, $"only {refused} of 3000 were refused");
    }

    [Fact]
    public void Bytes_that_claim_to_be_much_are_refused()
    {
        // A length of 2^56 with nothing behind it, at every place where a length is read.
        byte[] much = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01];
        var bytes = TubeletCodec.Encode(Visitors.Walker(3, seconds: 1));
        for (var at = 1; at < bytes.Length; at++) AssertBounded([.. bytes[..at], .. much]);
        for (var at = 1; at < bytes.Length; at++) AssertBounded([.. bytes[..at], .. much, .. bytes[at..]]);
        var look = AppearanceCodec.Encode([1, 2, 3]);
        Assert.Throws<StvgException>(() => AppearanceCodec.Length([look[0], .. much]));
        Assert.Throws<StvgException>(() => Decode([.. look[..^1]]));
        Assert.Throws<StvgException>(() => AppearanceCodec.Length([]));
    }

    [Fact]
    public void Bytes_of_a_newer_program_are_refused_with_advice()
    {
        var bytes = TubeletCodec.Encode(Visitors.Walker(1, seconds: 1));
        bytes[0] = 200;
        Assert.Contains("update", Assert.Throws<StvgException>(() => TubeletCodec.Decode(bytes, "", 15)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_of_another_number_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ColourSample.Of(0, default, 1, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => ColourProfile.Of(1, [0.5f]));
        var sample = Visitors.Walker(1).Samples[0];
        Assert.Equal(sample.Shares, ColourSample.Of(sample.Frame, sample.Box, sample.Weight, sample.Shares).Shares);
        var profile = Visitors.Walker(1).Colours;
        Assert.Equal(profile.Shares, ColourProfile.Of(profile.Samples, profile.Shares).Shares);
    }

    [Fact]
    public void A_tubelet_without_boxes_is_refused()
    {
        var seen = Visitors.Walker(1);
        Assert.Throws<ArgumentException>(() => TubeletCodec.Encode(seen with { Tubelet = seen.Tubelet with { Boxes = [], Scores = [] } }));
    }

    [Fact]
    public void Looks_keep_their_cosine()
    {
        float[] first = [.. Visitors.Walker(1).Tubelet.Appearance], second = [.. Visitors.Walker(2).Tubelet.Appearance];
        var (one, two) = (Decode(AppearanceCodec.Encode(first)), Decode(AppearanceCodec.Encode(second)));
        Assert.Equal(Cosine.Similarity(first, second), Cosine.Similarity(one, two), 0.01f);
        Assert.True(Cosine.Similarity(first, one) > 0.99f);
        Assert.Empty(Decode(AppearanceCodec.Encode([])));
    }

    [Fact]
    public void Decoding_allocates_little_beside_what_it_returns()
    {
        SceneObject a = Visitors.Walker(1, seconds: 20), b = Visitors.Walker(1, seconds: 60);
        byte[] few = TubeletCodec.Encode(a with { Samples = [] }), many = TubeletCodec.Encode(b with { Samples = [] });
        var each = (double)(Allocated(many) - Allocated(few)) / (b.Tubelet.Boxes.Count - a.Tubelet.Boxes.Count);
        // A box, a score, four numbers of the motion, and what measuring the motion takes on the way (seven floats and three doubles).
        Assert.True(each < 100, $"{each:F1} bytes a box");
    }

    [Fact]
    public void Typical_sizes()
    {
        foreach (var seconds in (int[])[2, 20, 60])
        {
            var seen = Enumerable.Range(0, 20).Select(seed => Visitors.Walker(seed, seconds)).ToList();
            var bytes = seen.Average(s => TubeletCodec.Encode(s).Length);
            var still = seen.Average(s => TubeletCodec.Encode(s with { Samples = [] }).Length);
            var look = seen.Average(s => AppearanceCodec.Encode(s.Tubelet.Appearance).Length);
            var box = still / seen[0].Tubelet.Boxes.Count;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{seconds,3} s at {Visitors.Fps} fps: {bytes:F0} bytes ({box:F2} a box), and {look:F0} for the appearance"));
            Assert.True(bytes < 16 * seen[0].Tubelet.Boxes.Count, "no smaller than four floats a box");
        }
    }

    private static long Allocated(byte[] bytes)
    {
        TubeletCodec.Decode(bytes, "", 15);
        var before = GC.GetAllocatedBytesForCurrentThread();
        TubeletCodec.Decode(bytes, "", 15);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>1 when it was refused.</summary>
    private static int AssertBounded(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = 0;
        try
        {
            TubeletCodec.Decode(bytes, "", 15);
        }
        catch (StvgException)
        {
            refused = 1;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 100_000 + (2000L * bytes.Length), $"{allocated} bytes of memory for {bytes.Length} damaged bytes");
        return refused;
    }

    private static SceneObject RoundTrip(SceneObject seen) =>
        TubeletCodec.Decode(TubeletCodec.Encode(seen), seen.Tubelet.CameraId, Visitors.Fps, seen.Tubelet.Appearance);

    private static float[] Decode(byte[] bytes)
    {
        var vector = new float[AppearanceCodec.Length(bytes)];
        AppearanceCodec.Decode(bytes, vector);
        return vector;
    }

    private static void AssertCoordinate(float before, float after)
    {
        if (float.IsNaN(before)) Assert.Equal(0, after);
        else if (MathF.Abs(before) < 1e5f) Assert.Equal(before, after, Coordinate);
        else Assert.True(float.IsFinite(after) && (MathF.Sign(before) == MathF.Sign(after)));
    }

    private static void AssertAlike(SceneObject before, SceneObject after)
    {
        Tubelet a = before.Tubelet, b = after.Tubelet;
        Assert.Equal(
            (a.Id, a.CameraId, a.Begin, a.End, a.FirstSeen, a.ObjectId), (b.Id, b.CameraId, b.Begin, b.End, b.FirstSeen, b.ObjectId));
        Assert.Equal(a.ClassVotes, b.ClassVotes);
        for (var i = 0; i < a.Boxes.Count; i++)
        {
            Assert.Equal(a.Boxes[i].X, b.Boxes[i].X, Coordinate);
            Assert.Equal(a.Boxes[i].Y, b.Boxes[i].Y, Coordinate);
            Assert.Equal(a.Boxes[i].Right, b.Boxes[i].Right, Edge);
            Assert.Equal(a.Boxes[i].Bottom, b.Boxes[i].Bottom, Edge);
            Assert.Equal(a.Scores[i], b.Scores[i], 0.51f / 255);
            Assert.Equal(a.Scores[i] > 0, b.Scores[i] > 0);
            Assert.Equal(before.Motion.Speed(i), after.Motion.Speed(i), 0.01f);
        }

        Assert.Equal(before.Colours.Samples, after.Colours.Samples);
        foreach (var part in Enum.GetValues<BodyPart>())
        foreach (var colour in Enum.GetValues<Colour>())
            Assert.Equal(before.Colours.Share(part, colour), after.Colours.Share(part, colour), 0.51f / 255);
        Assert.Equal(before.Samples.Count, after.Samples.Count);
        foreach (var (one, two) in before.Samples.Zip(after.Samples))
        {
            Assert.Equal(one.Frame, two.Frame);
            Assert.Equal(one.Weight, two.Weight, 0.51f / 255);
            Assert.Equal(one.Box.X, two.Box.X, Edge);
            foreach (var colour in Enum.GetValues<Colour>())
            {
                Assert.Equal(one.GroundShare(colour), two.GroundShare(colour), 0.51f / 31);
                Assert.Equal(one.Share(BodyPart.Upper, colour), two.Share(BodyPart.Upper, colour), 0.51f / 31);
            }
        }
    }
}
