using Stvg.Core.Frames;

namespace Stvg.Bench;

/// <summary>A way through a picture of 2 to 60 seconds: in over an edge, along a line with stops and turns, and out or not.</summary>
internal sealed class Walk
{
    public Walk(Random random, FrameSize size, string @class)
    {
        Class = @class;
        var vehicle = @class is "car" or "truck" or "bus" or "motorcycle";
        // Most are short: the median is about ten seconds.
        var seconds = 2 * Math.Exp(random.NextDouble() * Math.Log(30));
        var boxes = new Box[(int)(seconds * ArchivePeople.Fps)];
        var height = 60 + (240 * random.NextSingle() * random.NextSingle());
        var width = height * (vehicle ? 1.8f : @class == "person" ? 0.4f : 1);
        var speed = random.Next(5) switch { 0 => 0, 1 => 2.2f, _ => 0.9f } * height / (float)ArchivePeople.Fps * (vehicle ? 2 : 1);
        var heading = MathF.Tau * random.NextSingle();
        if (random.Next(3) > 0) heading = (random.Next(2) * MathF.PI) + (0.5f * (random.NextSingle() - 0.5f)); // along the street
        var (x, y) = Start(random, size, heading, width, height, comesIn: random.Next(3) > 0);
        int stop = random.Next(4) == 0 ? random.Next(boxes.Length) : int.MaxValue / 2, go = stop + random.Next(60);
        var turn = random.Next(6) == 0 ? random.Next(boxes.Length) : -1;
        for (var i = 0; i < boxes.Length; i++)
        {
            if (i == turn) heading += MathF.PI * (0.5f + random.NextSingle());
            if (i < stop || i > go) (x, y) = (x + (speed * MathF.Cos(heading)), y + (speed * MathF.Sin(heading) / 2));
            height *= 1 + (0.0005f * MathF.Sin(heading));
            boxes[i] = new Box(x - (width / 2) + MathF.Sin(i / 3f), y - (height / 2), width, height).ClipTo(size.Width, size.Height);
            if (boxes[i].Width >= 0.3f * width && boxes[i].Height >= 0.3f * height) continue;
            Array.Resize(ref boxes, Math.Max(i, 1)); // gone over the edge
        }

        Boxes = boxes.Length >= 15 ? boxes : [.. Enumerable.Repeat(new Box(size.Width / 2f, size.Height / 2f, width, height), 30)];
    }

    private Walk(string @class, Box[] boxes) => (Class, Boxes) = (@class, boxes);

    public string Class { get; }

    public Box[] Boxes { get; }

    /// <summary>Somebody who goes beside, or sits on it.</summary>
    public Walk Beside(Random random)
    {
        var side = random.Next(2) == 0 ? 1.1f : -1.1f;
        var @class = Class == "person" ? (random.Next(3) == 0 ? "dog" : "person") : "person";
        return new Walk(@class, [.. Boxes.Select(b => b with { X = b.X + (side * (Class == "bicycle" ? 0.1f : 1) * b.Width) })]);
    }

    private static (float X, float Y) Start(Random random, FrameSize size, float heading, float width, float height, bool comesIn)
    {
        float x = random.Next(size.Width), y = (0.3f + (0.6f * random.NextSingle())) * size.Height;
        if (!comesIn) return (x, y);
        return MathF.Abs(MathF.Cos(heading)) > 0.6f
            ? (MathF.Cos(heading) > 0 ? -0.1f * width : size.Width + (0.1f * width), y)
            : (x, MathF.Sin(heading) > 0 ? 0.1f * height : size.Height - (0.1f * height));
    }
}
