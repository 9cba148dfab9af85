using System.Runtime.CompilerServices;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Models.Inference;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>One connection to a camera's source, and a place in the line of what looks at its frames: made by a session, or ahead of it.</summary>
internal sealed class CameraConnection : IAsyncDisposable
{
    private static readonly TimeSpan s_probeTimeout = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly List<RecordedFile> _unclaimed = [];
    private readonly string? _own;
    private readonly TimeProvider _time;
    private IAsyncEnumerator<Frame>? _frames;
    private Task<bool>? _next;
    private Action<RecordedFile>? _keep;

    private CameraConnection(CameraRecord record, LiveInfo info, CameraTimeline timeline, IDetectorLine client, CameraContext context)
    {
        (Record, Info, Timeline, Client, _time) = (record, info, timeline, client, context.Options.Time);
        var settings = record.Settings;
        RecordingOptions? recording = null;
        if (settings.Recording && context.Options.Recording)
        {
            var folder = Path.Combine(context.Options.RecordingsFolder, settings.Id, context.RecordingFolder);
            recording = new RecordingOptions(folder, context.Options.SegmentLength, Keep);
            if (context.RecordingFolder.Length > 0) _own = folder;
        }

        Reader = LiveReader.Open(info, new LiveReadOptions
        {
            CameraId = settings.Id,
            Timeline = timeline,
            DetectorInput = client.InputSize,
            Pace = settings.Pace,
            Loop = settings.Loop,
            Masks = settings.Masks,
            Recording = recording,
            StallTimeout = context.Options.StallTimeout,
            Time = context.Options.Time,
        });
    }

    /// <summary>The camera.</summary>
    public CameraRecord Record { get; }

    /// <summary>What the source is.</summary>
    public LiveInfo Info { get; }

    /// <summary>What frame numbers mean.</summary>
    public CameraTimeline Timeline { get; }

    /// <summary>Who looks at the frames.</summary>
    public IDetectorLine Client { get; }

    /// <summary>The frames' source, for its counters.</summary>
    public LiveReader Reader { get; }

    /// <summary>Probes the source and takes a place in line; frames come with <see cref="FramesAsync"/> or <see cref="BeginAsync"/>.</summary>
    /// <param name="record">The camera.</param>
    /// <param name="timeline">Gives the timeline of a camera, which is made when it is connected to for the first time.</param>
    /// <param name="context">What cameras share.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StreamLostException">The source cannot be reached now.</exception>
    /// <exception cref="StvgException">It cannot be watched as it is.</exception>
    public static async Task<CameraConnection> OpenAsync(
        CameraRecord record, Func<LiveInfo, CancellationToken, Task<CameraTimeline>> timeline, CameraContext context, CancellationToken ct)
    {
        var info = await ProbeAsync(record.Settings, context, ct).ConfigureAwait(false);
        var times = await timeline(info, ct).ConfigureAwait(false);
        var policy = record.Settings.Pace == Pace.Fast ? QueuePolicy.Lossless : QueuePolicy.LatestOnly;
        var client = await context.Detectors.OpenAsync(record.Settings.Id, context.Detector, info.Size, policy, ct).ConfigureAwait(false);
        try
        {
            return new CameraConnection(record, info, times, client, context);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Connects, and returns when the first frame has come and was looked at, so that networks are loaded; those that nobody takes give way to
    /// newer ones.
    /// </summary>
    /// <exception cref="StvgException">No frame comes.</exception>
    public async Task<bool> BeginAsync(CancellationToken ct)
    {
        _frames = Reader.ReadAsync(_end.Token).GetAsyncEnumerator(CancellationToken.None);
        _next = _frames.MoveNextAsync().AsTask();
        if (!await _next.WaitAsync(ct).ConfigureAwait(false)) return false;
        using var found = await Client.FindAsync(_frames.Current, ct).ConfigureAwait(false);
        return true;
    }

    /// <summary>The frames; of a connection that was begun ahead only those from now on.</summary>
    public async IAsyncEnumerable<Frame> FramesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var cancelling = ct.Register(() => _end.Cancel());
        var since = _frames is null ? DateTimeOffset.MinValue : _time.GetUtcNow();
        _frames ??= Reader.ReadAsync(_end.Token).GetAsyncEnumerator(CancellationToken.None);
        _next ??= _frames.MoveNextAsync().AsTask();
        while (await _next.ConfigureAwait(false))
        {
            var frame = _frames.Current;
            _next = null;
            if (frame.CapturedAt < since) frame.Dispose();
            else yield return frame;
            _next = _frames.MoveNextAsync().AsTask();
        }
    }

    /// <summary>Says who notes recorded files; those that were there before are noted at once.</summary>
    public void Claim(Action<RecordedFile> keep)
    {
        lock (_gate)
        {
            _keep = keep;
            foreach (var file in _unclaimed) keep(file);
            _unclaimed.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        if (_frames is not null) await EndFramesAsync(_frames).ConfigureAwait(false);
        await Reader.DisposeAsync().ConfigureAwait(false);
        Client.Dispose();
        _end.Dispose();
        // What nobody claimed would lie there for ever: the archive does not know of it.
        if (_keep is null && _own is not null && Directory.Exists(_own)) Directory.Delete(_own, recursive: true);
    }

    private async Task EndFramesAsync(IAsyncEnumerator<Frame> frames)
    {
        try
        {
            if (_next is not null && await _next.ConfigureAwait(false)) frames.Current.Dispose();
        }
        catch (Exception e) when (e is OperationCanceledException or StvgException or ObjectDisposedException)
        {
            // Whoever took frames was told; ahead of a session nobody minds.
        }

        await frames.DisposeAsync().ConfigureAwait(false);
    }

    private void Keep(RecordedFile file)
    {
        lock (_gate)
        {
            if (_keep is null) _unclaimed.Add(file);
            else _keep(file);
        }
    }

    /// <summary>Checked at every connection: a name may lead elsewhere by now, and a name server may be away for a while.</summary>
    private static async Task<LiveInfo> ProbeAsync(CameraSettings settings, CameraContext context, CancellationToken ct)
    {
        try
        {
            var address = await context.Policy.CheckAsync(settings.Source, ct).ConfigureAwait(false);
            return await SourceProbe.ProbeAsync(address, s_probeTimeout, ct, context.Options.Vision?.Captures).ConfigureAwait(false);
        }
        catch (StvgException e) when (!SourceAddress.Parse(settings.Source).IsFile)
        {
            throw new StreamLostException(e);
        }
    }
}
