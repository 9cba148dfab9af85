using Stvg.Core.Services;

namespace Stvg.Embedded.Live;

/// <summary>
/// The last few clips that were watched: a second sentence on the same file costs nothing. One clip is watched at a time, and who asks for
/// one that is being watched waits for that.
/// </summary>
internal sealed class ClipCache(ServerOptions options) : IAsyncDisposable
{
    private const int Kept = 4;

    private readonly SemaphoreSlim _watching = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly LinkedList<(Key Key, ClipAnalysis Clip)> _recent = new();

    /// <summary>The clip, watched now unless it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Is told how far it has been watched; null: nobody wants to know.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="Core.StvgException">The file cannot be watched.</exception>
    public async Task<ClipAnalysis> GetAsync(string path, IProgress<ClipWatched>? progress, CancellationToken ct)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, _stop.Token);
        await _watching.WaitAsync(both.Token).ConfigureAwait(false);
        try
        {
            var key = Key.Of(path);
            for (var node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key) continue;
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value.Clip;
            }

            var watching = new ClipOptions { Detector = options.Detector, Vision = options.Vision };
            var told = progress is null ? null : new Told(progress);
            var clip = await ClipEngine.AnalyseAsync(path, watching, told, both.Token).ConfigureAwait(false);
            _recent.AddFirst((key, clip));
            if (_recent.Count > Kept) _recent.RemoveLast();
            return clip;
        }
        finally
        {
            _watching.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.WaitAsync().ConfigureAwait(false); // whoever still watches ends first
        _watching.Dispose();
        _stop.Dispose();
    }

    private sealed class Told(IProgress<ClipWatched> progress) : IProgress<ClipProgress>
    {
        public void Report(ClipProgress value) => progress.Report(new ClipWatched(value.Frames, value.Total));
    }

    /// <summary>A file as it is now: one that was written again is another.</summary>
    private readonly record struct Key(string Path, long Bytes, DateTime WrittenAt)
    {
        public static Key Of(string path)
        {
            var file = new FileInfo(path);
            return new Key(path, file.Exists ? file.Length : 0, file.Exists ? file.LastWriteTimeUtc : default);
        }
    }
}
