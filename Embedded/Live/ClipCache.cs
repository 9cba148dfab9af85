namespace Stvg.Embedded.Live;

/// <summary>
/// The last few clips that were watched: a second sentence on the same file costs nothing. One clip is watched at a time, and who asks for
/// one that is being watched waits for that.
/// </summary>
internal sealed class ClipCache(ServerOptions options, IProgress<ClipProgress>? progress = null) : IAsyncDisposable
{
    private const int Kept = 4;

    private readonly SemaphoreSlim _watching = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly LinkedList<(Key Key, ClipAnalysis Clip)> _recent = new();

    /// <exception cref="Core.StvgException">The file cannot be watched.</exception>
    public async Task<ClipAnalysis> GetAsync(string path, CancellationToken ct)
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
            var clip = await ClipEngine.AnalyseAsync(path, watching, progress, both.Token).ConfigureAwait(false);
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
