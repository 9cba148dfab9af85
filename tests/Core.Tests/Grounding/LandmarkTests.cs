using System.Buffers;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Grounding;

/// <summary>Places that no detector knows: things with a colour of their own, and areas that the user has named.</summary>
public sealed class LandmarkTests
{
    private static readonly FrameSize s_size = new(640, 480);
    private static readonly Box s_sign = new(300, 180, 40, 48);

    [Fact]
    public void The_one_compact_thing_of_a_colour_is_found_and_grass_and_passers_by_are_not_it()
    {
        // Grass along the whole lower edge is green, too, and somebody in green walks by.
        var backdrop = Watch(frame =>
        {
            Fill(frame, new Box(0, 400, 640, 80), (70, 120, 40));
            Fill(frame, s_sign, (115, 205, 207)); // turquoise, as such signs are
        }, walker: (60, 160, 60));
        var found = backdrop.Find(Colour.Green)!.Value;
        Assert.True(found.IoU(s_sign) > 0.6f, $"{found}");
        Assert.Null(backdrop.Find(Colour.Red));
        Assert.Null(backdrop.Find(Colour.Grey)); // so is the road
    }

    [Fact]
    public void Of_two_alike_neither_is_taken_and_nothing_is_said_after_a_glance()
    {
        var two = Watch(frame =>
        {
            Fill(frame, s_sign, (30, 60, 200));
            Fill(frame, s_sign with { X = 500 }, (30, 60, 200));
        });
        Assert.Null(two.Find(Colour.Blue));
        var once = new Backdrop(s_size);
        using var frame = Frame(0, pixels => Fill(pixels, s_sign, (30, 60, 200)));
        once.Observe(frame);
        Assert.Null(once.Find(Colour.Blue));
    }

    [Fact]
    public void Who_stands_at_the_blue_bin_is_told_from_who_stands_elsewhere()
    {
        var backdrop = Watch(frame => Fill(frame, s_sign, (30, 60, 200)));
        var scene = new SceneBuilder(100).Add(1, 0, 99, SceneBuilder.Walk(120, 200)).Add(2, 0, 99, SceneBuilder.Walk(365, 210)).Build()
            .Known([], backdrop, []);
        Assert.Equal(2, Assert.Single(Ground("a man standing by the blue bin", scene)).TubeletId);
        Assert.Equal(2, Ground("the man behind the blue sign", Moved(scene, backdrop))[0].TubeletId);
        // Without the colour nobody knows where the bin is, and it is not judged.
        Assert.Equal(2, Ground("a man standing by the bin", scene).Count);
    }

    [Theory]
    [InlineData("a man standing in the parking zone", 2)]
    [InlineData("a man at the door", 1)]
    [InlineData("the man outside the parking zone", 1)]
    public void Zones_are_known_by_their_names(string sentence, int expected)
    {
        var scene = new SceneBuilder(100).Add(1, 0, 99, SceneBuilder.Walk(120, 200)).Add(2, 0, 99, SceneBuilder.Walk(500, 300)).Build()
            .Known([], null, [Zone("parking", 0.5f, 0.4f, 1, 1), Zone("door", 0, 0.3f, 0.3f, 0.7f)]);
        Assert.Equal(expected, Assert.Single(Ground(sentence, scene)).TubeletId);
    }

    [Fact]
    public void Who_walks_out_of_a_zone_was_in_it_before()
    {
        var scene = new SceneBuilder(100).Add(1, 0, 99, SceneBuilder.Walk(120, 200, 4)).Add(2, 0, 99, SceneBuilder.Walk(400, 200, 2)).Build()
            .Known([], null, [Zone("yard", 0, 0, 0.4f, 1)]);
        var tube = Assert.Single(Ground("a man walking out of the yard", scene));
        Assert.Equal(1, tube.TubeletId);
        Assert.InRange(tube.Begin, 30, 40); // x = 256
    }

    private static Zone Zone(string name, float left, float top, float right, float bottom) =>
        new(name, new Polygon([new(left, top), new(right, top), new(right, bottom), new(left, bottom)]));

    private static Scene Moved(Scene scene, Backdrop backdrop) =>
        Scene.Clip(scene.Size, scene.Timestamps, [.. new SceneBuilder(100).Add(1, 0, 99, SceneBuilder.Walk(120, 200)).Add(2, 0, 99, SceneBuilder.Walk(320, 230)).Build().Objects])
            .Known([], backdrop, []);

    private static IReadOnlyList<Tube> Ground(string sentence, Scene scene) =>
        Grounder.Ground(new QueryParser(Lexicon.Empty).Parse(sentence), scene, "", new GroundingOptions { Top = 5 });

    /// <summary>Twenty seconds of grey road with what is painted on it, and somebody who walks through.</summary>
    private static Backdrop Watch(Action<byte[]> paint, (int R, int G, int B)? walker = null)
    {
        var backdrop = new Backdrop(s_size);
        for (var number = 0; number < 200; number += 5)
        {
            using var frame = Frame(number, pixels =>
            {
                paint(pixels);
                if (walker is { } colour) Fill(pixels, new Box(3 * number, 240, 40, 100), colour);
            });
            backdrop.Observe(frame);
        }

        return backdrop;
    }

    private static Frame Frame(int number, Action<byte[]> paint)
    {
        var pixels = new byte[s_size.Width * s_size.Height * 3];
        Array.Fill(pixels, (byte)120);
        paint(pixels);
        return new Frame(
            "", number, TimeSpan.FromSeconds(number / 10.0), s_size, new ImageView(pixels, s_size.Width, s_size.Height, s_size.Width * 3), null,
            MemoryPool<byte>.Shared.Rent(1));
    }

    private static void Fill(byte[] pixels, in Box box, (int R, int G, int B) colour)
    {
        for (var y = (int)box.Y; y < Math.Min(s_size.Height, box.Bottom); y++)
        for (var x = (int)box.X; x < Math.Min(s_size.Width, box.Right); x++)
        {
            var at = ((y * s_size.Width) + x) * 3;
            (pixels[at], pixels[at + 1], pixels[at + 2]) = ((byte)colour.B, (byte)colour.G, (byte)colour.R);
        }
    }
}
