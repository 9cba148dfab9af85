namespace Stvg.Video.Rendering;

/// <summary>The curve of one row.</summary>
/// <param name="Area">Everything between it and the bottom of the row.</param>
/// <param name="Line">The curve itself.</param>
internal sealed record Curve(AssPath Area, AssPath Line)
{
    /// <summary>
    /// Draws the scores, one point per pixel column at most: where many frames share a column, their mean. Frames without a score (NaN)
    /// leave a gap; frames outside the video are left out.
    /// </summary>
    /// <param name="row">The scores.</param>
    /// <param name="timeline">When the frames are.</param>
    /// <param name="x">Horizontal place of a frame.</param>
    /// <param name="top">Where a score of 1 is.</param>
    /// <param name="bottom">Where a score of 0 is.</param>
    /// <param name="thickness">Of the line.</param>
    public static Curve Draw(RenderedRow row, Timeline timeline, Func<int, double> x, double top, double bottom, double thickness)
    {
        var (area, line) = (new AssPath(), new AssPath());
        var points = new List<(double X, double Y)>();
        var (column, sum, count) = (0.0, 0.0, 0);
        var end = (int)Math.Min(timeline.Count, (long)row.FirstFrame + row.PerFrame.Count);
        for (var frame = Math.Max(0, row.FirstFrame); frame < end; frame++)
        {
            var score = row.PerFrame[frame - row.FirstFrame];
            if (float.IsNaN(score))
            {
                EndPoint();
                EndPart();
                continue;
            }
            if (count > 0 && x(frame) >= column + 1) EndPoint();
            if (count == 0) column = x(frame);
            sum += Math.Clamp(score, 0f, 1f);
            count++;
        }
        EndPoint();
        EndPart();
        return new Curve(area, line);

        void EndPoint()
        {
            if (count > 0) points.Add((column, bottom - ((bottom - top - thickness) * sum / count) - (thickness / 2)));
            (sum, count) = (0, 0);
        }

        void EndPart()
        {
            if (points.Count == 0) return;
            // A single score is still to be seen.
            if (points.Count == 1) points.Add((points[0].X + 2, points[0].Y));
            area.Move(points[0].X, bottom);
            foreach (var point in points) area.Line(point.X, point.Y);
            area.Line(points[^1].X, bottom);
            for (var i = 1; i < points.Count; i++) AddSegment(line, points[i - 1], points[i], thickness / 2);
            points.Clear();
        }
    }

    // A segment as a rectangle of its own keeps its thickness however steep it is. It is drawn a little longer than it is, so that the
    // corners between segments are filled.
    private static void AddSegment(AssPath line, (double X, double Y) from, (double X, double Y) to, double half)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Max(1e-6, Math.Sqrt((dx * dx) + (dy * dy)));
        (dx, dy) = (dx / length * half, dy / length * half);
        var reach = 0.5;
        line.Move(from.X - (dx * reach) + dy, from.Y - (dy * reach) - dx).Line(to.X + (dx * reach) + dy, to.Y + (dy * reach) - dx)
            .Line(to.X + (dx * reach) - dy, to.Y + (dy * reach) + dx).Line(from.X - (dx * reach) - dy, from.Y - (dy * reach) + dx);
    }
}
