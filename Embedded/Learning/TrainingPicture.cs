using System.Globalization;
using System.Text;
using Stvg.Core.Learning.Training;

namespace Stvg.Embedded.Learning;

/// <summary>The curves of a training as a picture (SVG): the loss, and m_vIoU on the held-out clips.</summary>
public static class TrainingPicture
{
    private const int Width = 760, Height = 220, Left = 56, Top = 34, Gap = 40, Ticks = 4;

    /// <summary>Draws the curves.</summary>
    /// <param name="curve">Reports in order.</param>
    /// <param name="title">What was trained.</param>
    public static string Svg(IReadOnlyList<TrainingProgress> curve, string title)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var svg = new StringBuilder();
        var height = Top + (2 * (Height + Gap));
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width + Left + 20}" height="{height}" font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="#fff"/><text x="{Left}" y="18" font-size="13">{System.Security.SecurityElement.Escape(title)}</text>

            """);
        var steps = Math.Max(1, curve.Count == 0 ? 1 : curve[^1].Step);
        Panel(svg, Top, "loss", "#2563a8", steps, [.. curve.Select(p => (p.Step, (double)p.Loss))]);
        Panel(svg, Top + Height + Gap, "m_vIoU, held-out clips", "#b3541e", steps,
            [.. curve.Where(p => p.Figures is not null).Select(p => (p.Step, p.Figures!.Value))]);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, int top, string name, string colour, int steps, List<(int Step, double Value)> points)
    {
        var most = points.Count == 0 ? 1 : points.Max(p => p.Value);
        var least = Math.Min(0, points.Count == 0 ? 0 : points.Min(p => p.Value));
        var range = Math.Max(1e-6, most - least);
        for (var i = 0; i <= Ticks; i++)
        {
            var (y, x) = (top + Height - (i * Height / Ticks), Left + (i * Width / Ticks));
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line x1="{Left}" x2="{Left + Width}" y1="{y}" y2="{y}" stroke="#ddd"/><text x="{Left - 6}" y="{y + 4}" text-anchor="end">{least + (i * range / Ticks):0.##}</text>
                <text x="{x}" y="{top + Height + 16}" text-anchor="middle">{i * steps / Ticks}</text>

                """);
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + 8}\" y=\"{top + 14}\" fill=\"{colour}\">{name}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" points=\"");
        foreach (var (step, value) in points)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"{Left + ((double)step / steps * Width):0.#},{top + Height - ((value - least) / range * Height):0.#} ");
        }

        svg.Append("\"/>\n");
    }
}
