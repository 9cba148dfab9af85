using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>Makes room: old recordings and old metadata are removed now and then, each by its own rule.</summary>
internal sealed partial class Retention : IAsyncDisposable
{
    private const int Batch = 100;
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    private readonly ServerOptions _options;
    private readonly IArchive _archive;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public Retention(ServerOptions options, IArchive archive, ILogger log)
    {
        (_options, _archive, _log) = (options, archive, log);
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Applies both rules once.</summary>
    public async Task ApplyAsync(CancellationToken ct)
    {
        var files = await RemoveFilesAsync(ct).ConfigureAwait(false);
        var rows = await _archive.ApplyRetentionAsync(new MetadataRetention(_options.KeepData, null), _options.Time.GetUtcNow(), ct).ConfigureAwait(false);
        if (files + rows > 0) Removed(_log, files, rows);
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    await ApplyAsync(_stop.Token).ConfigureAwait(false);
                }
                catch (Exception e) when (e is StvgException or IOException or UnauthorizedAccessException)
                {
                    Failed(_log, e.Message);
                }

                await Task.Delay(s_period, _options.Time, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end of the program.
        }
    }

    private async Task<int> RemoveFilesAsync(CancellationToken ct)
    {
        var oldest = _options.Video.Age is { } age ? _options.Time.GetUtcNow() - age : DateTimeOffset.MinValue;
        var excess = _options.Video.Bytes is { } most ? await _archive.RecordedBytesAsync(ct).ConfigureAwait(false) - most : 0;
        var removed = 0;
        while (true)
        {
            var segments = await _archive.OldestSegmentsAsync(Batch, ct).ConfigureAwait(false);
            var gone = new List<string>();
            foreach (var segment in segments)
            {
                if (segment.EndAt >= oldest && excess <= 0) break;
                // First the file: one that is listed and missing is harmless, one that nobody knows of would stay for ever.
                File.Delete(Path.Combine(_options.RecordingsFolder, segment.Path));
                gone.Add(segment.Path);
                excess -= segment.Bytes;
            }

            if (gone.Count > 0) await _archive.RemoveSegmentsAsync(gone, ct).ConfigureAwait(false);
            removed += gone.Count;
            if (gone.Count < Batch) return removed;
        }
    }

    [LoggerMessage(LogLevel.Information, "retention removed {Files} recorded files and {Rows} rows")]
    private static partial void Removed(ILogger log, int files, long rows);

    [LoggerMessage(LogLevel.Error, "retention could not make room: {Reason}")]
    private static partial void Failed(ILogger log, string reason);
}
