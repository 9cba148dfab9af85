using Stvg.Core.Frames;

namespace Stvg.Core.Alerts.Watching;

/// <summary>When an object stands in a zone.</summary>
internal static class ZoneStretch
{
    /// <summary>The last stretch within some frames of a look in which the object's foot is inside one of the zones; null when it never is.</summary>
    /// <param name="look">The object.</param>
    /// <param name="zones">Areas, any of which will do.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="begin">First frame.</param>
    /// <param name="end">Last frame, inclusive.</param>
    /// <param name="gap">So many frames outside do not end it.</param>
    public static (int Begin, int End)? Last(Look look, Polygon[] zones, FrameSize size, int begin, int end, int gap)
    {
        var last = end;
        while (last >= begin && !IsIn(last)) last--;
        if (last < begin) return null;
        var first = last;
        for (var frame = last - 1; frame >= begin && first - frame <= gap + 1; frame--)
            if (IsIn(frame)) first = frame;
        return (first, last);

        bool IsIn(int frame)
        {
            var box = look.BoxAt(frame);
            foreach (var zone in zones)
                if (zone.ContainsFoot(box, size)) return true;
            return false;
        }
    }
}
