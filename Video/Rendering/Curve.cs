namespace Stvg.Video.Rendering;

/// <summary>The filled curve of one row.</summary>
internal static class Curve
{
    /// <summary>
    /// An outline between the bottom of the row and the scores, one point per pixel column at most: where many frames share a column,
    /// their mean. Frames without a score (NaN) leave a gap; frames outside the video are left out.
    /// </summary>
    /// <param name="row">The scores.</param>
    /// <param name="timeline">When the frames are.</param>
    /// <param name="x">Horizontal place of a frame.</param>
    /// <param name="top">Where a score of 1 is.</param>
    /// <param name="bottom">Where a score of 0 is.</param>
    public static AssPath Draw(RenderedRow row, Timeline timeline, Func<int, double> x, double top, double bottom)
    {
        var path = new AssPath();
        var points = new List<(double X, double Score)>();
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
        return path;

        void EndPoint()
        {
            if (count > 0) points.Add((column, sum / count));
            (sum, count) = (0, 0);
        }

        void EndPart()
        {
            if (points.Count == 0) return;
            // A single score is still to be seen.
            if (points.Count == 1) points.Add((points[0].X + 2, points[0].Score));
            path.Move(points[0].X, bottom);
            foreach (var (at, value) in points) path.Line(at, bottom - ((bottom - top) * value));
            path.Line(points[^1].X, bottom);
            points.Clear();
        }
    }
}
