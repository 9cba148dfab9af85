using System.Text;
using Stvg.Client.Http;

namespace Stvg.Client.Tests.Http;

/// <summary>The format of server-sent events, as the HTML standard describes it.</summary>
public sealed class EventReaderTests
{
    [Fact]
    public async Task Fields_make_an_event()
    {
        var reader = Reader("event: opened\nid: 7\ndata: one\ndata:two\ndata\ndata:  three\n\n");
        Assert.Equal(new ServerEvent("opened", "one\ntwo\n\n three", "7"), await NextAsync(reader));
        Assert.Null(await NextAsync(reader));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    public async Task Lines_end_in_three_ways_and_come_in_any_pieces(string end)
    {
        var text = string.Join(end, "\uFEFFid: 1", "data: ä", "", ": comment", "event: closed", "data: x", "", "");
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var reader = new EventReader(new Pieces(bytes, piece));
            Assert.Equal(new ServerEvent("message", "ä", "1"), await NextAsync(reader));
            Assert.Equal(new ServerEvent("closed", "x", "1"), await NextAsync(reader));
            Assert.Null(await NextAsync(reader));
        }
    }

    [Fact]
    public async Task Id_counts_only_when_its_event_is_whole()
    {
        // The server died between an event's id and its end: coming back with 6 would lose event 6.
        var reader = Reader("id: 5\ndata: five\n\nid: 6\nevent: opened\ndata: si");
        Assert.Equal("five", (await NextAsync(reader))!.Value.Data);
        Assert.Null(await NextAsync(reader));
        Assert.Equal("5", reader.LastId);
    }

    [Fact]
    public async Task Event_without_data_is_no_event_but_its_id_counts()
    {
        var reader = Reader("retry: 2000\nid: 41\n\n:\n\nevent: opened\n\ndata: x\n\n");
        Assert.Equal(new ServerEvent("message", "x", "41"), await NextAsync(reader));
        Assert.Equal(("41", TimeSpan.FromSeconds(2)), (reader.LastId, reader.Retry));
    }

    [Fact]
    public async Task What_cannot_be_meant_is_passed_over()
    {
        var reader = Reader("id: 1\ndata: a\n\nid: 2\0\nretry: soon\nretry: -5\nEVENT: x\nunknown: y\ndata: b\n\nid\ndata: c\n\n");
        Assert.Equal("1", (await NextAsync(reader))!.Value.Id);
        Assert.Equal(new ServerEvent("message", "b", "1"), await NextAsync(reader));
        Assert.Equal(new ServerEvent("message", "c", ""), await NextAsync(reader)); // an empty id takes the last one back
        Assert.Null(reader.Retry);
    }

    [Fact]
    public async Task Line_without_end_is_refused()
    {
        var reader = new EventReader(new MemoryStream(new byte[5000]), longestLine: 1000);
        await Assert.ThrowsAsync<InvalidDataException>(() => NextAsync(reader));
    }

    [Fact]
    public async Task Everything_that_comes_is_a_sign_of_life()
    {
        var heard = 0;
        var reader = new EventReader(new Pieces(":\n\n:\n\n"u8.ToArray(), 3), () => heard++);
        Assert.Null(await NextAsync(reader));
        Assert.True(heard >= 2);
    }

    private static EventReader Reader(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static async Task<ServerEvent?> NextAsync(EventReader reader) => await reader.NextAsync(TestContext.Current.CancellationToken);

    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
