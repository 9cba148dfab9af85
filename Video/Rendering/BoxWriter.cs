using System.Globalization;
using Stvg.Core.Frames;

namespace Stvg.Video.Rendering;

/// <summary>Draws tubes into the picture: on each frame an outline, and above it a chip with the label and the score.</summary>
internal sealed class BoxWriter(AssScript script, OverlayLayout layout, Timeline timeline)
{
    private const int Layer = 20;
    private readonly BoxPainter _painter = new(script, layout.Area);

    /// <summary>Draws one tube.</summary>
    /// <param name="tube">The tube.</param>
    /// <param name="rank">Its place among the answers, from 0.</param>
    /// <param name="count">Number of answers; better ones are drawn over worse ones.</param>
    public void Write(RenderedTube tube, int rank, int count) =>
        Write(tube.Tube.Begin, tube.Tube.Boxes, tube.Label, Score(tube.Tube.Score), rank, Layer + (2 * (count - rank)));

    /// <summary>Draws one box a frame.</summary>
    /// <param name="begin">First frame, from 0.</param>
    /// <param name="boxes">Pixels of the original frame.</param>
    /// <param name="words">Any text.</param>
    /// <param name="score">Written after the words, which give way to it.</param>
    /// <param name="rank">Chooses the colour.</param>
    /// <param name="layer">Higher ones are drawn over lower ones.</param>
    public void Write(int begin, IReadOnlyList<Box> boxes, string words, string score, int rank = 0, int layer = Layer)
    {
        var end = Math.Min(begin + boxes.Count - 1, timeline.Count - 1);
        var label = _painter.Label(words, score);
        for (var first = Math.Max(0, begin); first <= end;)
        {
            // Frames on which the object stands still share one event.
            var box = boxes[first - begin];
            var last = first;
            while (last < end && boxes[last + 1 - begin] == box) last++;
            if (float.IsFinite(box.X + box.Y + box.Width + box.Height))
                _painter.Draw(layout.Place(box), timeline.Frames(first, last), label, Palette.Tube(rank), layer);
            first = last + 1;
        }
    }

    /// <summary>A score as it is written.</summary>
    public static string Score(float score) => score.ToString("0.00", CultureInfo.InvariantCulture);
}
