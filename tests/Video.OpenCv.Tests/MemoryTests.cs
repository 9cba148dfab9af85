using System.Diagnostics;
using System.Globalization;
using OpenCvSharp;
using Stvg.Core.Frames;

namespace Stvg.Video.OpenCv.Tests;

[Collection(nameof(Alone))]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int Frames = 1500;

    [Fact]
    public void A_picture_is_handed_over_where_it_lies()
    {
        // A part of a picture with gaps between its rows, as a detector's input has them.
        var pixels = GC.AllocateArray<byte>(64 * 48 * 3, pinned: true);
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)i;
        using var borrowed = new BorrowedMat(new ImageView(pixels, 64, 48, 64 * 3), 50, 40);
        unsafe
        {
            fixed (byte* first = pixels) Assert.Equal((nint)first, borrowed.Mat.Data);
        }

        Assert.Equal((50, 40, 64L * 3), (borrowed.Mat.Width, borrowed.Mat.Height, borrowed.Mat.Step()));
        pixels[(39 * 64 * 3) + 30] = 77;
        Assert.Equal(77, borrowed.Mat.At<Vec3b>(39, 10).Item0);
    }

    [Fact]
    public void Nothing_beyond_a_pictures_memory_is_ever_handed_over()
    {
        Assert.Throws<ArgumentException>(static () => { using var mat = new BorrowedMat(new ImageView(new byte[100], 10, 10, 30), 10, 10); });
        Assert.Throws<ArgumentException>(static () => { using var mat = new BorrowedMat(new ImageView(new byte[300], 10, 10, 30), 11, 10); });
    }

    /// <summary>What a leak of one working picture a frame would take is 190 MB, of its corners 2 MB.</summary>
    [Fact]
    public void Native_memory_is_flat_and_hardly_anything_is_allocated_per_frame()
    {
        using var pictures = new Pictures();
        using var motion = new FlowCameraMotion();
        using var background = new MixtureBackground();
        var shown = Enumerable.Range(0, 24).Select(i => pictures.Take(new Similarity(1, 0, -7 * Math.Abs(12 - i), i % 3))).ToArray();
        Play(300);
        var (before, managedBefore) = (Native(), GC.GetAllocatedBytesForCurrentThread());
        Play(Frames);
        var (grown, allocated) = (Native() - before, (GC.GetAllocatedBytesForCurrentThread() - managedBefore) / Frames);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Frames} frames: native memory grew by {grown / 1e6:0.0} MB; {allocated} managed bytes a frame"));
        Assert.InRange(grown, long.MinValue, 12_000_000);
        Assert.InRange(allocated, 0, 20_000);

        void Play(int frames)
        {
            for (var i = 0; i < frames; i++)
            {
                motion.Observe(shown[i % shown.Length], []);
                background.Observe(shown[i % shown.Length]);
            }
        }
    }

    /// <summary>What the process holds beside the managed heap.</summary>
    private static long Native()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 - GC.GetGCMemoryInfo().TotalCommittedBytes;
    }
}
