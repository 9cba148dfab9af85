using System.Buffers.Binary;
using System.Numerics;
using Stvg.Core.Packing;

namespace Stvg.Core.Cameras.Wire;

/// <summary>
/// Version and checksum (CRC-32C) before a message's content. A difference that was damaged on its way would pass into everything that is
/// built on it, so that a message is read only as it was written.
/// </summary>
/// <remarks>The layout of <see cref="Tubelets.TubeletCodec"/> is a part of this one: with a new version of that, this has one.</remarks>
internal static class MessageSeal
{
    /// <summary>The newest version; where a camera looks for no poses, or stands, messages are of an older one, which older programs can read.</summary>
    public const byte Version = Tubelets.TubeletCodec.Version;

    /// <summary>Version of what is around the content, which has not changed since.</summary>
    public const byte Envelope = 2;

    private const int Length = 1 + sizeof(uint);

    /// <summary>Content with its seal.</summary>
    public static UpdateMessage Seal(string cameraId, long epoch, long sequence, bool isWhole, int frame, ReadOnlySpan<byte> content, byte format)
    {
        var bytes = new byte[Length + content.Length];
        bytes[0] = format;
        content.CopyTo(bytes.AsSpan(Length));
        var message = new UpdateMessage(cameraId, epoch, sequence, isWhole, frame, bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), Checksum(message));
        return message;
    }

    /// <summary>A reader of the content, which is as it was written.</summary>
    /// <exception cref="StvgException">It is damaged, or of a newer version of the program.</exception>
    public static PackedReader Open(UpdateMessage message)
    {
        var reader = new PackedReader(message.Content.Span, "update", Damage(message));
        reader.Format = reader.Byte();
        CheckVersion(reader.Format, reader);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(reader.Raw(sizeof(uint)));
        return checksum == Checksum(message) ? reader : throw reader.Damaged();
    }

    public static void CheckVersion(byte version, in PackedReader reader)
    {
        if (version > Version)
            throw new StvgException($"a camera's update is of format {version}, this program knows up to {Version}: update it");
        if (version == 0) throw reader.Damaged();
    }

    private static string Damage(UpdateMessage message) =>
        $"update {message.Sequence} of camera '{message.CameraId}' is damaged: have it written again, whole";

    private static uint Checksum(UpdateMessage message)
    {
        var sum = uint.MaxValue;
        foreach (var letter in message.CameraId) sum = BitOperations.Crc32C(sum, letter);
        sum = BitOperations.Crc32C(sum, (ulong)message.Epoch);
        sum = BitOperations.Crc32C(sum, (ulong)message.Sequence);
        sum = BitOperations.Crc32C(sum, (uint)message.Frame);
        sum = BitOperations.Crc32C(sum, (byte)(message.IsWhole ? 1 : 0));
        var content = message.Content.Span[Length..];
        for (; content.Length >= sizeof(ulong); content = content[sizeof(ulong)..])
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(content));
        foreach (var part in content) sum = BitOperations.Crc32C(sum, part);
        return ~sum;
    }
}
