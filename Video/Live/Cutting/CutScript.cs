using System.Globalization;
using System.Text;
using Stvg.Core.Frames;
using Stvg.Video.Reading;
using Stvg.Video.Rendering;

namespace Stvg.Video.Live.Cutting;

/// <summary>What is drawn over a stretch of a recording, and the filter graphs that do it.</summary>
internal sealed class CutScript(OverlayLayout layout, RecordedCut cut)
{
    private const string Name = "cut.ass";
    private const int ClockLayer = 10;
    private readonly Timeline _timeline = new([.. cut.Times.Select(TimeSpan.FromSeconds)], cut.Fps);

    /// <summary>Draws a tube and the time.</summary>
    public void Write(CutTube tube) => Write((script, boxes) =>
    {
        WriteClock(script);
        var run = new List<Box>();
        for (var k = 0; k <= cut.Times.Count; k++)
        {
            var box = k < cut.Times.Count ? tube.BoxAt(cut.CapturedAt(cut.Times[k])) : null;
            if (box is { } there)
            {
                run.Add(there);
            }
            else if (run.Count > 0)
            {
                boxes.Write(k - run.Count, run, tube.Label, BoxWriter.Score(tube.Score));
                run.Clear();
            }
        }
    });

    /// <summary>Draws one box on all frames.</summary>
    public void Write(Box box, string label) =>
        Write((_, boxes) => boxes.Write(0, [.. Enumerable.Repeat(box, cut.Times.Count)], label, ""));

    /// <summary>FFmpeg's filter graph for the film, to the pad [out].</summary>
    public string FilmGraph() => $"{Frames(0, cut.Times.Count - 1)},{layout.Draw(Name)},{Overlay.FilmEnd}[out]";

    /// <summary>FFmpeg's filter graph for one frame.</summary>
    public string FrameGraph(int frame) => $"{Frames(frame, frame)},{layout.Draw(Name)}[out]";

    // The script's time runs slower, from the first frame on, see AssScript.
    private string Frames(int first, int last)
    {
        var span = _timeline.Frames(first, last);
        var zero = cut.Times[0];
        // The first frame's time is its border, and the last one's border is a guess at the frame rate.
        var begin = first == 0 ? zero - 1e-3 : zero + span.Begin;
        var end = last == cut.Times.Count - 1 ? cut.Times[last] + 1e-3 : zero + span.End;
        return $"[0:V:0]{FrameLayout.ClockFilter(cut.Fps)},trim=start={Number(begin)}:end={Number(end)}," +
            $"setpts='round((PTS-({Number(zero)})/TB)*{AssScript.Stretch})'";
    }

    private void Write(Action<AssScript, BoxWriter> draw)
    {
        try
        {
            using var writer = new StreamWriter(cut.Folder.File(Name), append: false, new UTF8Encoding(false));
            using var script = new AssScript(writer, layout.Canvas.Width, layout.Canvas.Height, layout.Font);
            draw(script, new BoxWriter(script, layout, _timeline));
        }
        catch (IOException e)
        {
            throw cut.Folder.Unwritable(e);
        }
    }

    private void WriteClock(AssScript script)
    {
        var (x, y) = (layout.PictureLeft + (layout.Font * 0.5), layout.Picture.Height - (layout.Font * 0.4));
        for (var first = 0; first < cut.Times.Count;)
        {
            var text = Second(first);
            var last = first;
            while (last + 1 < cut.Times.Count && Second(last + 1) == text) last++;
            script.Event(ClockLayer, _timeline.Frames(first, last), $@"\an1\pos({x:0.##},{y:0.##})\fs{layout.Font * 0.9:0.##}\bord2", text);
            first = last + 1;
        }
    }

    private string Second(int frame) =>
        cut.CapturedAt(cut.Times[frame]).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
