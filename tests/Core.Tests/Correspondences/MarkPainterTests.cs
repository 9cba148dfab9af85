using Stvg.Core.Correspondences;
using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Correspondences;

public sealed class MarkPainterTests
{
    private const int Width = 200, Height = 150, Stride = (Width * 3) + 5, Grey = 90;

    [Fact]
    public void A_mark_is_a_red_circle_with_a_white_number_and_touches_nothing_else()
    {
        var pixels = Paint(false, new PlacedMark(1, 1, new Box(60, 40, 80, 80), 100, 80, 40, 100, 80));
        Assert.Equal((0, 0, 255), At(pixels, 85, 80)); // left of the digit
        Assert.Equal((255, 255, 255), At(pixels, 101, 80)); // the stroke of the 1
        Assert.Equal((Grey, Grey, Grey), At(pixels, 60, 40));
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                if (MathF.Sqrt(((x + 0.5f - 100) * (x + 0.5f - 100)) + ((y + 0.5f - 80) * (y + 0.5f - 80))) > 21)
                    Assert.Equal((Grey, Grey, Grey), At(pixels, x, y));
        for (var y = 0; y < Height; y++)
            Assert.All(pixels.AsSpan((y * Stride) + (Width * 3), y < Height - 1 ? 5 : 0).ToArray(), b => Assert.Equal(7, b));
    }

    [Fact]
    public void Numbers_differ_and_the_same_number_looks_the_same_everywhere()
    {
        var looks = Enumerable.Range(0, 120).Select(n => Convert.ToHexString(Paint(false, Still(n)))).ToList();
        Assert.Equal(120, looks.Distinct().Count());
        Assert.Equal(looks[42], Convert.ToHexString(Paint(false, Still(42))));
    }

    [Fact]
    public void A_mark_beside_its_object_has_a_line_to_it_and_an_outline_if_wanted()
    {
        var mark = new PlacedMark(1, 1, new Box(90, 80, 20, 60), 100, 40, 24, 100, 80);
        var pixels = Paint(true, mark);
        Assert.Equal((0, 0, 255), At(pixels, 99, 65)); // the line
        Assert.Equal((0, 0, 255), At(pixels, 90, 110)); // the outline's left side
        Assert.Equal((Grey, Grey, Grey), At(pixels, 99, 110)); // the object itself
        Assert.Equal((Grey, Grey, Grey), At(Paint(false, mark), 90, 110));
    }

    [Fact]
    public void Marks_scale_with_the_picture_and_are_cut_at_its_edge()
    {
        // The picture is half the original.
        var pixels = Paint(true, 0.5f, new PlacedMark(8, 1, new Box(-20, -20, 60, 60), 0, 0, 80, 0, 0));
        Assert.Equal((0, 0, 255), At(pixels, 15, 3));
        Assert.Equal((Grey, Grey, Grey), At(pixels, 23, 23));
    }

    [Fact]
    public void Drawing_allocates_nothing()
    {
        var pixels = new byte[768 * 576 * 3];
        PlacedMark[] marks =
            [.. Enumerable.Range(1,
            5).Select(i => new PlacedMark(i * 11, i, new Box(100 * i, 200, 30, 80), (100 * i) + 15, 170, 36, (100 * i) + 15, 200))];
        for (var i = 0; i < 3; i++) MarkPainter.Draw(pixels, 768, 576, 768 * 3, 1, marks, true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        MarkPainter.Draw(pixels, 768, 576, 768 * 3, 1, marks, true);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static PlacedMark Still(int number) => new(number, 1, new Box(60, 40, 80, 80), 100, 80, 60, 100, 80);

    private static byte[] Paint(bool outline, params PlacedMark[] marks) => Paint(outline, 1, marks);

    private static byte[] Paint(bool outline, float scale, params PlacedMark[] marks)
    {
        var pixels = new byte[Stride * Height];
        pixels.AsSpan().Fill(7);
        for (var y = 0; y < Height; y++) pixels.AsSpan(y * Stride, Width * 3).Fill(Grey);
        MarkPainter.Draw(pixels, Width, Height, Stride, scale, marks, outline);
        return pixels;
    }

    private static (int B, int G, int R) At(byte[] pixels, int x, int y) =>
        (pixels[(y * Stride) + (3 * x)], pixels[(y * Stride) + (3 * x) + 1], pixels[(y * Stride) + (3 * x) + 2]);
}
