using System.Globalization;

namespace Stvg.Video.Rendering;

/// <summary>The part of a canvas that shows a picture, from the top down.</summary>
/// <param name="Left">Its left edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Font">Height of a line of text.</param>
/// <param name="Line">Thickness of an outline.</param>
internal readonly record struct PictureArea(double Left, double Width, double Height, double Font, double Line)
{
    /// <summary>Its right edge.</summary>
    public double Right => Left + Width;
}

/// <summary>Draws an outline, and at it a chip with a few words.</summary>
internal sealed class BoxPainter(AssScript script, PictureArea area)
{
    private const double ChipSize = 0.9;

    // For estimates, which are for regular letters: the chip's bold ones are a tenth wider.
    private double ChipFont => area.Font * ChipSize * 1.1;

    /// <summary>As many of the words as fit on a chip in front of an end that is kept.</summary>
    public string Label(string words, string end)
    {
        var room = Math.Max(area.Font * 4, (area.Width * 0.45) - AssText.Width(end, ChipFont));
        return $"{AssText.Elide(AssText.Clean(words), ChipFont, room)} {end}".Trim();
    }

    /// <summary>Draws one box.</summary>
    /// <param name="edges">Its edges on the canvas, inside the picture; nothing is drawn where it is empty.</param>
    /// <param name="when">From when to when.</param>
    /// <param name="label">Clean text for the chip.</param>
    /// <param name="colour">Of outline and chip.</param>
    /// <param name="layer">Higher ones are drawn over lower ones; the chip takes the next.</param>
    public void Draw(
        (double Left, double Top, double Right, double Bottom) edges, AssScript.Span when, string label, Colour colour, int layer)
    {
        var (left, top, right, bottom) = edges;
        if (right <= left || bottom <= top) return;
        var half = area.Line / 2;
        var outer = (
            Left: Math.Max(area.Left, left - half), Top: Math.Max(0, top - half),
            Right: Math.Min(area.Right, right + half), Bottom: Math.Min(area.Height, bottom + half));
        script.Fill(layer, when, new AssPath().Frame(outer.Left, outer.Top, outer.Right, outer.Bottom, area.Line), colour,
            $@"\bord{Invariant(area.Line * 0.3)}{new Colour(0, 0x78).Outline}");

        // The chip stands on the box, or hangs in it where the picture ends above; it grows to the left where the picture ends at the
        // right.
        var pad = Math.Round(area.Font * 0.2);
        var height = (area.Font * ChipSize) + (2 * pad);
        var above = outer.Top - height >= 0;
        var y = above ? outer.Top - pad : Math.Min(outer.Top + pad, Math.Max(pad, area.Height - height + pad));
        var width = AssText.Width(label, ChipFont) + (2 * pad);
        var toLeft = outer.Left + width > area.Right;
        var x = toLeft ? Math.Min(area.Right, Math.Max(outer.Right, area.Left + width)) - pad : outer.Left + pad;
        var alignment = (above, toLeft) switch { (true, false) => 1, (true, true) => 3, (false, false) => 7, (false, true) => 9 };
        var look = $"{Palette.OnChip.Primary}{colour.Outline}";
        var clip = $@"\clip({Invariant(area.Left)},0,{Invariant(area.Right)},{Invariant(area.Height)})";
        script.Event(layer + 1, when,
            $@"\an{alignment}\pos({x:0.##},{y:0.##})\fs{area.Font * ChipSize:0.##}\bord{pad:0.##}{look}{clip}",
            AssText.Escape(label), "chip");
    }

    private static string Invariant(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
