using System.Diagnostics;
using Stvg.Core.Cameras;
using Stvg.Embedded.Live;
using Stvg.Storage;

namespace Stvg.Bench.Cluster;

/// <summary>Cameras that tell what was recorded, at a rate, each a little later than the one before.</summary>
internal sealed class ReplayRunners(IReadOnlyList<CameraUpdate> recording, double rate) : ICameraRunners
{
    /// <summary>Updates that were taken so far, over all cameras.</summary>
    public long Posted;

    /// <summary>The largest delay of an update behind its time, ticks.</summary>
    public long Late;

    /// <summary>Nothing is told before this is set.</summary>
    public TaskCompletionSource Begin { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationTokenSource End { get; } = new();

    /// <summary>A recorded update as that of a camera, at its place in the camera's life.</summary>
    public static CameraUpdate Of(CameraUpdate recorded, string cameraId, DateTimeOffset epoch) => recorded with { CameraId = cameraId, Timeline = new CameraTimeline(epoch, Recording.Fps) };

    public ICameraRunner Start(CameraRecord camera, ICameraArchive archive, IUpdateSink updates, string recordingFolder) => new Runner(this, camera.Settings.Id, updates);

    private sealed class Runner : ICameraRunner
    {
        private readonly Task _running;
        private long _frames;

        public Runner(ReplayRunners all, string id, IUpdateSink updates) => _running = Task.Run(() => RunAsync(all, id, updates));

        public CameraStatus Status => new() { Phase = CameraPhase.Running, FramesDecoded = _frames, FramesDetected = _frames };

        public void Restart() { }

        public Task<byte[]?> SnapshotAsync(bool marks, CancellationToken ct) => Task.FromResult<byte[]?>(null);

        public async ValueTask DisposeAsync() => await _running;

        private async Task RunAsync(ReplayRunners all, string id, IUpdateSink updates)
        {
            try
            {
                await all.Begin.Task.WaitAsync(all.End.Token);
                var begun = Stopwatch.GetTimestamp();
                // Cameras are at different places of the recording, and do not tell all at once.
                var phase = (uint)id.GetHashCode(StringComparison.Ordinal) % 1000 / 1000.0 / all.Rate;
                var first = (int)((uint)id.GetHashCode(StringComparison.Ordinal) / 1000 % (uint)(all.Updates.Count / 2));
                var epoch = DateTimeOffset.UtcNow.AddSeconds(phase - (first / Recording.Fps));
                for (var i = first; i < all.Updates.Count; i++)
                {
                    var due = TimeSpan.FromSeconds(phase + ((i - first) / all.Rate));
                    var pause = due - Stopwatch.GetElapsedTime(begun);
                    if (pause > TimeSpan.Zero) await Task.Delay(pause, all.End.Token);
                    else all.Late = Math.Max(all.Late, -pause.Ticks);
                    await updates.PostAsync(Of(all.Updates[i], id, epoch), all.End.Token);
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

    private IReadOnlyList<CameraUpdate> Updates => recording;

    private double Rate => rate;
}
