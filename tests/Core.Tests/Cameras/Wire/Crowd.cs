using System.Buffers;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;

namespace Stvg.Core.Tests.Cameras.Wire;

/// <summary>
/// Twenty people who wander about a picture of 1920x1080, each in clothes of their own and about a place of their own, through a real camera
/// at 15 frames per second: detections jitter and miss, and the picture has noise.
/// </summary>
internal sealed class Crowd
{
    public const double Fps = 15;

    private const int People = 20, Columns = 4, Width = 640, Height = 360, Scale = 3;
    private static readonly FrameSize s_size = new(Width * Scale, Height * Scale);
    private static readonly CameraTimeline s_timeline = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Fps);

    private readonly Random _random = new(3);
    private readonly byte[] _pixels = new byte[Width * Height * 3];
    private readonly Person[] _people;

    public Crowd() =>
        _people = [.. Enumerable.Range(0, People).Select(i => new Person(_random, (i % Columns * 470) + 250, (i / Columns * 180) + 170))];

    /// <summary>The camera's updates.</summary>
    /// <param name="seconds">How long it watches.</param>
    /// <param name="every">It looks at every so many frames.</param>
    public IEnumerable<CameraUpdate> Watch(double seconds, int every)
    {
        var machine = new CameraMachine(new CameraMachineOptions
        {
            CameraId = "square",
            Timeline = s_timeline,
            Size = s_size,
            Sparsification = SparsificationOptions.EveryFrame,
        });
        for (var number = 0; number < seconds * Fps; number++)
        {
            foreach (var person in _people) person.Step(_random);
            Paint();
            var image = new ImageView(_pixels, Width, Height, Width * 3);
            using var frame = new Frame("square", number, TimeSpan.FromSeconds(number / Fps), s_size, image, null, new Memory(_pixels));
            machine.Consider(frame);
            var update = number % every == 0 ? machine.Observe(frame, Detections(), null) : machine.Skip(frame);
            if (update is not null) yield return update;
        }
    }

    private Detection[] Detections() =>
    [
        .. _people.Where(_ => _random.Next(20) > 0).Select(p => new Detection(
            p.Box with { X = p.Box.X + Jitter(), Y = p.Box.Y + Jitter() }, CocoClasses.Person, 0.6f + (0.3f * _random.NextSingle()))),
    ];

    private float Jitter() => 3 * (_random.NextSingle() - 0.5f);

    private void Paint()
    {
        _pixels.AsSpan().Fill(128);
        foreach (var person in _people)
        {
            var (left, top, bottom) = ((int)person.Box.X / Scale, (int)person.Box.Y / Scale, (int)person.Box.Bottom / Scale);
            for (var y = Math.Max(0, top); y < Math.Min(Height, bottom); y++)
            for (var x = Math.Max(0, left); x < Math.Min(Width, (int)person.Box.Right / Scale); x++)
            {
                var (r, g, b) = person.Cloth[3 * (y - top) / (bottom - top + 1)];
                var (at, noise) = (((y * Width) + x) * 3, _random.Next(-12, 13));
                (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = (Clamp(b + noise), Clamp(g + noise), Clamp(r + noise));
            }
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private sealed class Person
    {
        private readonly float _homeX, _homeY, _height;
        private float _x, _y, _dx, _dy;

        public Person(Random random, float x, float y)
        {
            (_homeX, _homeY, _x, _y, _height) = (x, y, x, y, random.Next(100, 160));
            Cloth = [Any(), Any(), Any()];

            (byte, byte, byte) Any() => ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
        }

        public (byte R, byte G, byte B)[] Cloth { get; }

        public Box Box => new(_x - (0.2f * _height), _y - (_height / 2), 0.4f * _height, _height);

        public void Step(Random random)
        {
            if (random.Next(40) == 0)
                (_dx, _dy) = random.Next(3) == 0 ? (0, 0) : (8 * (random.NextSingle() - 0.5f), 2 * (random.NextSingle() - 0.5f));
            if (MathF.Abs(_x + _dx - _homeX) > 220) _dx = -_dx;
            if (MathF.Abs(_y + _dy - _homeY) > 60) _dy = -_dy;
            (_x, _y) = (_x + _dx, _y + _dy);
        }
    }

    private sealed class Memory(byte[] pixels) : IMemoryOwner<byte>
    {
        Memory<byte> IMemoryOwner<byte>.Memory => pixels;

        public void Dispose()
        {
        }
    }
}
