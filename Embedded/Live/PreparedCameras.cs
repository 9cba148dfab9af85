using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>
/// Connections that were made ahead of their session: whoever is about to take a camera over connects before the owner before lets go, so that
/// next to nothing is missed in between.
/// </summary>
internal sealed partial class PreparedCameras : IAsyncDisposable
{
    // Nobody came: the camera stayed where it was, or went elsewhere.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Prepared> _waiting = new(StringComparer.Ordinal);

    /// <summary>Connects and waits for the first frame. False when that does not work; the session will say why when it tries.</summary>
    /// <param name="record">The camera, with its timeline.</param>
    /// <param name="context">What cameras share, with the folder that the session's recordings will have.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<bool> PrepareAsync(CameraRecord record, CameraContext context, CancellationToken ct)
    {
        // A file that is played fast has no hurry, and begins where it has to.
        if (record.Timeline is not { } timeline || record.Settings.Pace == Pace.Fast || record.Ended) return false;
        CameraConnection? connection = null;
        try
        {
            connection = await CameraConnection.OpenAsync(record, (_, _) => Task.FromResult(timeline), context, ct).ConfigureAwait(false);
            if (await connection.BeginAsync(ct).ConfigureAwait(false))
            {
                var prepared = new Prepared(connection, context.RecordingFolder);
                prepared.Expiry = context.Options.Time.CreateTimer(_ => _ = DropAsync(record.Settings.Id, prepared), null, s_patience, Timeout.InfiniteTimeSpan);
                if (_waiting.TryAdd(record.Settings.Id, prepared)) return true;
                await prepared.Expiry.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is StvgException or OperationCanceledException)
        {
            NotPrepared(context.Log, record.Settings.Id, e.Message);
        }

        if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>The connection to a camera, if there is one for exactly this session; it is the caller's from now on.</summary>
    public CameraConnection? Take(CameraRecord record, string recordingFolder)
    {
        if (!_waiting.TryRemove(record.Settings.Id, out var prepared)) return null;
        prepared.Expiry?.Dispose();
        if (prepared.RecordingFolder == recordingFolder && prepared.Connection.Record.AddedAt == record.AddedAt) return prepared.Connection;
        _ = prepared.Connection.DisposeAsync().AsTask();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (id, prepared) in _waiting.ToList()) await DropAsync(id, prepared).ConfigureAwait(false);
    }

    private async Task DropAsync(string cameraId, Prepared prepared)
    {
        if (!_waiting.TryRemove(new KeyValuePair<string, Prepared>(cameraId, prepared))) return;
        if (prepared.Expiry is { } expiry) await expiry.DisposeAsync().ConfigureAwait(false);
        await prepared.Connection.DisposeAsync().ConfigureAwait(false);
    }

    [LoggerMessage(LogLevel.Information, "camera {Camera} could not be connected to ahead: {Reason}")]
    private static partial void NotPrepared(ILogger log, string camera, string reason);

    private sealed class Prepared(CameraConnection connection, string recordingFolder)
    {
        public CameraConnection Connection => connection;

        public string RecordingFolder => recordingFolder;

        public ITimer? Expiry { get; set; }
    }
}
