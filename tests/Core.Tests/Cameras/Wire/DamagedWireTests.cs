using System.Buffers.Binary;
using System.Numerics;
using Stvg.Core.Cameras.Wire;

namespace Stvg.Core.Tests.Cameras.Wire;

/// <summary>Bytes that are not what was written.</summary>
public sealed class DamagedWireTests
{
    private const int Seal = 5;

    [Fact]
    public void Any_damage_is_found_and_changes_nothing()
    {
        var writer = new UpdateWriter("gate", 1);
        var random = new Random(2);
        foreach (var update in Street.All.Skip(40).Take(120).Where((_, i) => i % 4 == 0))
        {
            var message = writer.Write(update);
            var good = message.ToBytes();
            var reader = new UpdateReader();
            if (!message.IsWhole) reader.Read(Before, out _);
            var (latest, sequence) = (reader.Latest, reader.Sequence);
            for (var round = 0; round < 60; round++)
            {
                var bytes = good[..(round % 5 == 0 ? random.Next(good.Length) : good.Length)];
                for (var i = 0; i <= round % 3 && bytes.Length > 0; i++) bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
                if (bytes.AsSpan().SequenceEqual(good)) continue;
                Assert.Throws<StvgException>(() => reader.Read(UpdateMessage.FromBytes(bytes), out _));
                Assert.Same(latest, reader.Latest);
                Assert.Equal(sequence, reader.Sequence);
            }

            Assert.Equal(UpdateReception.Taken, reader.Read(UpdateMessage.FromBytes(good), out var updates));
            Assert.Equal(Street.Text(update), Street.Text(updates[0]));
            Before = writer.WriteWhole();
        }
    }

    [Fact]
    public void Content_that_makes_no_sense_under_a_right_checksum_is_refused_or_read_as_something_but_takes_little_memory()
    {
        // As from a program with a bug, or with ill intent.
        var writer = new UpdateWriter("gate", 1);
        var messages = Street.All.Skip(100).Take(3).Select(writer.Write).ToList();
        var random = new Random(6);
        var refused = 0;
        for (var round = 0; round < 1500; round++)
        {
            var message = messages[round % 3 == 0 ? 0 : 1];
            var content = message.Content.ToArray();
            for (var i = 0; i <= round % 4; i++) content[random.Next(Seal, content.Length)] = (byte)(random.Next(4) == 0 ? 255 : random.Next(256));
            var reader = new UpdateReader();
            if (!message.IsWhole) reader.Read(messages[0], out _);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                reader.Read(Sealed(message with { Content = content }), out _);
            }
            catch (StvgException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000 + (2000L * content.Length));
        }

        Assert.InRange(refused, 500, 1500);
    }

    [Fact]
    public void A_damaged_one_that_waited_is_dropped_when_its_turn_comes()
    {
        var writer = new UpdateWriter("gate", 1);
        var messages = Street.All.Take(4).Select(writer.Write).ToList();
        var reader = new UpdateReader();
        reader.Read(messages[0], out _);
        var cut = Sealed(messages[2] with { Content = messages[2].Content[..^1].ToArray() });
        Assert.Equal(UpdateReception.Missing, reader.Read(cut, out _));
        var error = Assert.Throws<StvgException>(() => reader.Read(messages[1], out _));
        Assert.Equal("update 3 of camera 'gate' is damaged: have it written again, whole", error.Message);
        Assert.Equal(1, reader.Sequence);
        Assert.Equal(UpdateReception.Taken, reader.Read(messages[1], out var updates));
        Assert.Single(updates);
    }

    [Fact]
    public void A_message_of_a_newer_program_is_refused_with_advice()
    {
        var message = new UpdateWriter("gate", 1).Write(Street.All[0]);
        var bytes = message.ToBytes();
        bytes[0] = 9;
        const string expected = "a camera's update is of format 9, this program knows up to 3: update it";
        Assert.Equal(expected, Assert.Throws<StvgException>(() => UpdateMessage.FromBytes(bytes)).Message);
        var content = message.Content.ToArray();
        content[0] = 9;
        Assert.Equal(expected, Assert.Throws<StvgException>(() => new UpdateReader().Read(message with { Content = content }, out _)).Message);
        Assert.Throws<StvgException>(() => UpdateMessage.FromBytes(default));
        Assert.Throws<StvgException>(() => new UpdateReader().Read(message with { Content = default }, out _));
    }

    [Fact]
    public void A_message_survives_as_bytes()
    {
        var message = new UpdateWriter("gate", long.MinValue).Write(Street.All[0] with { Frame = -3 });
        var read = UpdateMessage.FromBytes(message.ToBytes());
        Assert.Equal(message with { Content = default }, read with { Content = default });
        Assert.Equal(message.Content.ToArray(), read.Content.ToArray());
        Assert.Equal(UpdateReception.Taken, new UpdateReader().Read(read, out _));
    }

    private UpdateMessage Before { get; set; } = new("", 0, 1, true, 0, default);

    /// <summary>The message with the checksum that belongs to it (CRC-32C, as the format says).</summary>
    private static UpdateMessage Sealed(UpdateMessage message)
    {
        var content = message.Content.ToArray();
        var sum = uint.MaxValue;
        foreach (var letter in message.CameraId) sum = BitOperations.Crc32C(sum, letter);
        sum = BitOperations.Crc32C(sum, (ulong)message.Epoch);
        sum = BitOperations.Crc32C(sum, (ulong)message.Sequence);
        sum = BitOperations.Crc32C(sum, (uint)message.Frame);
        sum = BitOperations.Crc32C(sum, (byte)(message.IsWhole ? 1 : 0));
        foreach (var part in content.AsSpan(Seal)) sum = BitOperations.Crc32C(sum, part);
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(1), ~sum);
        return message with { Content = content };
    }
}
