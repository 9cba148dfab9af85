using System.Buffers;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;

namespace Stvg.Core.Tests.Cameras;

/// <summary>
/// A made-up camera, 320x240 at 10 frames per second: a textured ground with the sensor's noise, and painted actors that a perfect detector finds.
/// </summary>
internal sealed class Footage
{
    public const int Width = 320, Height = 240;
    public const double Fps = 10;

    public static readonly FrameSize Size = new(Width, Height);
    public static readonly CameraTimeline Timeline = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Fps);

    /// <summary>Different noise on so many frames in a row.</summary>
    private const int Grains = 7;

    private readonly List<Actor> _actors = [];
    private readonly byte[][] _grounds = Grounds();

    /// <summary>What is added to every pixel of a frame: lamps, clouds.</summary>
    public Func<int, int> Light { get; init; } = _ => 0;

    /// <summary>Adds somebody: a box by frame, null while away; painted, but not detected, while missed.</summary>
    public Footage Add(
        Func<int, Box?> path, (byte R, byte G, byte B)? colour = null, float score = 0.8f, Func<int, bool>? missed = null)
    {
        _actors.Add(new Actor(path, colour ?? (200, 30, 30), score, missed ?? (_ => false)));
        return this;
    }

    /// <summary>A person, 24 x 60, who walks in a straight line.</summary>
    public Footage Walker(
        float x, float y, float speedX, int from = 0, int to = int.MaxValue, (byte R, byte G, byte B)? colour = null, float score = 0.8f,
        Func<int, bool>? missed = null) =>
        Add(f => f < from || f > to ? null : new Box(x + (speedX * (f - from)), y, 24, 60), colour, score, missed);

    /// <summary>What the detector finds on a frame.</summary>
    public Detection[] Detections(int frame)
    {
        var found = new List<Detection>();
        foreach (var actor in _actors)
        {
            if (actor.Path(frame) is not { } box || actor.Missed(frame)) continue;
            var seen = box.ClipTo(Width, Height);
            if (seen.Area > 0.3f * box.Area) found.Add(new Detection(seen, CocoClasses.Person, actor.Score));
        }
        return [.. found];
    }

    /// <summary>The picture.</summary>
    public Frame Frame(int number)
    {
        var light = Light(number);
        var pixels = (byte[])_grounds[number % Grains].Clone();
        for (var i = 0; i < pixels.Length && light != 0; i++) pixels[i] = Clamp(pixels[i] + light);
        foreach (var actor in _actors)
        {
            if (actor.Path(number) is not { } box) continue;
            var seen = box.ClipTo(Width, Height);
            for (var y = (int)seen.Y; y < (int)seen.Bottom; y++)
            for (var x = (int)seen.X; x < (int)seen.Right; x++)
            {
                var at = ((y * Width) + x) * 3;
                (pixels[at], pixels[at + 1], pixels[at + 2]) = (Clamp(actor.Colour.B + light), Clamp(actor.Colour.G + light), Clamp(actor.Colour.R + light));
            }
        }
        return new Frame("gate", number, TimeSpan.FromSeconds(number / Fps), Size, new ImageView(pixels, Width, Height, Width * 3), null, new Memory(pixels));
    }

    /// <summary>Shows frames to a machine as a host does, and returns its updates.</summary>
    public List<CameraUpdate> Play(CameraMachine machine, int from, int to)
    {
        var updates = new List<CameraUpdate>();
        for (var number = from; number <= to; number++)
        {
            using var frame = Frame(number);
            if (machine.Consider(frame).Detect) updates.Add(machine.Observe(frame, Detections(number), null));
            else if (machine.Skip(frame) is { } update) updates.Add(update);
        }
        return updates;
    }

    /// <summary>One ground, with a different noise of a few grey levels each time.</summary>
    private static byte[][] Grounds() =>
    [
        .. Enumerable.Range(0, Grains).Select(grain =>
        {
            var random = new Random(grain);
            var ground = new byte[Width * Height * 3];
            for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                ground.AsSpan(((y * Width) + x) * 3, 3).Fill((byte)(90 + (x / 8 % 5 * 8) + (y / 10 % 3 * 12) + random.Next(-4, 5)));
            return ground;
        }),
    ];

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private sealed record Actor(Func<int, Box?> Path, (byte R, byte G, byte B) Colour, float Score, Func<int, bool> Missed);

    private sealed class Memory(byte[] pixels) : IMemoryOwner<byte>
    {
        Memory<byte> IMemoryOwner<byte>.Memory => pixels;

        public void Dispose()
        {
        }
    }
}
