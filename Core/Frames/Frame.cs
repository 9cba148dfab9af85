using System.Buffers;

namespace Stvg.Core.Frames;

/// <summary>
/// One decoded frame. Its pixels live in a pooled buffer that goes back to the pool on <see cref="Dispose"/>;
/// exactly one owner disposes it, and nobody may use its views after that.
/// </summary>
public sealed class Frame : IDisposable
{
    private IMemoryOwner<byte>? _buffer;

    /// <summary>Wraps a pooled buffer; the frame owns it from now on.</summary>
    /// <param name="cameraId">The camera or file this frame comes from.</param>
    /// <param name="number">Frame number from 0, in order of presentation.</param>
    /// <param name="timestamp">The stream's own presentation time, counted from its first frame.</param>
    /// <param name="size">Size of the original picture, after rotation, before any scaling.</param>
    /// <param name="image">The picture for appearance and colours; scaled down when the original is very large.</param>
    /// <param name="detectorInput">The picture as the detector wants it (aspect kept, padded right and below), or null.</param>
    /// <param name="buffer">The memory behind both views.</param>
    public Frame(
        string cameraId, long number, TimeSpan timestamp, FrameSize size,
        ImageView image, DetectorInput? detectorInput, IMemoryOwner<byte> buffer)
    {
        (CameraId, Number, Timestamp, Size, Image, DetectorInput) = (cameraId, number, timestamp, size, image, detectorInput);
        _buffer = buffer;
    }

    /// <summary>The camera or file this frame comes from.</summary>
    public string CameraId { get; }

    /// <summary>Frame number from 0, in order of presentation.</summary>
    public long Number { get; }

    /// <summary>The stream's own presentation time, counted from its first frame.</summary>
    public TimeSpan Timestamp { get; }

    /// <summary>UTC time of capture; for files the time of the first frame is the file's epoch, so only differences mean anything.</summary>
    public DateTimeOffset CapturedAt { get; init; }

    /// <summary>Size of the original picture, after rotation; boxes everywhere are in these pixels.</summary>
    public FrameSize Size { get; }

    /// <summary>The picture for appearance and colours. Original pixels times <see cref="ImageScale"/>.</summary>
    public ImageView Image { get; }

    /// <summary>Pixels of <see cref="Image"/> per pixel of the original, at most 1.</summary>
    public float ImageScale => (float)Image.Width / Size.Width;

    /// <summary>The picture at the detector's input size, when the source was asked for one.</summary>
    public DetectorInput? DetectorInput { get; }

    /// <summary>Gives the pixels back to the pool. Safe to call twice.</summary>
    public void Dispose() => Interlocked.Exchange(ref _buffer, null)?.Dispose();
}

/// <summary>A picture scaled into a detector's input rectangle: content at the top-left, black elsewhere.</summary>
/// <param name="View">The whole rectangle, padding included; its size is the model's input size.</param>
/// <param name="ContentWidth">Columns that carry the picture.</param>
/// <param name="ContentHeight">Rows that carry the picture.</param>
public sealed record DetectorInput(ImageView View, int ContentWidth, int ContentHeight);
