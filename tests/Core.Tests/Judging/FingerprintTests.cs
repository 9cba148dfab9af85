using Stvg.Core.Frames;
using Stvg.Core.Judging;

namespace Stvg.Core.Tests.Judging;

public sealed class FingerprintTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_thing_with_noise_is_near_and_another_or_another_colour_is_not()
    {
        var look = Look(1, 0, 0);
        Assert.True(look.IsNear(Look(1, 6, 0)));
        Assert.False(look.IsNear(Look(2, 0, 0)));
        Assert.False(look.IsNear(Look(1, 0, 40)));
        Assert.Null(PictureFingerprint.Of(new ImageView(new byte[300], 10, 10, 30), new Box(0, 0, 5, 10)));
    }

    [Fact]
    public void A_verdict_is_remembered_for_what_was_asked_of_what_looked_like_that_for_a_while()
    {
        var memory = new VerdictMemory(3, TimeSpan.FromMinutes(2));
        memory.Add("a", [Look(1, 0, 0)], 0.8f, true, s_now);
        Assert.Equal((0.8f, true), memory.Find("a", [Look(1, 6, 0)], s_now.AddMinutes(2)));
        Assert.Null(memory.Find("b", [Look(1, 0, 0)], s_now));
        Assert.Null(memory.Find("a", [Look(2, 0, 0)], s_now));
        Assert.Null(memory.Find("a", [Look(1, 0, 0), Look(1, 0, 0)], s_now));
        Assert.Null(memory.Find("a", [Look(1, 0, 0)], s_now.AddMinutes(2.1)));
        Assert.Null(memory.Find("a", [], s_now));
        for (var i = 10; i < 13; i++) memory.Add("a", [Look(i, 0, 0)], 0, false, s_now.AddSeconds(i));
        Assert.Null(memory.Find("a", [Look(1, 0, 0)], s_now.AddSeconds(20))); // pushed out
    }

    /// <summary>Patches of random grey, with noise and something added to all of it.</summary>
    private static PictureFingerprint Look(int seed, int noise, int added)
    {
        const int width = 90, height = 120;
        Random patches = new(seed), grain = new(7);
        var values = Enumerable.Range(0, 100).Select(_ => patches.Next(40, 180)).ToArray();
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width * 3; x++)
                pixels[(y * width * 3) + x] = (byte)(values[(y / 12 * 10) + (x / 27)] + grain.Next(-noise, noise + 1) + added);
        return PictureFingerprint.Of(new ImageView(pixels, width, height, width * 3), new Box(0, 0, width, height))!;
    }
}
