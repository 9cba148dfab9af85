using System.Collections.Concurrent;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Core.Tests.Alerts;
using Stvg.Core.Tubelets;
using Stvg.Embedded.Live;
using Stvg.Storage;

namespace Stvg.Grains.Tests.Support;

/// <summary>
/// Cameras without pictures: scenes that go on however often their camera changes hands, as the street does. The tests decide how far time
/// has come; nothing waits for a clock.
/// </summary>
internal sealed class World : ICameraRunners
{
    private readonly ConcurrentDictionary<string, Script> _scripts = new(StringComparer.Ordinal);

    /// <summary>Puts a camera in front of a scene of ten frames a second.</summary>
    public void Add(string cameraId, Scene scene) => _scripts[cameraId] = new Script(scene);

    /// <summary>Lets time go on to a frame, and waits until whoever watches has told of it.</summary>
    public Task PlayAsync(string cameraId, int frame) => _scripts[cameraId].PlayAsync(frame);

    /// <summary>
    /// Lets time go on to a frame, and waits only as long as whoever watches is further behind than may be: nobody does while it changes
    /// hands.
    /// </summary>
    public Task GoOnAsync(string cameraId, int frame, int behind) => _scripts[cameraId].GoOnAsync(frame, behind);

    /// <summary>Waits until a camera has had so many owners: time stands still meanwhile.</summary>
    public Task OwnedAsync(string cameraId, int owners) => _scripts[cameraId].OwnedAsync(owners);

    /// <summary>A camera's source is lost, and does not come back.</summary>
    public void Lose(string cameraId) => _scripts[cameraId].IsLost = true;

    /// <summary>How often the camera changed hands.</summary>
    public int Owners(string cameraId) => _scripts[cameraId].Owners;

    public ICameraRunner Start(
        CameraRecord camera, ICameraArchive archive, IUpdateSink updates, string recordingFolder, Task<CameraUpdate?> before) =>
        new Player(_scripts.GetOrAdd(camera.Settings.Id, _ => Script.Dark), camera, archive, updates, before);

    private sealed class Script(Scene scene)
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _now, _told = -1;

        /// <summary>For cameras that a test speaks for itself.</summary>
        public static Script Dark => new(new Core.Tests.Grounding.SceneBuilder(1).Build());

        public Scene Scene => scene;

        public bool IsLost { get; set; }

        public int Owners { get; private set; }

        public int Now
        {
            get
            {
                lock (_gate) return _now;
            }
        }

        public async Task PlayAsync(int frame)
        {
            Change(() => _now = Math.Max(_now, frame));
            await UntilAsync(() => _told >= frame).WaitAsync(TestCluster.Patience);
        }

        public Task GoOnAsync(int frame, int behind)
        {
            Change(() => _now = Math.Max(_now, frame));
            return UntilAsync(() => _told >= frame - behind).WaitAsync(TestCluster.Patience);
        }

        public Task ReachedAsync(int frame, CancellationToken ct) => UntilAsync(() => _now >= frame).WaitAsync(ct);

        public void Owned() => Change(() => Owners++);

        public Task OwnedAsync(int owners) => UntilAsync(() => Owners >= owners).WaitAsync(TestCluster.Patience);

        public void Told(int frame) => Change(() => _told = Math.Max(_told, frame));

        private async Task UntilAsync(Func<bool> holds)
        {
            while (true)
            {
                Task next;
                lock (_gate)
                {
                    if (holds()) return;
                    next = _changed.Task;
                }

                await next;
            }
        }

