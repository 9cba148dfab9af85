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

    private readonly List<(Func<int, Box?> Path, (byte R, byte G, byte B) Colour, int Class, Func<int, bool> Hidden)> _actors = [];
    private readonly byte[] _ground = Ground();

    /// <summary>Amplitude of the noise, grey levels.</summary>
    public int Noise { get; init; } = 3;

    /// <summary>What is added to every pixel of a frame: lamps, clouds.</summary>
    public Func<int, int> Light { get; init; } = _ => 0;

    /// <summary>Adds somebody: a box by frame, null while away; not detected, though painted, while hidden.</summary>
    public Footage Add(
        Func<int, Box?> path, (byte R, byte G, byte B)? colour = null, int classIndex = CocoClasses.Person, Func<int, bool>? missed = null)
    {
        _actors.Add((path, colour ?? (200, 30, 30), classIndex, missed ?? (_ => false)));
        return this;
    }

    /// <summary>A person, 24 x 60, who walks in a straight line.</summary>
    public Footage Walker(
        float x, float y, float speedX, int from = 0, int to = int.MaxValue, (byte R, byte G, byte B)? colour = null, Func<int, bool>? missed = null) =>
        Add(f => f < from || f > to ? null : new Box(x + (speedX * (f - from)), y, 24, 60), colour, missed: missed);

    /// <summary>What the detector finds on a frame.</summary>
    public Detection[] Detections(int frame)
    {
        var found = new List<Detection>();
        foreach (var actor in _actors)
        {
            if (actor.Path(frame) is not { } box || actor.Hidden(frame)) continue;
            var seen = box.ClipTo(Width, Height);
            if (seen.Area > 0.3f * box.Area) found.Add(new Detection(seen, actor.Class, 0.8f));
        }
        return [.. found];
    }

    /// <summary>The picture.</summary>
    public Frame Frame(int number)
    {
        var random = new Random(number);
        var light = Light(number);
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = Clamp(_ground[i] + light + random.Next(-Noise, Noise + 1));
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

    private static byte[] Ground()
    {
        var random = new Random(7);
        var ground = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
        for (var x = 0; x < Width; x++)
            ground.AsSpan(((y * Width) + x) * 3, 3).Fill((byte)(90 + (x / 8 % 5 * 8) + (y / 10 % 3 * 12) + random.Next(10)));
        return ground;
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private sealed class Memory(byte[] pixels) : IMemoryOwner<byte>
    {
        Memory<byte> IMemoryOwner<byte>.Memory => pixels;

        public void Dispose()
        {
        }
    }
}
