using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// Smooths a stretch of observed boxes, coordinate by coordinate, from a known state on its first frame. The working memory of any number
/// of objects, one after the other.
/// </summary>
internal sealed class BoxSmoother(SmoothingModel model)
{
    private readonly AxisSmoother _axis = new();
    private AxisStep[] _centre = [], _size = [];
    private AxisObservation[] _observed = [];
    private float[] _values = [];

    /// <summary>The state on the frame of an observation, for want of any earlier one.</summary>
    public BoxState Begin(in Observation first)
    {
        var (box, unit) = (first.Box, SmoothingModel.OwnLength(first.Box));
        var cut = model.Cut(first);
        // It is what the filter starts from, however poor it is.
        var noise = model.Noise(first with { Score = 1 }, 1);
        return new BoxState(
            new AxisFilter(box.CenterX, noise, model.InitialSpeed * unit),
            new AxisFilter(box.CenterY, noise, model.InitialSpeed * unit),
            new AxisFilter(box.Width, noise * model.SizeFactor, model.InitialGrowth(cut.X) * unit),
            new AxisFilter(box.Height, noise * model.SizeFactor, model.InitialGrowth(cut.Y) * unit),
            cut);
    }

    /// <summary>Fills a box for every frame of a stretch.</summary>
    /// <param name="start">The state on the stretch's first frame.</param>
    /// <param name="begin">Number of that frame.</param>
    /// <param name="observed">What was observed after it, by frame; the last on the stretch's last frame.</param>
    /// <param name="unit">The object's own length, pixels.</param>
    /// <param name="usualScore">The object's mean score.</param>
    /// <param name="boxes">Receives one box per frame.</param>
    /// <param name="settled">Index of a frame whose state is wanted.</param>
    /// <returns>The state on that frame.</returns>
    public BoxState Smooth(
        in BoxState start, int begin, ReadOnlySpan<Observation> observed, float unit, float usualScore, Span<Box> boxes, int settled = 0)
    {
        var n = boxes.Length;
        if (_values.Length < n) (_values, _centre, _size) = (new float[2 * n], new AxisStep[2 * n], new AxisStep[2 * n]);
        if (_observed.Length < observed.Length) _observed = new AxisObservation[2 * observed.Length];
        _centre.AsSpan(0, n).Fill(model.Centre);
        var values = _values.AsSpan(0, n);

        SetSizeSteps(start.Cut.X, begin, observed, static cut => cut.X);
        var x = Run(start.X, begin, observed, static b => b.CenterX, _centre, 1, unit, usualScore, values, settled);
        for (var i = 0; i < n; i++) boxes[i] = new Box(values[i], 0, 0, 0);
        var width = Run(start.Width, begin, observed, static b => b.Width, _size, model.SizeFactor, unit, usualScore, values, settled);
        for (var i = 0; i < n; i++) boxes[i] = boxes[i] with { Width = MathF.Max(values[i], 1) };
        SetSizeSteps(start.Cut.Y, begin, observed, static cut => cut.Y);
        var y = Run(start.Y, begin, observed, static b => b.CenterY, _centre, 1, unit, usualScore, values, settled);
        for (var i = 0; i < n; i++) boxes[i] = boxes[i] with { Y = values[i] };
        var height = Run(start.Height, begin, observed, static b => b.Height, _size, model.SizeFactor, unit, usualScore, values, settled);
        for (var i = 0; i < n; i++)
        {
            var (box, h) = (boxes[i], MathF.Max(values[i], 1));
            boxes[i] = new Box(box.X - (box.Width / 2), box.Y - (h / 2), box.Width, h);
        }
        return new BoxState(x, y, width, height, CutAt(begin + settled, start.Cut, observed));
    }

    private AxisFilter Run(
        in AxisFilter start, int begin, ReadOnlySpan<Observation> observed, Func<Box, float> measure, AxisStep[] steps, float noise,
        float unit, float usualScore, Span<float> values, int settled)
    {
        for (var i = 0; i < observed.Length; i++)
        {
            var deviation = noise * model.Noise(observed[i], usualScore);
            _observed[i] = new AxisObservation(observed[i].Frame - begin, measure(observed[i].Box), deviation * deviation);
        }
        _axis.Run(start, _observed.AsSpan(0, observed.Length), steps, unit, values);
        return _axis.StateAt(settled);
    }

    /// <summary>A size changes fast from and to observations that the border cuts.</summary>
    private void SetSizeSteps(Side cutBefore, int begin, ReadOnlySpan<Observation> observed, Func<BorderCut, Side> along)
    {
        var (before, frame) = (cutBefore != Side.None, 1);
        foreach (var observation in observed)
        {
            var cut = along(model.Cut(observation)) != Side.None;
            for (; frame <= observation.Frame - begin; frame++) _size[frame] = model.Size(before || cut);
            before = cut;
        }
    }

    private BorderCut CutAt(int frame, BorderCut before, ReadOnlySpan<Observation> observed)
    {
        foreach (var observation in observed)
        {
            if (observation.Frame > frame) break;
            before = model.Cut(observation);
        }
        return before;
    }
}

/// <summary>Where a box is, how it changes, and how the border cut it when it was observed last.</summary>
internal readonly record struct BoxState(AxisFilter X, AxisFilter Y, AxisFilter Width, AxisFilter Height, BorderCut Cut);
