using Stvg.Core.Frames;

namespace Stvg.Core.Grounding;

/// <summary>
/// What coordinate tokens refer to: bin 0 to 99 of time is the first to the last frame of a clip, of width and height its picture.
/// </summary>
/// <param name="FirstFrame">First frame of the clip.</param>
/// <param name="LastFrame">Last frame of the clip, inclusive.</param>
/// <param name="Size">Size of the picture in pixels.</param>
public readonly record struct TokenGrid(int FirstFrame, int LastFrame, FrameSize Size)
{
    /// <summary>The frame that a bin of time stands for.</summary>
    public int FrameAt(int bin) => FirstFrame + (int)Math.Round(CoordinateTokens.Fraction(bin) * (LastFrame - FirstFrame));

    /// <summary>The bin of time nearest to a frame.</summary>
    public int BinOf(int frame) =>
        LastFrame <= FirstFrame ? 0 : CoordinateTokens.Bin((double)(frame - FirstFrame) / (LastFrame - FirstFrame));

    /// <summary>The box that a token box stands for, in pixels.</summary>
    public Box BoxOf(TokenBox box) => Box.FromEdges(
        (float)(CoordinateTokens.Fraction(box.Left) * Size.Width), (float)(CoordinateTokens.Fraction(box.Top) * Size.Height),
        (float)(CoordinateTokens.Fraction(box.Right) * Size.Width), (float)(CoordinateTokens.Fraction(box.Bottom) * Size.Height));

    /// <summary>A tube in tokens: its span, and its box at every moment of the grid inside it. Its frames count as the grid's do.</summary>
    public TokenTube Encode(Tube tube)
    {
        ArgumentNullException.ThrowIfNull(tube);
        var boxes = new List<TokenBox>();
        for (var bin = 0; bin < CoordinateTokens.Bins; bin++)
        {
            var frame = FrameAt(bin);
            if (frame < tube.Begin || frame > tube.End) continue;
            var box = tube.Boxes[frame - tube.Begin];
            boxes.Add(new TokenBox(
                bin, CoordinateTokens.Bin(box.X / Size.Width), CoordinateTokens.Bin(box.Y / Size.Height),
                CoordinateTokens.Bin(box.Right / Size.Width), CoordinateTokens.Bin(box.Bottom / Size.Height)));
        }
        return new TokenTube(new TokenSpan(BinOf(tube.Begin), BinOf(tube.End)), boxes);
    }
}
