using System.Buffers;
using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Core.Tracking;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>A copy of a camera's newest frame, in a rented buffer.</summary>
/// <param name="At">Capture time.</param>
/// <param name="Size">Size of the original frame.</param>
/// <param name="Image">The copy; empty where only the objects were asked for.</param>
/// <param name="Objects">What is in it.</param>
/// <param name="Buffer">What <paramref name="Image"/> lies in; null where there is none.</param>
internal readonly record struct LiveView(DateTimeOffset At, FrameSize Size, ImageView Image, TrackedObject[] Objects, byte[]? Buffer) : IDisposable
{
    private static readonly MarkOptions s_marks = new();

    public static LiveView Of(Frame frame, TrackedObject[] objects, bool picture)
    {
        if (!picture) return new(frame.CapturedAt, frame.Size, default, objects, null);
        var buffer = ArrayPool<byte>.Shared.Rent(frame.Image.Pixels.Length);
        frame.Image.Pixels.CopyTo(buffer);
        return new(frame.CapturedAt, frame.Size, frame.Image with { Pixels = buffer.AsMemory(0, frame.Image.Pixels.Length) }, objects, buffer);
    }

    public async Task<LivePicture> EncodeAsync(PictureRequest request, LivePictures pictures, CancellationToken ct)
    {
        if (Buffer is not null && request.Marks) Mark(Buffer);
        var jpeg = Buffer is null || request.Width is not { } width ? []
            : await pictures.EncodeAsync(Image, Math.Clamp(width, PictureRequest.Narrowest, PictureRequest.Widest), ct).ConfigureAwait(false);
        return new LivePicture(At, Size, [.. Objects.Select(o => new LiveObject(o.Id, CocoClasses.NameOf(o.Class) ?? "object", o.Box))], jpeg);
    }

    public void Dispose()
    {
        if (Buffer is not null) ArrayPool<byte>.Shared.Return(Buffer);
    }

    private void Mark(byte[] buffer)
    {
        var marks = MarkPlacement.Place(
            [.. Objects.Select(o => (o.Id, o.Id, o.Box))], [], Size, s_marks.Diameter * Math.Max(Size.Width, Size.Height));
        MarkPainter.Draw(buffer, Image.Width, Image.Height, Image.Stride, (float)Image.Width / Size.Width, marks, s_marks.Outline);
    }
}
