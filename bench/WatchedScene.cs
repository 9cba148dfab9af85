using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Bench;

/// <summary>
/// People who walk, stand and turn about a picture in clothes of their own, as a camera reports them: each with half a minute of its past,
/// motion and colours. They come and go; the same for every run.
/// </summary>
internal sealed class WatchedScene
{
    public const double Fps = 15;

    private const int History = (int)(30 * Fps);
    private static readonly FrameSize s_size = new(1280, 720);
    private static readonly (byte, byte, byte)[] s_cloth =
        [(25, 25, 28), (60, 62, 66), (120, 122, 120), (210, 210, 205), (150, 30, 35), (40, 50, 110), (70, 90, 140), (60, 80, 50), (110, 90, 70), (190, 170, 140)];

    private static readonly (byte, byte, byte)[] s_heads = [(35, 28, 25), (150, 110, 90), (90, 65, 45), (170, 165, 160), (40, 45, 90), (160, 40, 40)];

    private readonly Random _random = new(5);
    private readonly Walker[] _walkers;
    private int _frame = -1, _lastId;

    public WatchedScene(int people) => _walkers = [.. Enumerable.Range(0, people).Select(_ => Arrive(_random.Next(40, 1240)))];

    /// <summary>What the camera sees next.</summary>
    public CameraUpdate Next()
    {
        _frame++;
        var ended = new List<SceneObject>();
        for (var i = 0; i < _walkers.Length; i++)
        {
            if (_walkers[i].Step(_frame, _random)) continue;
            ended.Add(_walkers[i].See(_frame - 1));
            _walkers[i] = Arrive(_random.Next(2) == 0 ? 5 : 1270);
            _walkers[i].Step(_frame, _random);
        }

        return new CameraUpdate
        {
            CameraId = "bench",
            Frame = _frame,
            FirstFrame = 0,
            Timeline = new CameraTimeline(DateTimeOffset.UnixEpoch, Fps),
            Size = s_size,
            Live = [.. _walkers.Select(w => w.See(_frame))],
            Ended = ended,
        };
    }

    private Walker Arrive(float x) => new(++_lastId, x, _random.Next(250, 600), s_heads[_random.Next(s_heads.Length)], s_cloth[_random.Next(s_cloth.Length)], s_cloth[_random.Next(s_cloth.Length)], _random);

    private sealed class Walker(int id, float x, float y, (byte, byte, byte) head, (byte, byte, byte) upper, (byte, byte, byte) lower, Random random)
    {
        private readonly Box[] _boxes = new Box[20000];
        private readonly float _height = 70 + (y / 5) + random.Next(-10, 10);
        private readonly float[] _votes = Votes(random);
        private readonly List<ColourSample> _samples = [];
        private ColourProfile _profile = ColourProfile.Of([]);
        private float _x = x, _y = y, _vx = (x < 20 ? 2 : x > 1250 ? -2 : 0) * 1.5f, _vy;
        private int _first = -1, _count;

        /// <summary>Moves one frame on; false when it has left the picture.</summary>
        public bool Step(int frame, Random random)
        {
            if (_first < 0) _first = frame;
            if (random.Next(70) == 0) (_vx, _vy) = random.Next(3) == 0 ? (0, 0) : (6 * (random.NextSingle() - 0.5f), 2.5f * (random.NextSingle() - 0.5f));
            (_x, _y) = (_x + _vx, Math.Clamp(_y + _vy, 200, 700));
            var box = new Box(_x - (0.2f * _height) + random.NextSingle(), _y - _height + random.NextSingle(), 0.4f * _height, _height).ClipTo(s_size.Width, s_size.Height);
            if (box.Width < 0.15f * _height || _count == _boxes.Length) return false;
            _boxes[_count++] = box;
            _votes[0] += 0.9f;
            if ((frame + id) % 6 != 0) return true;
            _samples.Add(Sample(frame, random));
            if (_samples.Count > 75) _samples.RemoveAt(0);
            _profile = ColourProfile.Of(_samples);
            return true;
        }

        public SceneObject See(int frame)
        {
            var count = Math.Min(_count, History);
            var tubelet = new Tubelet
            {
                Id = id,
                Begin = frame - count + 1,
                FirstSeen = _first,
                Boxes = _boxes[(_count - count).._count],
                Scores = new float[count],
                ClassVotes = (float[])_votes.Clone(),
            };
            return new SceneObject(tubelet, MotionTrace.Of(tubelet, Fps), _profile, _samples.ToArray());
        }

        private ColourSample Sample(int frame, Random random)
        {
            // A picture of the person alone, 40 by 100 pixels, on grey ground, seen at another scale each time.
            const int width = 60, height = 110;
            var picture = new byte[width * height * 3];
            for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
            {
                var (r, g, b) = column is < 12 or > 48 ? ((byte)128, (byte)130, (byte)126) : row < 18 ? head : row < 52 ? upper : lower;
                var (at, noise) = (((row * width) + column) * 3, random.Next(-12, 13));
                (picture[at], picture[at + 1], picture[at + 2]) = (Noisy(b, noise), Noisy(g, noise), Noisy(r, noise));
            }

            return ColourSample.Take(new ImageView(picture, width, height, width * 3), 1, frame, new Box(10, 3, 40, 100), 0.8f);

            static byte Noisy(byte value, int noise) => (byte)Math.Clamp(value + noise, 0, 255);
        }

        private static float[] Votes(Random random)
        {
            var votes = new float[CocoClasses.Names.Count];
            if (random.Next(3) == 0) votes[CocoClasses.IndexOf("backpack")] = 0.6f;
            return votes;
        }
    }
}
