using Stvg.Core.Frames;

namespace Stvg.Bench;

/// <summary>Made-up people who walk about a picture and turn at its borders; the same for every run.</summary>
internal sealed class WalkingScene
{
    public static readonly FrameSize Size = new(1920, 1080);

    private readonly Random _random = new(7);
    private readonly Walker[] _walkers;
    private readonly Detection[] _detections;
    private readonly float[] _appearance;
    private readonly int _appearanceLength;
    private int _count;

    public WalkingScene(int objects, int appearanceLength)
    {
        _appearanceLength = appearanceLength;
        _detections = new Detection[objects];
        _appearance = new float[objects * appearanceLength];
        _walkers = [.. Enumerable.Range(0, objects).Select(_ => new Walker(_random, appearanceLength))];
    }

    /// <summary>Of the current frame; valid until the next.</summary>
    public ReadOnlySpan<Detection> Detections => _detections.AsSpan(0, _count);

    /// <summary>Rows of the current frame's detections.</summary>
    public ReadOnlySpan<float> Appearance => _appearance.AsSpan(0, _count * _appearanceLength);

    public void Advance()
    {
        _count = 0;
        foreach (var walker in _walkers)
        {
            walker.Step();
            if (_random.Next(20) == 0) continue;
            var row = _appearance.AsSpan(_count * _appearanceLength, _appearanceLength);
            for (var i = 0; i < row.Length; i++) row[i] = walker.Look[i] + (0.1f * _random.NextSingle());
            var box = new Box(walker.X + (3 * _random.NextSingle()), walker.Y + (3 * _random.NextSingle()), 0.4f * walker.Height, walker.Height);
            _detections[_count++] = new Detection(box, CocoClasses.Person, 0.5f + (0.5f * _random.NextSingle()));
        }
    }

    private sealed class Walker(Random random, int appearanceLength)
    {
        private float _speedX = 12 * (random.NextSingle() - 0.5f), _speedY = 5 * (random.NextSingle() - 0.5f);

        public float X { get; private set; } = random.Next(100, 1700);
        public float Y { get; private set; } = random.Next(50, 800);
        public float Height { get; } = random.Next(80, 200);
        public float[] Look { get; } = [.. Enumerable.Range(0, appearanceLength).Select(_ => random.NextSingle())];

        public void Step()
        {
            if (X + _speedX < 30 || X + _speedX > Size.Width - 120) _speedX = -_speedX;
            if (Y + _speedY < 20 || Y + _speedY > Size.Height - Height - 20) _speedY = -_speedY;
            (X, Y) = (X + _speedX, Y + _speedY);
        }
    }
}
