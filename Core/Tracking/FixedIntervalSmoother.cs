using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// The boxes of a whole tubelet, given all its observations at once: a forward Kalman filter and a backward pass
/// (H. E. Rauch, F. Tung, C. T. Striebel, "Maximum likelihood estimates of linear dynamic systems", AIAA Journal 1965), coordinate by
/// coordinate. Gaps are filled on the way, along the curve that both sides suggest.
/// </summary>
internal sealed class FixedIntervalSmoother(MendingOptions options)
{
    private readonly AxisSmoother _axis = new();
    private readonly MotionStep _step = new(1 / options.FramesPerSecond, options.Motion);
    private AxisStep[] _centre = [], _size = [];
    private AxisObservation[] _observed = [];

    /// <summary>A box for every frame from the first observation to the last.</summary>
    public Box[] Boxes(List<Observation> observations)
    {
        var begin = observations[0].Frame;
        var boxes = new Box[observations[^1].Frame - begin + 1];
        if (!options.Smooth)
        {
            Interpolate(observations, boxes);
            return boxes;
        }

        if (_centre.Length < boxes.Length) (_centre, _size) = (new AxisStep[2 * boxes.Length], new AxisStep[2 * boxes.Length]);
        if (_observed.Length < observations.Count) _observed = new AxisObservation[2 * observations.Count];
        var axis = new float[boxes.Length];
        var motion = options.Motion;

        SetSteps(observations, static cut => cut.X != Side.None);
        Smooth(o => o.Box.CenterX, _centre, 1, _ => motion.InitialSpeed);
        for (var i = 0; i < boxes.Length; i++) boxes[i] = new Box(axis[i], 0, 0, 0);
        Smooth(o => o.Box.Width, _size, motion.SizeNoise / motion.CentreNoise, cut => cut.X != Side.None ? motion.InitialSpeed : motion.InitialGrowth);
        for (var i = 0; i < boxes.Length; i++) boxes[i] = boxes[i] with { Width = MathF.Max(axis[i], 1) };
        SetSteps(observations, static cut => cut.Y != Side.None);
        Smooth(o => o.Box.CenterY, _centre, 1, _ => motion.InitialSpeed);
        for (var i = 0; i < boxes.Length; i++) boxes[i] = boxes[i] with { Y = axis[i] };
        Smooth(o => o.Box.Height, _size, motion.SizeNoise / motion.CentreNoise, cut => cut.Y != Side.None ? motion.InitialSpeed : motion.InitialGrowth);
        for (var i = 0; i < boxes.Length; i++) boxes[i] = boxes[i] with { Height = MathF.Max(axis[i], 1) };
        foreach (ref var box in boxes.AsSpan()) box = box with { X = box.X - (box.Width / 2), Y = box.Y - (box.Height / 2) };
        return boxes;

        void Smooth(Func<Observation, float> measure, AxisStep[] steps, float noise, Func<BorderCut, float> initialRate)
        {
            var (unit, usualScore) = (observations.Average(o => OwnLength(o.Box)), observations.Average(o => o.Score));
            for (var i = 0; i < observations.Count; i++)
            {
                var here = observations[i];
                // The first is what the filter starts from, however poor it is.
                var deviation = noise * Noise(OwnLength(here.Box)) * (i == 0 ? 1 : motion.NoiseFactor(here.Score, usualScore));
                _observed[i] = new AxisObservation(here.Frame - begin, measure(here), deviation * deviation);
            }
            var rate = initialRate(BorderCut.Of(observations[0].Box, options.FrameSize)) * OwnLength(observations[0].Box);
            _axis.Run(_observed.AsSpan(0, observations.Count), steps, unit, rate, axis);
        }
    }

    /// <summary>
    /// Standard deviation of a detected centre, pixels. The tracker is content with a share of the object's own length, which forgives
    /// more to large objects; their boxes would be smoothed too much by it.
    /// </summary>
    private float Noise(float ownLength)
    {
        if (options.FrameSize is not { } size) return options.Motion.CentreNoise * ownLength;
        float own = options.BoxNoise * ownLength, picture = options.PictureNoise * Math.Max(size.Width, size.Height);
        return MathF.Sqrt((own * own) + (picture * picture));
    }

    private static float OwnLength(in Box box) => MathF.Max(box.Width, box.Height);

    /// <summary>The step to every frame: one that changes fast from and to observations that the border cuts.</summary>
    private void SetSteps(List<Observation> observations, Func<BorderCut, bool> isCut)
    {
        var begin = observations[0].Frame;
        var before = false;
        for (var i = 0; i < observations.Count; i++)
        {
            var cut = isCut(BorderCut.Of(observations[i].Box, options.FrameSize));
            var first = i == 0 ? begin : observations[i - 1].Frame + 1;
            for (var frame = first; frame <= observations[i].Frame; frame++)
            {
                _centre[frame - begin] = _step.Centre;
                _size[frame - begin] = before || cut ? _step.Centre : _step.Size;
            }
            before = cut;
        }
    }

    private static void Interpolate(List<Observation> observations, Box[] boxes)
    {
        var begin = observations[0].Frame;
        for (var i = 0; i < observations.Count; i++)
        {
            var here = observations[i];
            boxes[here.Frame - begin] = here.Box;
            if (i + 1 == observations.Count) return;
            var next = observations[i + 1];
            for (var frame = here.Frame + 1; frame < next.Frame; frame++)
                boxes[frame - begin] = Box.Lerp(here.Box, next.Box, (float)(frame - here.Frame) / (next.Frame - here.Frame));
        }
    }
}
