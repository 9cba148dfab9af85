using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// Which sides of a box the picture's border cuts. A cut edge stands on the border: only the free one opposite tells how the object moves,
/// so that the box's size changes as fast as its object goes, and its centre half as fast.
/// </summary>
/// <param name="X">Along the picture's width.</param>
/// <param name="Y">Along its height.</param>
internal readonly record struct BorderCut(Side X, Side Y)
{
    /// <summary>An edge this near to the border is taken to be cut off by it: a share of the picture's side, and of the box's own length.</summary>
    private const float PictureShare = 0.01f, BoxShare = 0.02f;

    /// <summary>Whether any side is cut.</summary>
    public bool Any => X != Side.None || Y != Side.None;

    /// <summary>Of a box; none where the picture's size is not known.</summary>
    public static BorderCut Of(in Box box, FrameSize? frame)
    {
        if (frame is not { } size) return default;
        var margin = BoxShare * MathF.Max(box.Width, box.Height);
        return new BorderCut(Along(box.X, box.Right, size.Width, margin), Along(box.Y, box.Bottom, size.Height, margin));
    }

    /// <summary>
    /// What becomes of a coordinate when the cut along its axis changes: the free edge goes on as it did, and with it either the whole box
    /// or that edge alone.
    /// </summary>
    /// <param name="from">How it was cut.</param>
    /// <param name="to">How it is cut now.</param>
    /// <param name="length">Length of the picture along the axis, pixels.</param>
    /// <param name="centre">Of the box.</param>
    /// <param name="size">Of the box.</param>
    public static void Change(Side from, Side to, float length, ref AxisFilter centre, ref AxisFilter size)
    {
        if (from == to) return;
        if (from == Side.Both || to == Side.Both || (from != Side.None && to != Side.None))
        {
            // There is no free edge to go by.
            centre.RateVariance += centre.Rate * centre.Rate;
            size.RateVariance += size.Rate * size.Rate;
            return;
        }
        // The free edge is the upper one (in number) when the lower is cut, and the other way round.
        var sign = (to == Side.None ? from : to) == Side.Low ? 1 : -1;
        var (edge, rate) = (centre.Value + (sign * size.Value / 2), centre.Rate + (sign * size.Rate / 2));
        var rateVariance = centre.RateVariance + (size.RateVariance / 4);
        if (to == Side.None)
        {
            (centre.Rate, size.Rate) = (rate, 0);
        }
        else
        {
            var border = to == Side.Low ? 0 : length;
            (centre.Value, size.Value) = ((edge + border) / 2, MathF.Max(sign * (edge - border), 1));
            (centre.Rate, size.Rate) = (rate / 2, sign * rate);
        }
        // When exactly it happened is not known.
        centre.RateVariance = rateVariance + (rate * rate / 16);
        size.RateVariance = rateVariance + (rate * rate / 4);
    }

    private static Side Along(float low, float high, float length, float margin)
    {
        margin += PictureShare * length;
        return (low <= margin ? Side.Low : Side.None) | (high >= length - margin ? Side.High : Side.None);
    }
}

/// <summary>Ends of an axis.</summary>
[Flags]
internal enum Side
{
    None = 0,

    /// <summary>Left or top.</summary>
    Low = 1,

    /// <summary>Right or bottom.</summary>
    High = 2,

    Both = Low | High,
}
