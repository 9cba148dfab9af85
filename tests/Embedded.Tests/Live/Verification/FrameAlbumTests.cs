using System.Buffers;
using Stvg.Core.Frames;
using Stvg.Embedded.Live.Verification;

namespace Stvg.Embedded.Tests.Live.Verification;

public sealed class FrameAlbumTests
{
    [Fact]
    public void Two_pictures_a_second_are_kept_the_newest_sixteen_scaled_down()
    {
        var album = new FrameAlbum(32);
        for (var number = 0; number < 200; number++) album.Offer(Frame(number, 60, 40, (byte)number)); // ten a second
        var kept = album.Take("gate", 0, 1000, 64);
        Assert.Equal(Enumerable.Range(24, 16).Select(i => 5 * i), kept.Select(f => f.Number));
        Assert.All(kept, f => Assert.Equal((30, 20), (f.Width, f.Height)));
        Assert.All(kept, f => Assert.All(f.Pixels, p => Assert.Equal((byte)f.Number, p)));
        Assert.Equal([150, 170], album.Take("gate", 150, 174, 2).Select(f => f.Number));
        Assert.Empty(album.Take("other", 0, 1000, 8));
        Assert.Empty(album.Take("gate", 1, 4, 8));
        album.Forget("gate");
        Assert.Empty(album.Take("gate", 0, 1000, 8));
    }

    [Fact]
    public void What_was_taken_stays_as_it_is_and_keeping_allocates_nothing_once_warm()
    {
        var album = new FrameAlbum(64);
        for (var number = 0; number < 100; number++) album.Offer(Frame(number, 60, 40, 1));
        var taken = album.Take("gate", 0, 1000, 64);
        var frames = Enumerable.Range(100, 100).Select(n => Frame(n, 60, 40, 2)).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var frame in frames) album.Offer(frame);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.All(taken, f => Assert.All(f.Pixels, p => Assert.Equal(1, p)));
    }

    private static Frame Frame(int number, int width, int height, byte value)
    {
        var owner = MemoryPool<byte>.Shared.Rent(width * height * 3);
        owner.Memory.Span.Fill(value);
        var image = new ImageView(owner.Memory, width, height, width * 3);
        return new Frame("gate", number, TimeSpan.FromSeconds(number / 10.0), new FrameSize(width, height), image, null, owner)
        {
            CapturedAt = DateTimeOffset.UnixEpoch.AddSeconds(number / 10.0),
        };
    }
}