        private void Change(Action change)
        {
            TaskCompletionSource old;
            lock (_gate)
            {
                change();
                (old, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            old.TrySetResult();
        }
    }

    /// <summary>
    /// One owner of a camera. Who is in the picture when it begins is somebody new to it, unless the owner before told of him at most five
    /// seconds ago: then he is looked for, and found again after a second.
    /// </summary>
    private sealed class Player : ICameraRunner
    {
        private const int IdBlock = 1000, LookedForFrames = 10, HandoverFrames = 50;

        private readonly CancellationTokenSource _stop = new();
        private readonly Script _script;
        private readonly Task _running;
        private readonly int _from;
        private long _frames;

        public Player(Script script, CameraRecord camera, ICameraArchive archive, IUpdateSink updates, Task<CameraUpdate?> before)
        {
            _script = script;
            // The frame between the two belongs to the farewell of the owner before.
            _from = script.Now == 0 ? 0 : script.Now + 2;
            script.Owned();
            _running = Task.Run(() => RunAsync(camera, archive, updates, before));
        }

        public CameraStatus Status => new()
        {
            Phase = _script.IsLost ? CameraPhase.Connecting : CameraPhase.Running, FramesDecoded = _frames, FramesDetected = _frames,
                Size = _script.Scene.Size, Fps = _script.Scene.Fps,
        };

        public void Restart() { }

        public Task<byte[]?> SnapshotAsync(bool marks, CancellationToken ct) => Task.FromResult<byte[]?>([0xff, 0xd8]);

        public Task<LivePicture?> PictureAsync(PictureRequest request, CancellationToken ct) =>
            Task.FromResult<LivePicture?>(new LivePicture(
            Replay.Epoch, _script.Scene.Size, [new LiveObject(3, "person", new Box(1, 2, 30, 80))], request.Width is null ? []
                : new byte[] { 0xff, 0xd8 }));

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }

        private async Task RunAsync(CameraRecord camera, ICameraArchive archive, IUpdateSink updates, Task<CameraUpdate?> before)
        {
            CameraUpdate? last = null;
            try
            {
                var first = camera.NextTubeletId;
                await archive.UpdateCameraAsync(
                    camera with { Timeline = new CameraTimeline(Replay.Epoch, _script.Scene.Fps), NextTubeletId = first + IdBlock },
                    _stop.Token);
                var known = await before.WaitAsync(_stop.Token) is { } told && told.Frame >= _from - HandoverFrames ? told : null;
                foreach (var update in Updates(camera.Settings.Id, first, known))
                {
                    await _script.ReachedAsync(update.Frame, _stop.Token);
                    await updates.PostAsync(update, _stop.Token);
                    _frames++;
                    _script.Told(update.Frame);
                    last = update;
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                if (last is not null) await updates.PostAsync(
                    last with { Frame = last.Frame + 1, Live = [], Ended = last.Live }, CancellationToken.None);
            }
            catch (FencedException)
            {
                // Somebody else watches now.
            }
        }

        private IEnumerable<CameraUpdate> Updates(string cameraId, int firstId, CameraUpdate? before)
        {
            var from = _from;
            var known = before?.Live.ToDictionary(o => o.Tubelet.Id % IdBlock) ?? [];
            var scene = Scene.Window(_script.Scene.Size, _script.Scene.Fps, from, _script.Scene.LastFrame,
                [.. _script.Scene.Objects.Where(o => o.Tubelet.End >= from)
                    .Select(o => known.TryGetValue((firstId + o.Tubelet.Id) % IdBlock, out var again)
                    ? o with { Tubelet = o.Tubelet with { Id = again.Tubelet.Id } } : Since(o, from, firstId))]);
            return new Replay(scene) { CameraId = cameraId }.Updates().Where(u => u.Frame >= from).Select(u => u with { FirstFrame = from })
                .Select(u => u.Frame - from >= LookedForFrames || before is null ? u : u with
                {
                    Live = [.. u.Live.Where(o => !known.ContainsKey(o.Tubelet.Id % IdBlock))], Recent = [.. u.Recent, .. before.Live],
                });
        }

        private SceneObject Since(SceneObject o, int from, int firstId)
        {
            var cut = Math.Max(0, from - o.Tubelet.Begin);
            var tubelet = o.Tubelet with
            {
                Id = firstId + o.Tubelet.Id, Begin = o.Tubelet.Begin + cut,
                Boxes = [.. o.Tubelet.Boxes.Skip(cut)], Scores = [.. o.Tubelet.Scores.Skip(cut)],
            };
            return o with { Tubelet = tubelet, Motion = MotionTrace.Of(tubelet, _script.Scene.Fps) };
        }
    }
}
