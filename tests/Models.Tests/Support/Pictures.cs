using System.Buffers;
using Stvg.Core.Frames;

namespace Stvg.Models.Tests.Support;

/// <summary>Frames made by hand.</summary>
internal static class Pictures
{
    /// <summary>A frame in one grey.</summary>
    public static Frame Grey(byte value, int width = 64, int height = 64)
    {
        var pixels = new byte[3 * width * height];
        Array.Fill(pixels, value);
        return Of(pixels, width, height, new(width, height));
    }

    /// <summary>A frame whose detector input has the given pixels, B, G, R.</summary>
    public static Frame Of(Memory<byte> pixels, int width, int height, FrameSize size)
    {
        var view = new ImageView(pixels, width, height, 3 * width);
        return new("camera", 0, TimeSpan.Zero, size, view, new(view, width, height), MemoryPool<byte>.Shared.Rent(1));
    }
}

/// <summary>A black picture that whoever reads it has to wait for: it keeps a device busy for as long as a test wants.</summary>
internal sealed class GatedPicture : MemoryManager<byte>
{
    private readonly byte[] _pixels;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();

    public GatedPicture(int width = 64, int height = 64)
    {
        _pixels = new byte[3 * width * height];
        Frame = Pictures.Of(CreateMemory(_pixels.Length), width, height, new(width, height));
    }

    public Frame Frame { get; }

    /// <summary>Completes when the device reads the picture.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public void Open() => _open.Set();

    public override Span<byte> GetSpan()
    {
        _reached.TrySetResult();
        Assert.True(_open.Wait(TimeSpan.FromSeconds(20)), "nobody opened the gated picture");
        return _pixels;
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing) => _open.Set();
}
