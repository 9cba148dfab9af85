using System.Globalization;

namespace Stvg.Video.Rendering;

/// <summary>
/// Draws the strip below the picture: the sentence and the time, when each tube is, the score of every sub-query over time with the best
/// tube's interval lit, a time axis, and a playhead.
/// </summary>
internal sealed class StripWriter(AssScript script, OverlayLayout layout, Timeline timeline)
{
    private const int FineClockFrames = 20_000;
    private static readonly double[] s_steps =
        [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];


    /// <summary>Draws everything for the tubes, best first.</summary>
    public void Write(IReadOnlyList<RenderedTube> tubes, int rows)
    {
        WriteHeader(tubes.Count > 0);
        WriteAxis();
        if (tubes.Count > 0)
        {
            if (tubes.Count > 1) WriteLanes(tubes);
            WriteRows(tubes[0], rows);
        }
        WritePlayhead();
    }

    private double Bottom => layout.AxisTop;

    private double X(int frame) => layout.X(timeline.At(Math.Clamp(frame, 0, timeline.Count - 1)), timeline.Last);

    private (double Begin, double End) Interval(RenderedTube tube)
    {
        var (begin, end) = (X(tube.Tube.Begin), X(tube.Tube.End));
        return (begin, Math.Max(end, begin + 2));
    }

    private void WriteHeader(bool found)
    {
        for (var i = 0; i < layout.Header.Count; i++)
            Text(layout.Margin, layout.HeaderTop + (i * layout.Font * 1.15), 7, 1, Palette.Text, AssText.Escape(layout.Header[i]));
        if (!found) Text(layout.Margin, layout.HeaderTop, 7, 1, Palette.Quiet, "no match");
        // The renderer looks at every event on every frame: hours of video get a clock of whole seconds.
        var fine = timeline.Count <= FineClockFrames;
        for (var first = 0; first < timeline.Count;)
        {
            var last = first;
            while (!fine && last + 1 < timeline.Count && Math.Floor(timeline.At(last + 1)) == Math.Floor(timeline.At(first))) last++;
            var text = Clock(timeline.At(first), fine ? 1 : 0) + (fine ? string.Create(CultureInfo.InvariantCulture, $"  #{first}") : "");
            Text(timeline.Frames(first, last), layout.Canvas.Width - layout.Margin, layout.HeaderTop, 9, 0.9, Palette.Quiet, text);
            first = last + 1;
        }
    }

    private void WriteAxis()
    {
        var line = Math.Max(1, layout.Font / 16);
        var ticks = new AssPath().Rectangle(layout.PlotLeft, Bottom, layout.PlotRight, Bottom + line);
        var most = Math.Max(1, (layout.PlotRight - layout.PlotLeft) / (layout.Font * 5));
        var step = Array.Find(s_steps, s => timeline.Last / s <= most);
        if (step <= 0) step = s_steps[^1];
        for (var i = 0; i * step <= timeline.Last + 1e-9; i++)
        {
            var x = layout.X(i * step, timeline.Last);
            ticks.Rectangle(x - (line / 2), Bottom, x + (line / 2), Bottom + (layout.Font * 0.3));
            Text(x, Bottom + (layout.Font * 0.4), 8, 0.8, Palette.Quiet, Clock(i * step, step < 1 ? 1 : 0));
        }
        script.Fill(2, timeline.Whole, ticks, Palette.Line);
    }

    private void WriteLanes(IReadOnlyList<RenderedTube> tubes)
    {
        Text(layout.Margin + layout.LabelWidth, layout.LanesTop + (tubes.Count * layout.LaneHeight / 2), 6, 0.9, Palette.Quiet, "matches");
        for (var i = 0; i < tubes.Count; i++)
        {
            var top = layout.LanesTop + (i * layout.LaneHeight);
            var (begin, end) = Interval(tubes[i]);
            var bottom = top + layout.LaneHeight - 2;
            script.Fill(1, timeline.Whole, new AssPath().Rectangle(layout.PlotLeft, top, layout.PlotRight, bottom), Palette.Lane);
            script.Fill(3, timeline.Whole, new AssPath().Rectangle(begin, top, end, bottom), Palette.Tube(i));
        }
    }

