using Stvg.Core.Packing;

namespace Stvg.Core.Cameras.Wire;

/// <summary>
/// One update of a camera on its way to whoever watches it: an <see cref="UpdateWriter"/> makes it, an <see cref="UpdateReader"/> reads it.
/// </summary>
/// <param name="CameraId">The camera.</param>
/// <param name="Epoch">Grows with every owner and every connection of the camera.</param>
/// <param name="Sequence">Number of the update within the epoch, from 1.</param>
/// <param name="IsWhole">Whether it can be read by itself; else only after the message of the number before.</param>
/// <param name="Frame">The update's <see cref="CameraUpdate.Frame"/>.</param>
/// <param name="Content">The update. Not to be changed by whoever holds it. It has a checksum, also over everything else here.</param>
public sealed record UpdateMessage(string CameraId, long Epoch, long Sequence, bool IsWhole, int Frame, ReadOnlyMemory<byte> Content)
{
    private const string Damage = "a message of a camera is damaged: have its update written again, whole";

    /// <summary>All of it in one piece; the first byte is the version of the format.</summary>
    public byte[] ToBytes()
    {
        using var writer = new PackedWriter();
        writer.Byte(MessageSeal.Envelope);
        writer.Text(CameraId);
        writer.Signed(Epoch);
        writer.Signed(Sequence);
        writer.Byte((byte)(IsWhole ? 1 : 0));
        writer.Signed(Frame);
        writer.Raw(Content.Span);
        return writer.ToArray();
    }

    /// <summary>The message of bytes.</summary>
    /// <param name="bytes">What <see cref="ToBytes"/> gave; <see cref="Content"/> is a part of it, not a copy.</param>
    /// <exception cref="StvgException">
    /// The bytes are no message, or one of a newer version of the program. Lesser damage is found by the reader.
    /// </exception>
    public static UpdateMessage FromBytes(ReadOnlyMemory<byte> bytes)
    {
        var reader = new PackedReader(bytes.Span, "message", Damage);
        MessageSeal.CheckVersion(reader.Byte(), reader);
        var cameraId = reader.Text();
        long epoch = reader.Signed(), sequence = reader.Signed();
        var whole = reader.Byte();
        var frame = reader.Int32();
        if (whole > 1 || sequence < 1) throw reader.Damaged();
        return new UpdateMessage(cameraId, epoch, sequence, whole == 1, frame, bytes[^reader.Left..]);
    }
}
