using System.Globalization;
using System.Text;
using Stvg.Core;
using Stvg.Video.Processes;
using Stvg.Video.Reading;

namespace Stvg.Video.Rendering;

/// <summary>
/// The script of one rendering, in a private folder of its own. FFmpeg runs in that folder and so needs only the script's plain name:
/// no path ever has to be quoted in a filter graph.
/// </summary>
internal sealed class Overlay : IDisposable
{
    private const string ScriptName = "overlay.ass";
    private readonly OverlayLayout _layout;
    private readonly Timeline _timeline;
    private readonly string _start;
    private readonly PrivateFolder _folder = new();

    private Overlay(VideoInfo info, OverlayLayout layout, Timeline timeline, double firstTime)
    {
        (_layout, _timeline) = (layout, timeline);
        // From here on times count from the first frame and run slower, as the script's do.
        _start = $"[0:V:0]{FrameLayout.ClockFilter(info.Fps)},setpts='round((PTS-({Number(firstTime)})/TB)*{AssScript.Stretch})'";
    }

    /// <summary>The private folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>Writes the script.</summary>
    public static async Task<Overlay> CreateAsync(
        VideoInfo info, IReadOnlyList<TimeSpan> timestamps, IReadOnlyList<RenderedTube> tubes, CancellationToken ct)
    {
        var firstTime = await FirstTimeAsync(info, ct).ConfigureAwait(false);
        var rows = tubes.Count == 0 ? 0 : Math.Min(tubes[0].Rows.Count, TubeRenderer.MaxRows);
        var layout = new OverlayLayout(info, tubes.Count == 0 ? "" : tubes[0].Tube.Query, rows, tubes.Count > 1 ? tubes.Count : 0);
        var timeline = new Timeline(timestamps, info.Fps);
        var overlay = new Overlay(info, layout, timeline, firstTime);
        try
        {
            using var writer = new StreamWriter(Path.Combine(overlay.Folder, ScriptName), append: false, new UTF8Encoding(false));
            using var script = new AssScript(writer, layout.Canvas.Width, layout.Canvas.Height, layout.Font);
            new StripWriter(script, layout, timeline).Write(tubes, rows);
            var boxes = new BoxWriter(script, layout, timeline);
            for (var i = 0; i < tubes.Count; i++) boxes.Write(tubes[i], i, tubes.Count);
        }
        catch (IOException e)
        {
            overlay.Dispose();
            throw overlay._folder.Unwritable(e);
        }
        catch
        {
            overlay.Dispose();
            throw;
        }
        return overlay;
    }

    /// <summary>FFmpeg's filter graph for the film, to the pad [out].</summary>
    public string FilmGraph() => $"{_start},{_layout.Draw(ScriptName)},{FilmEnd}[out]";

    /// <summary>From the drawn film back to video at its own speed.</summary>
    public static string FilmEnd => $"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,setpts='round(PTS/{AssScript.Stretch})'";

    /// <summary>FFmpeg's filter graph for one frame.</summary>
    public string FrameGraph(int frame) =>
        $"{_start},select='gte(t,{Number(_timeline.Frames(frame, frame).Begin * AssScript.Stretch)})',{_layout.Draw(ScriptName)}[out]";

    /// <summary>Removes the private folder.</summary>
    public void Dispose() => _folder.Dispose();

    private static async Task<double> FirstTimeAsync(VideoInfo info, CancellationToken ct)
    {
        await using var reader = VideoReader.Open(info, new() { MaxImageSide = 16, BufferedFrames = 1, DecoderThreads = 1 });
        await foreach (var frame in reader.ReadAsync(ct).ConfigureAwait(false))
        {
            frame.Dispose();
            return reader.FirstTime;
        }
        throw new StvgException($"no frame of '{info.Path}' can be decoded: check that the file is complete");
    }

    private static string Number(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
