using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Tubelets;

public sealed class ColourNamesTests
{
    [Theory]
    [InlineData(10, 10, 10, Colour.Black)]
    [InlineData(245, 245, 245, Colour.White)]
    [InlineData(128, 128, 128, Colour.Grey)]
    [InlineData(200, 30, 30, Colour.Red)]
    [InlineData(140, 20, 25, Colour.Red)]
    [InlineData(240, 140, 30, Colour.Orange)]
    [InlineData(235, 220, 40, Colour.Yellow)]
    [InlineData(40, 140, 50, Colour.Green)]
    [InlineData(60, 90, 170, Colour.Blue)]
    [InlineData(70, 80, 110, Colour.Blue)] // jeans: barely blue
    [InlineData(25, 30, 60, Colour.Navy)]
    [InlineData(120, 50, 150, Colour.Purple)]
    [InlineData(240, 160, 190, Colour.Pink)]
    [InlineData(110, 70, 40, Colour.Brown)]
    [InlineData(220, 200, 170, Colour.Beige)]
    [InlineData(200, 165, 100, Colour.Blonde)]
    public void A_typical_shade_has_its_name(byte red, byte green, byte blue, Colour colour) =>
        Assert.True(ColourNames.Is(blue, green, red, colour));

    [Theory]
    [InlineData(128, 128, 128, Colour.Red)]
    [InlineData(128, 128, 128, Colour.Blue)]
    [InlineData(200, 30, 30, Colour.Blue)]
    [InlineData(200, 30, 30, Colour.Orange)]
    [InlineData(245, 245, 245, Colour.Black)]
    [InlineData(245, 245, 245, Colour.Grey)]
    [InlineData(10, 10, 10, Colour.White)]
    [InlineData(60, 90, 170, Colour.Green)]
    [InlineData(40, 140, 50, Colour.Yellow)]
    public void A_shade_does_not_have_another_colours_name(byte red, byte green, byte blue, Colour colour) =>
        Assert.False(ColourNames.Is(blue, green, red, colour));

    [Fact]
    public void Every_colour_has_some_shade()
    {
        foreach (var colour in Enum.GetValues<Colour>())
            Assert.True(AnyShade(colour), $"no pixel is ever called {colour}");
        Assert.Equal(ColourNames.Count, Enum.GetValues<Colour>().Length);

        static bool AnyShade(Colour colour)
        {
            for (var b = 0; b < 256; b += 8)
            for (var g = 0; g < 256; g += 8)
            for (var r = 0; r < 256; r += 8)
                if (ColourNames.Is((byte)b, (byte)g, (byte)r, colour)) return true;
            return false;
        }
    }

    [Fact]
    public void Shares_count_the_regions_pixels_only()
    {
        var image = Paint(40, 20, (x, _) => x < 20 ? ((byte)20, (byte)20, (byte)220) : ((byte)20, (byte)180, (byte)20));
        Span<float> shares = stackalloc float[ColourNames.Count];

        Assert.True(ColourNames.Shares(image, new Box(0, 0, 40, 20), 100_000, shares) == 800);
        Assert.Equal(0.5f, shares[(int)Colour.Red], 3);
        Assert.Equal(0.5f, shares[(int)Colour.Green], 3);

        ColourNames.Shares(image, new Box(25, 5, 10, 10), 100_000, shares);
        Assert.Equal(0, shares[(int)Colour.Red]);
        Assert.Equal(1, shares[(int)Colour.Green]);
    }

    [Theory]
    [InlineData(-50, -50, 10, 10)]
    [InlineData(400, 5, 10, 10)]
    [InlineData(5, 5, 0, 10)]
    public void A_region_outside_the_picture_has_no_pixels(float x, float y, float width, float height)
    {
        var image = Paint(40, 20, (_, _) => ((byte)0, (byte)0, (byte)0));
        Span<float> shares = stackalloc float[ColourNames.Count];
        Assert.Equal(0, ColourNames.Shares(image, new Box(x, y, width, height), 256, shares));
        Assert.Equal(0, shares[(int)Colour.Black]);
    }

    [Fact]
    public void A_sample_sees_the_jacket_above_the_trousers()
    {
        // A person of 40x100: red from a sixth of the height to the waist, blue below.
        var image = Paint(40, 100, (_, y) => y switch
        {
            < 16 => ((byte)60, (byte)90, (byte)120),
            < 50 => ((byte)20, (byte)20, (byte)200),
            _ => ((byte)160, (byte)80, (byte)60),
        });
        var sample = ColourSample.Take(image, 1, 7, new Box(0, 0, 40, 100), 1);
        Assert.Equal(1, sample.Share(BodyPart.Upper, Colour.Red), 2);
        Assert.Equal(0, sample.Share(BodyPart.Lower, Colour.Red), 2);
        Assert.Equal(1, sample.Share(BodyPart.Lower, Colour.Blue), 2);
        Assert.Equal(0, sample.Share(BodyPart.Head, Colour.Red), 2);
    }

    [Fact]
    public void What_the_background_explains_is_not_the_objects_colour()
    {
        // Sandy ground everywhere; the person's head fills the middle half of where a head is looked for, and is black.
        (byte, byte, byte) sand = (100, 165, 200), black = (10, 10, 10);
        var image = Paint(120, 100, (x, y) => y < 16 && x is >= 54 and < 65 ? black : y is >= 16 and < 95 && x is >= 46 and < 74 ? black : sand);
        var sample = ColourSample.Take(image, 1, 0, new Box(40, 0, 40, 100), 1);
        Assert.True(sample.Share(BodyPart.Head, Colour.Blonde) < 0.15f);
        Assert.True(sample.Share(BodyPart.Head, Colour.Black) > 0.8f);
    }

    [Fact]
    public void The_ground_is_what_lies_around_the_feet()
    {
        (byte, byte, byte) grass = (20, 120, 40), grey = (120, 120, 120), black = (10, 10, 10);
        var image = Paint(120, 140, (x, y) => x is >= 40 and < 80 && y is >= 10 and < 110 ? black : x < 90 && y > 60 ? grass : grey);
        var sample = ColourSample.Take(image, 1, 0, new Box(40, 10, 40, 100), 1);
        Assert.True(sample.GroundShare(Colour.Green) > 0.6f);
        Assert.True(sample.GroundShare(Colour.Grey) < 0.1f);
    }

    [Fact]
    public void A_sample_scales_boxes_to_the_picture()
    {
        var image = Paint(40, 100, (x, _) => x < 20 ? ((byte)20, (byte)20, (byte)200) : ((byte)20, (byte)180, (byte)20));
        var sample = ColourSample.Take(image, 0.5f, 0, new Box(40, 0, 40, 200), 1); // the right half, in original pixels
        Assert.Equal(1, sample.Share(BodyPart.Upper, Colour.Green), 2);
    }

    private static ImageView Paint(int width, int height, Func<int, int, (byte B, byte G, byte R)> colour)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            (pixels[((y * width) + x) * 3], pixels[(((y * width) + x) * 3) + 1], pixels[(((y * width) + x) * 3) + 2]) = colour(x, y);
        return new ImageView(pixels, width, height, width * 3);
    }
}
