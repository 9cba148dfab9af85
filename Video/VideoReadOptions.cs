using Stvg.Core.Frames;

namespace Stvg.Video;

/// <summary>What a <see cref="VideoReader"/> makes of each frame.</summary>
public sealed record VideoReadOptions
{
    /// <summary>Rectangle to fit a second view into for a detector (aspect kept, top-left, black padding); null for no such view.</summary>
    public FrameSize? DetectorInput { get; init; }

    /// <summary><see cref="Frame.Image"/> is scaled down to this longest side, in pixels; never up.</summary>
    public int MaxImageSide { get; init; } = 1280;

    /// <summary>Frames that may be decoded and not yet taken by the consumer; then FFmpeg waits.</summary>
    public int BufferedFrames { get; init; } = 4;

    /// <summary>
    /// Threads of the decoder. 0 chooses half the processors, 1 to 4: decoding runs beside a detector that needs the rest, and beyond
    /// four threads a decoder only takes more memory.
    /// </summary>
    public int DecoderThreads { get; init; }

    /// <summary>
    /// Only these frames, by their numbers, ascending; null for all. The others are decoded and not delivered, and FFmpeg ends after the
    /// last. Times then count from the first of them, and <see cref="VideoReader.Summary"/> says nothing of the file.
    /// </summary>
    public IReadOnlyList<int>? Frames { get; init; }
}
