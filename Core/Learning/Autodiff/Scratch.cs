using System.Buffers;

namespace Stvg.Core.Learning.Autodiff;

/// <summary>A buffer for the length of one operation. What is in it is not defined.</summary>
internal readonly struct Scratch(int length) : IDisposable
{
    private readonly float[] _buffer = ArrayPool<float>.Shared.Rent(length);

    /// <summary>The buffer, of the length that was asked for.</summary>
    public Span<float> Span => _buffer.AsSpan(0, length);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<float>.Shared.Return(_buffer);
}
