using System.Collections.Concurrent;
using System.Diagnostics;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Storage;

namespace Stvg.Bench.Cluster;

/// <summary>Cameras that tell what was recorded, each a little later than the one before.</summary>
/// <param name="recording">What they see.</param>
/// <param name="what">How many, how fast, and whether each tracks.</param>
internal sealed class ReplayRunners(Recording recording, Case what) : ICameraRunners
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, DateTimeOffset>> _told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CameraTimeline> _timelines = new(StringComparer.Ordinal);

    public Case Case => what;

    /// <summary>Frames that were dealt with so far, over all cameras.</summary>
    public long Posted;

    /// <summary>The largest delay of an update behind its time, ticks.</summary>
    public long Late;

    /// <summary>Nothing is told before this is set.</summary>
    public TaskCompletionSource Begin { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationTokenSource End { get; } = new();

    public ICameraRunner Start(
        CameraRecord camera, ICameraArchive archive, IUpdateSink updates, string recordingFolder, Task<CameraUpdate?> before) =>
        new Runner(this, camera.Settings.Id, updates);

    private sealed class Runner : ICameraRunner
    {
        private readonly Task _running;
        private long _frames;

        public Runner(ReplayRunners all, string id, IUpdateSink updates) => _running = Task.Run(() => RunAsync(all, id, updates));

        public CameraStatus Status => new() { Phase = CameraPhase.Running, FramesDecoded = _frames, FramesDetected = _frames };

        public void Restart() { }

        public Task<byte[]?> SnapshotAsync(bool marks, CancellationToken ct) => Task.FromResult<byte[]?>(null);

        public Task<LivePicture?> PictureAsync(PictureRequest request, CancellationToken ct) => Task.FromResult<LivePicture?>(null);

        public async ValueTask DisposeAsync() => await _running;

        private async Task RunAsync(ReplayRunners all, string id, IUpdateSink updates)
        {
            try
            {
                await all.Begin.Task.WaitAsync(all.End.Token);
                var begun = Stopwatch.GetTimestamp();
                // Cameras are at different places of the recording, and do not tell all at once.
                var phase = (uint)id.GetHashCode(StringComparison.Ordinal) % 1000 / 1000.0 / all.Case.WarmUpRate;
                var first = (int)((uint)id.GetHashCode(StringComparison.Ordinal) / 1000 % (uint)(all.Recording.Count / 2));
                // After warming up, which may be faster than it happened, frames come when their numbers say.
                var epoch = DateTimeOffset.UtcNow.AddSeconds(
                    phase + all.Due(Case.WarmUpFrames) - (Case.WarmUpFrames / Recording.Fps));
                var machine = all.Case.Tracks ? all.Recording.Machine(id, epoch) : null;
                var timeline = new CameraTimeline(machine is null ? epoch.AddSeconds(-first / Recording.Fps) : epoch, Recording.Fps);
                all._timelines[id] = timeline;
                var told = all._told.GetOrAdd(id, static _ => []);
                for (var i = 0; machine is not null || first + i < all.Recording.Count; i++)
                {
                    var pause = TimeSpan.FromSeconds(phase + all.Due(i)) - Stopwatch.GetElapsedTime(begun);
                    if (pause > TimeSpan.Zero) await Task.Delay(pause, all.End.Token);
                    else all.Late = Math.Max(all.Late, -pause.Ticks);
                    var update = machine is null
                        ? all.Recording.Updates[first + i] with { CameraId = id, Timeline = timeline }
                        : all.Recording.Watch(machine, id, first + i, i);
                    if (update is not null) told[update.Frame] = DateTimeOffset.UtcNow;
                    if (update is not null) await updates.PostAsync(update, all.End.Token);
                    _frames++;
                    Interlocked.Increment(ref all.Posted);
                }
            }
            catch (OperationCanceledException)
            {
                // The measurement is over.
            }
        }
    }

    private Recording Recording => recording;

    /// <summary>How long warming up takes, seconds.</summary>
    public double WarmUpSeconds => (Case.WarmUpFrames + 1) / what.WarmUpRate;

    /// <summary>
    /// From the telling of the frame on which an alert opened to the alert's being written, milliseconds; null for other changes.
    /// </summary>
    public double? Delay(AlertRecord change)
    {
        if (change.Alert.State != AlertState.Opened || !_timelines.TryGetValue(change.Alert.CameraId, out var timeline)) return null;
        var frame = (int)Math.Round((change.Alert.OpenedAt - timeline.Epoch).TotalSeconds * timeline.FramesPerSecond);
        return _told[change.Alert.CameraId].TryGetValue(frame, out var told) ? (change.WrittenAt - told).TotalMilliseconds : null;
    }

    private double Due(int frame) => frame < Case.WarmUpFrames
        ? frame / what.WarmUpRate : (Case.WarmUpFrames / what.WarmUpRate) + ((frame - Case.WarmUpFrames) / what.Rate);
}
