using Stvg.Core.Frames;
using Stvg.Models.Catalogue;

namespace Stvg.Models.Detectors;

/// <summary>Sizes between a video's picture and a network's input.</summary>
internal static class InputGeometry
{
    /// <summary>
    /// The input size for a video: the longer side as the format says, the shorter one as the aspect ratio asks,
    /// both rounded up to the format's multiple. 768x576 with 416 and 32 gives 416x320; a portrait video is turned round.
    /// </summary>
    public static FrameSize Choose(FrameSize video, InputFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(video.Width, 1, nameof(video));
        ArgumentOutOfRangeException.ThrowIfLessThan(video.Height, 1, nameof(video));
        long multiple = format.SizeMultiple;
        var steps = (format.LongSide + multiple - 1) / multiple;
        long longer = Math.Max(video.Width, video.Height), shorter = Math.Min(video.Width, video.Height);
        var long32 = (int)(steps * multiple);
        var short32 = (int)(((format.LongSide * shorter) + (longer * multiple) - 1) / (longer * multiple) * multiple);
        return video.Width >= video.Height ? new(long32, short32) : new(short32, long32);
    }

    /// <summary>The size of a picture inside an input that keeps its aspect ratio: at least one side fills the input.</summary>
    public static FrameSize Fit(FrameSize video, FrameSize input)
    {
        var scale = Math.Min((double)input.Width / video.Width, (double)input.Height / video.Height);
        return new(Side(video.Width, input.Width), Side(video.Height, input.Height));

        int Side(int size, int limit) => Math.Clamp((int)Math.Round(size * scale), 1, limit);
    }
}
