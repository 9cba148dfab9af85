using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace Stvg.Bench.Cluster;

/// <summary>
/// Storage beside all silos, as a database is: state is written as text and read again. The runtime's own storage in memory is grains,
/// which would pass for traffic between silos.
/// </summary>
internal sealed class SharedStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), (byte[] State, long Version)> _states = new();

    /// <summary>Bytes that were written so far.</summary>
    public long Bytes;

    /// <summary>Writes so far.</summary>
    public long Writes;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_states.TryGetValue((stateName, grainId), out var known))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) =
                (JsonSerializer.Deserialize<T>(known.State)!, known.Version.ToString(CultureInfo.InvariantCulture), true);
        }
        else
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(grainState.State);
        var version = _states.AddOrUpdate((stateName, grainId), (written, 1), (_, known) => (written, known.Version + 1)).Version;
        (grainState.ETag, grainState.RecordExists) = (version.ToString(CultureInfo.InvariantCulture), true);
        Interlocked.Add(ref Bytes, written.Length);
        Interlocked.Increment(ref Writes);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _states.TryRemove((stateName, grainId), out _);
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }
}