    private void WriteRows(RenderedTube best, int rows)
    {
        var (begin, end) = Interval(best);
        var line = Math.Max(1, layout.Font / 16);
        var gap = Math.Round(layout.Font * 0.35);
        for (var i = 0; i < rows; i++)
        {
            var (top, bottom) = (layout.RowsTop + (i * layout.RowHeight) + gap, layout.RowsTop + ((i + 1) * layout.RowHeight));
            var (row, middle) = (best.Rows[i], (top + bottom) / 2);
            WriteLabel(AssText.Clean(row.Label), middle);
            if (row.Score is { } score)
                Text(layout.Canvas.Width - layout.Margin, middle, 6, 0.9, Palette.Quiet, Score(score));
            script.Fill(0, timeline.Whole, new AssPath().Rectangle(layout.PlotLeft, top, layout.PlotRight, bottom), Palette.Lane);
            script.Fill(1, timeline.Whole, new AssPath().Rectangle(begin, top, end, bottom), Palette.Tube(0, 0xD8));
            var curve = Curve.Draw(row, timeline, X, top, bottom, line * 1.5);
            script.Fill(2, timeline.Whole, curve.Area, Palette.Curve);
            var lit = string.Create(CultureInfo.InvariantCulture,
                $@"\clip({(int)Math.Floor(begin)},{(int)top},{(int)Math.Ceiling(end)},{(int)bottom})");
            script.Fill(3, timeline.Whole, curve.Area, Palette.Tube(0, 0x60), lit);
            script.Fill(4, timeline.Whole, curve.Line, Palette.Tube(0), lit);
        }
        var first = layout.RowsTop + gap;
        var edges = new AssPath().Rectangle(begin - line, first, begin, Bottom).Rectangle(end, first, end + line, Bottom);
        if (rows > 0) script.Fill(5, timeline.Whole, edges, Palette.Tube(0));
    }

    // Long labels take two smaller lines.
    private void WriteLabel(string label, double middle)
    {
        var size = AssText.Width(label, layout.Font) <= layout.LabelWidth ? 1 : 0.82;
        var lines = AssText.Wrap(label, layout.Font * size, layout.LabelWidth, 2);
        for (var i = 0; i < lines.Count; i++)
        {
            var y = middle + ((i - ((lines.Count - 1) / 2.0)) * layout.Font * size);
            Text(layout.Margin + layout.LabelWidth, y, 6, size, Palette.Text, AssText.Escape(lines[i]));
        }
    }

    private void WritePlayhead()
    {
        var half = Math.Max(0.5, layout.Font / 24);
        var (top, knob) = (layout.LanesTop - (layout.Font * 0.25), layout.Font * 0.28);
        var path = new AssPath().Rectangle(-half, top, half, Bottom)
            .Move(-knob, top - knob).Line(knob, top - knob).Line(knob, top).Line(0, top + knob).Line(-knob, top);
        var toEnd = (long)Math.Round(timeline.Last * 1000 * AssScript.Stretch);
        var end = layout.X(timeline.Last, timeline.Last);
        script.Event(7, timeline.Whole,
            $@"\an7\move({layout.PlotLeft:0.##},0,{end:0.##},0,0,{toEnd}){Palette.Playhead.Primary}\p4", path.ToString());
    }

    private void Text(double x, double y, int alignment, double size, Colour colour, string escaped) =>
        Text(timeline.Whole, x, y, alignment, size, colour, escaped);

    private void Text(AssScript.Span when, double x, double y, int alignment, double size, Colour colour, string escaped) =>
        script.Event(4, when, $@"\an{alignment}\pos({x:0.##},{y:0.##})\fs{layout.Font * size:0.##}{colour.Primary}", escaped);

    private static string Score(float score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Clock(double seconds, int decimals)
    {
        var unit = Math.Pow(10, decimals);
        var time = TimeSpan.FromSeconds(Math.Floor((seconds * unit) + 1e-6) / unit);
        var hours = (int)time.TotalHours;
        var text = hours < 1 ? $"{time.Minutes}:{time.Seconds:00}" : $"{hours}:{time.Minutes:00}:{time.Seconds:00}";
        return decimals == 0 ? text : $"{text}.{time.Milliseconds / 100}";
    }
}
