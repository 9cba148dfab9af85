using Stvg.Core.Frames;

namespace Stvg.Video.Tests;

internal static class Pixels
{
    public const int Red = 0xFF0000, Green = 0x00FF00, Blue = 0x0000FF, White = 0xFFFFFF, Black = 0;

    /// <summary>0xRRGGBB.</summary>
    public static int At(this ImageView view, int x, int y)
    {
        var row = view.Row(y);
        return (row[(3 * x) + 2] << 16) | (row[(3 * x) + 1] << 8) | row[3 * x];
    }

    /// <summary>Whether two colours differ by at most so much in every channel.</summary>
    public static bool Near(int a, int b, int tolerance)
    {
        for (var shift = 0; shift <= 16; shift += 8)
            if (Math.Abs(((a >> shift) & 0xFF) - ((b >> shift) & 0xFF)) > tolerance) return false;
        return true;
    }

    public static void AssertNear(int expected, int actual, int tolerance = 6) =>
        Assert.True(Near(expected, actual, tolerance), $"expected about {expected:X6}, found {actual:X6}");
}
