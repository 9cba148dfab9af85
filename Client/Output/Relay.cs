namespace Stvg.Client.Output;

/// <summary>Hands reports on at once; <see cref="Progress{T}"/> would post them to another thread, out of order.</summary>
internal sealed class Relay<T>(Action<T> receive) : IProgress<T>
{
    public void Report(T value) => receive(value);
}
