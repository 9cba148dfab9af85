using System.Collections.Concurrent;
using Stvg.Core.Frames;

namespace Stvg.Embedded.Live.Verification;

/// <summary>
/// The last few seconds of every camera as small pictures, so that a judge can be shown what an alert is about: recordings are still being
/// written then. Two pictures a second, the newest sixteen; buffers are used again and again.
/// </summary>
/// <param name="side">Longest side of the pictures, pixels; at most so large, since they are scaled by whole numbers.</param>
internal sealed class FrameAlbum(int side)
{
    private const int Kept = 16;
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(0.5);

    private readonly ConcurrentDictionary<string, Pages> _cameras = new(StringComparer.Ordinal);

    /// <summary>Looks at a frame, and keeps a copy where one is due.</summary>
    public void Offer(Frame frame) => _cameras.GetOrAdd(frame.CameraId, static (_, side) => new Pages(side), side).Offer(frame);

    /// <summary>Copies of a camera's kept frames between two frame numbers, both inclusive; at most so many, evenly chosen,
    /// ascending.</summary>
    public IReadOnlyList<ClipFrame> Take(string cameraId, int first, int last, int most) =>
        _cameras.TryGetValue(cameraId, out var pages) ? pages.Take(first, last, most) : [];

    /// <summary>A camera was removed.</summary>
    public void Forget(string cameraId) => _cameras.TryRemove(cameraId, out _);

    private sealed class Pages(int side)
    {
        private readonly Lock _gate = new();
        private readonly Page?[] _pages = new Page?[Kept];
        private int _next;
        private long _lastNumber = -1;
        private DateTimeOffset _last = DateTimeOffset.MinValue;

        public void Offer(Frame frame)
        {
            lock (_gate)
            {
                // A camera that begins anew counts anew.
                if (frame.Number > _lastNumber && frame.CapturedAt >= _last && frame.CapturedAt - _last < s_period) return;
                (_lastNumber, _last) = (frame.Number, frame.CapturedAt);
                (_pages[_next] ??= new Page()).Copy(frame, side);
                _next = (_next + 1) % Kept;
            }
        }

        public IReadOnlyList<ClipFrame> Take(int first, int last, int most)
        {
            lock (_gate)
            {
                Page[] there = [.. _pages.Where(p => p is not null && p.Number >= first
                    && p.Number <= last).Select(p => p!).OrderBy(p => p.Number)];
                if (there.Length == 0) return [];
                return [.. Core.Correspondences.Prominence.KeptFrames(0, there.Length - 1, most).Select(i => there[i].ToFrame())];
            }
        }
    }

    /// <summary>One picture in a buffer that is written again.</summary>
    private sealed class Page
    {
        private byte[] _pixels = [];
        private int _width, _height;

        public int Number { get; private set; }

        public void Copy(Frame frame, int side)
        {
            var image = frame.Image;
            var factor = Math.Max(1, (Math.Max(image.Width, image.Height) + side - 1) / side);
            (Number, _width, _height) = ((int)frame.Number, image.Width / factor, image.Height / factor);
            var bytes = _width * _height * 3;
            if (_pixels.Length != bytes) _pixels = GC.AllocateUninitializedArray<byte>(bytes);
            if (factor == 1)
            {
                for (var y = 0; y < _height; y++) image.Row(y).CopyTo(_pixels.AsSpan(y * _width * 3));
                return;
            }

            for (var y = 0; y < _height; y++) Average(image, y, factor, _pixels.AsSpan(y * _width * 3, _width * 3));
        }

        public ClipFrame ToFrame() => new(Number, default, _width, _height, _pixels.AsSpan(0, _width * _height * 3).ToArray());

        private static void Average(ImageView image, int row, int factor, Span<byte> target)
        {
            for (var i = 0; i < target.Length; i++)
            {
                var (sum, from) = (0, (i / 3 * factor * 3) + (i % 3));
                for (var y = 0; y < factor; y++)
                {
                    var pixels = image.Row((row * factor) + y);
                    for (var x = 0; x < factor; x++) sum += pixels[from + (3 * x)];
                }

                target[i] = (byte)(sum / (factor * factor));
            }
        }
    }
}
