using Stvg.Core.Frames;
using Stvg.Core.Sparsification;

namespace Stvg.Core.Tests.Sparsification;

/// <summary>
/// A background model that knows what is behind everything from the beginning, and never learns: a checked ground, things painted over it by hand.
/// </summary>
internal sealed class PaintedBackground : IBackgroundModel
{
    private readonly byte[] _background = new byte[80 * 60], _picture = new byte[80 * 60], _foreground = new byte[80 * 60];

    public PaintedBackground()
    {
        for (var i = 0; i < _background.Length; i++) _background[i] = (byte)(100 + (i % 80 / 10 % 2 * 6) + (i / 800 % 2 * 6));
    }

    public int Columns => 80;

    public int Rows => 60;

    public ReadOnlySpan<byte> Foreground => _foreground;

    public ReadOnlySpan<byte> Picture => _picture;

    /// <summary>How often it was to forget.</summary>
    public int Restarts { get; private set; }

    /// <summary>Paints something into the background itself.</summary>
    public PaintedBackground Has(int x, int y, int width, int height, byte brightness)
    {
        Fill(_background, x, y, width, height, brightness);
        return this;
    }

    /// <summary>The next picture: the ground, in some light.</summary>
    public PaintedBackground Next(int light = 0)
    {
        for (var i = 0; i < _picture.Length; i++) _picture[i] = (byte)(_background[i] + light);
        Array.Clear(_foreground);
        return this;
    }

    /// <summary>Something else stands in the picture.</summary>
    public PaintedBackground With(int x, int y, int width, int height, byte brightness)
    {
        Fill(_picture, x, y, width, height, brightness);
        Fill(_foreground, x, y, width, height, 255);
        return this;
    }

    public void Observe(Frame frame)
    {
    }

    public ReadOnlySpan<byte> Background() => _background;

    public void Restart() => Restarts++;

    public void Dispose()
    {
    }

    private static void Fill(byte[] cells, int x, int y, int width, int height, byte value)
    {
        for (var row = y; row < y + height; row++) cells.AsSpan((row * 80) + x, width).Fill(value);
    }
}
