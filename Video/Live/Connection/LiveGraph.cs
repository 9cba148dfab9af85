using System.Globalization;
using Stvg.Video.Reading;

namespace Stvg.Video.Live.Connection;

/// <summary>
/// FFmpeg's filter graph for a camera: from its pictures to those that are looked at ([out]) and, where the stream cannot be kept as it
/// comes, to those that are recorded ([rec]).
/// </summary>
internal sealed record LiveGraph(LiveInfo Info, double TicksPerSecond, bool Masked, bool Recorded)
{
    /// <summary>
    /// FFmpeg must not build the graph anew when a camera changes the size of its pictures: the mask has been read by then and would be
    /// missing from the new one.
    /// </summary>
    public static readonly string[] KeepGraph = ["-reinit_filter", "0"];

    /// <summary>Whether the source has more frames than the grid has ticks. A little more is not worth a filter.</summary>
    private bool IsThinned => Info.Fps > 1.1 * TicksPerSecond;

    /// <summary>The whole.</summary>
    public string Text(FrameLayout layout)
    {
        // What is looked at gets counted times once its own have been told: those may jump, which filters that join pictures do not like.
        var seen = $"[0:V:0]{(Info.Ends ? FrameLayout.ClockFilter(Info.Fps) : GivenTimes)}{Thinned},{FrameLayout.TellTimes},setpts=N";
        var kept = $"[0:V:0]{FrameLayout.ClockFilter(Info.Fps)}";
        if (!Masked) return layout.Graph(seen) + (Recorded ? $";{kept},{Encodable}[rec]" : "");
        var masks = $"[1:V:0]setpts='-1e9',{(Recorded ? "split[mask][mask2]" : "null[mask]")}";
        var hidden = $"{masks};{seen},{ToSize}[whole];[whole][mask]{Lay}";
        return layout.Graph(hidden) + (Recorded ? $";{kept},{ToSize}[whole2];[whole2][mask2]{Lay},{Encodable}[rec]" : "");
    }

    // The masks are drawn for this size, whatever the camera sends by now.
    private string ToSize => $"scale={Info.Size.Width}:{Info.Size.Height}:flags={FrameLayout.Scaler}";

    // In the mask's own format: converted, its edges might be lost.
    private static string Lay => "overlay=format=yuv420:eof_action=repeat";

    // H.264 wants even sides; who cuts clips out of the recording scales back.
    private static string Encodable => $"scale='ceil(iw/2)*2':'ceil(ih/2)*2':flags={FrameLayout.Scaler},format=yuv420p";

    // A camera's own times, jumps and all; a frame without one follows after a period.
    private string GivenTimes => $"setpts='if(isnan(PTS),if(isnan(PREV_OUTPTS),0,PREV_OUTPTS+{Number(1 / Info.Fps)}/TB),PTS)'";

    // Each tick gets the frame nearest to it: the first that is at most half the distance between two frames before it. Variable 0 is the
    // next free tick, 1 the frame's place among the ticks, 2 the tick that it would get, 3 the distance. After a jump back all begins anew.
    private string Thinned => !IsThinned ? "" :
        $",select='st(1,(t-start_t)*{Number(TicksPerSecond)});if(gt(ld(0)-ld(1),{Number((2 * TicksPerSecond) + 3)}),st(0,round(ld(1))));" +
        $"st(2,max(round(ld(1)),ld(0)));st(3,if(isnan(prev_t),1,min(1,(t-prev_t)*{Number(TicksPerSecond)})));" +
        "if(lte(ld(2)-ld(1),0.5*ld(3)+1e-6),st(0,ld(2)+1)*0+1,0)'";

    private static string Number(double value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
