using System.Diagnostics;
using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Storage;

namespace Stvg.Bench.Cluster;

/// <summary>Cameras that tell what was recorded, each a little later than the one before.</summary>
/// <param name="recording">What they see.</param>
/// <param name="rate">Frames a second of the wall's clock; less than <see cref="Recording.Fps"/>: slower than it happened.</param>
/// <param name="warmUp">The rate for the first frames: who is in the picture has a past before anything is measured.</param>
/// <param name="tracks">Whether each camera tracks what the detector found, or tells what was tracked once for all.</param>
internal sealed class ReplayRunners(Recording recording, double rate, double warmUp, bool tracks) : ICameraRunners
{
    /// <summary>So many frames of every camera are for warming up.</summary>
    public const int WarmUpFrames = 40;

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
                var phase = (uint)id.GetHashCode(StringComparison.Ordinal) % 1000 / 1000.0 / all.WarmUp;
                var first = (int)((uint)id.GetHashCode(StringComparison.Ordinal) / 1000 % (uint)(all.Recording.Count / 2));
                // After warming up, which may be faster than it happened, frames come when their numbers say.
                var epoch = DateTimeOffset.UtcNow.AddSeconds(phase + all.Due(WarmUpFrames) - (WarmUpFrames / Recording.Fps));
                var machine = all.Tracks ? all.Recording.Machine(id, epoch) : null;
                for (var i = 0; machine is not null || first + i < all.Recording.Count; i++)
                {
                    var pause = TimeSpan.FromSeconds(phase + all.Due(i)) - Stopwatch.GetElapsedTime(begun);
                    if (pause > TimeSpan.Zero) await Task.Delay(pause, all.End.Token);
                    else all.Late = Math.Max(all.Late, -pause.Ticks);
                    var update = machine is null
                        ? all.Recording.Updates[first + i] with { CameraId = id, Timeline = new CameraTimeline(epoch.AddSeconds(-first / Recording.Fps), Recording.Fps) }
                        : all.Recording.Watch(machine, id, first + i, i);
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

    /// <summary>Frames a second of the wall's clock.</summary>
    public double Rate => rate;

    /// <summary>How long warming up takes, seconds.</summary>
    public double WarmUpSeconds => (WarmUpFrames + 1) / warmUp;

    private double WarmUp => warmUp;

    private double Due(int frame) => frame < WarmUpFrames ? frame / warmUp : (WarmUpFrames / warmUp) + ((frame - WarmUpFrames) / rate);

    private bool Tracks => tracks;
}
