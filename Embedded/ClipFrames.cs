using Stvg.Core;
using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Video;
using Stvg.Video.Live;

namespace Stvg.Embedded;

/// <summary>Some frames of a clip as pictures of their own, small enough to be kept, with marks drawn into them if wanted.</summary>
/// <param name="Size">Size of the original frames, in whose pixels marks are.</param>
/// <param name="Frames">Frames by number, ascending.</param>
public sealed record ClipFrames(FrameSize Size, IReadOnlyList<ClipFrame> Frames)
{
    /// <summary>Longest side of the pictures, pixels, unless said otherwise.</summary>
    public const int DefaultSide = 768;

    /// <summary>Reads frames of a clip that was watched.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="frames">Frame numbers, ascending.</param>
    /// <param name="side">Longest side of the pictures; none is scaled up.</param>
    /// <param name="ct">Ends FFmpeg at once.</param>
    /// <exception cref="StvgException">The file cannot be read any more, or became shorter.</exception>
    public static async Task<ClipFrames> ReadAsync(ClipAnalysis clip, IReadOnlyList<int> frames, int side, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(frames);
        var read = new List<ClipFrame>(frames.Count);
        var reader = VideoReader.Open(clip.Info, new VideoReadOptions { Frames = frames, MaxImageSide = side });
        await using (reader.ConfigureAwait(false))
        {
            await foreach (var frame in reader.ReadAsync(ct).ConfigureAwait(false))
                using (frame) read.Add(ClipFrame.Copy((int)frame.Number, clip.Scene.TimeOf((int)frame.Number), frame.Image));
        }

        if (read.Count < frames.Count)
            throw new StvgException($"'{clip.Path}' has no frame {frames[read.Count]} any more: was it written again?");
        return new ClipFrames(clip.Size, read);
    }

    /// <summary>The frames with marks drawn into them; these here stay as they are.</summary>
    public ClipFrames With(MarkedClip marks, bool outline)
    {
        ArgumentNullException.ThrowIfNull(marks);
        var byFrame = marks.Frames.ToDictionary(f => f.Frame, f => f.Marks);
        return this with { Frames = [.. Frames.Select(f => f.With(byFrame.GetValueOrDefault(f.Number) ?? [], Size, outline))] };
    }

    /// <summary>One JPEG for each frame.</summary>
    public Task<IReadOnlyList<byte[]>> JpegsAsync(CancellationToken ct) =>
        PictureEncoder.EncodeJpegsAsync([.. Frames.Select(f => f.View)], ct);

    /// <summary>All frames on one sheet, four in a row.</summary>
    public Task<byte[]> SheetAsync(CancellationToken ct) => PictureEncoder.EncodeSheetAsync([.. Frames.Select(f => f.View)], 4, 480, ct);
}

/// <summary>A frame's picture: 8-bit BGR without gaps.</summary>
/// <param name="Number">Frame number.</param>
/// <param name="Time">Stream time.</param>
/// <param name="Width">Width of the picture.</param>
/// <param name="Height">Height of the picture.</param>
/// <param name="Pixels">Its pixels.</param>
public sealed record ClipFrame(int Number, TimeSpan Time, int Width, int Height, byte[] Pixels)
{
    /// <summary>The picture.</summary>
    public ImageView View => new(Pixels, Width, Height, Width * 3);

    internal static ClipFrame Copy(int number, TimeSpan time, ImageView image)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(image.Width * image.Height * 3);
        for (var y = 0; y < image.Height; y++) image.Row(y).CopyTo(pixels.AsSpan(y * image.Width * 3));
        return new ClipFrame(number, time, image.Width, image.Height, pixels);
    }

    internal ClipFrame With(IReadOnlyList<PlacedMark> marks, FrameSize size, bool outline)
    {
        var pixels = (byte[])Pixels.Clone();
        MarkPainter.Draw(pixels, Width, Height, Width * 3, (float)Width / size.Width, [.. marks], outline);
        return this with { Pixels = pixels };
    }
}
