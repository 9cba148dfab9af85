using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace Stvg.Grains.Tests.Support;

/// <summary>Storage that outlives every silo, with ETags as a database has them, and failures on demand.</summary>
internal sealed class SharedStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), (object State, long Version)> _states = new();
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _failing;

    /// <summary>Writes so far.</summary>
    public int Writes;

    /// <summary>From now on every write fails with this; null: no more.</summary>
    public string? Failing
    {
        get => _failing;
        set => _failing = value;
    }

    /// <summary>Completes with the first write.</summary>
    public Task WrittenAsync() => _written.Task.WaitAsync(TestCluster.Patience);

    /// <summary>As if somebody else had written every state: who writes next with an old ETag is refused.</summary>
    public void Touch()
    {
        foreach (var key in _states.Keys) _states.AddOrUpdate(
            key, _ => throw new InvalidOperationException(), (_, known) => (known.State, known.Version + 1));
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_states.TryGetValue((stateName, grainId), out var known))
            (grainState.State, grainState.ETag, grainState.RecordExists) =
                ((T)known.State, known.Version.ToString(CultureInfo.InvariantCulture), true);
        else
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_failing is { } reason) throw new IOException(reason);
        var version = _states.AddOrUpdate(
            (stateName, grainId),
            _ => grainState.ETag is null ? (Copy(grainState.State), 1) : throw Inconsistent(grainState.ETag, null),
            (_, known) => grainState.ETag == known.Version.ToString(CultureInfo.InvariantCulture)
                ? (Copy(grainState.State), known.Version + 1) : throw Inconsistent(grainState.ETag, known.Version)).Version;
        (grainState.ETag, grainState.RecordExists) = (version.ToString(CultureInfo.InvariantCulture), true);
        Interlocked.Increment(ref Writes);
        _written.TrySetResult();
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _states.TryRemove((stateName, grainId), out _);
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }

    // What was written must not change when the grain goes on using its object.
    private static object Copy<T>(T state) => state is Interfaces.Wire.CameraMemory memory ? memory with { } : state!;

    private static InconsistentStateException Inconsistent(string? given, long? stored) => new($"etag {given} is not {stored}");
}
