using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tracking;

/// <summary>A stretch of observations of one object, while tubelets are being mended.</summary>
internal sealed class TubeletPiece
{
    /// <summary>More observations than this tell nothing new of the motion at an end.</summary>
    private const int EndObservations = 60;

    /// <summary>Who was missed by fewer looks was not lost, however much time lay between them.</summary>
    private const int FewestMisses = 3;

    private readonly string _cameraId;
    private readonly float[] _votes;

    private TubeletPiece(string cameraId, float[] votes, List<Observation> observations, List<AppearanceSample> samples)
    {
        (_cameraId, _votes, Observations, Samples) = (cameraId, votes, observations, samples);
        for (var i = 0; i < votes.Length; i++)
            if (votes[i] > (Class < 0 ? 0 : votes[Class])) Class = i;
    }

    public List<Observation> Observations { get; }
    public List<AppearanceSample> Samples { get; }

    /// <summary>The class with the most votes, or -1.</summary>
    public int Class { get; } = -1;

    public int Begin => Observations[0].Frame;
    public int End => Observations[^1].Frame;
    public float MeanScore => TotalScore / Observations.Count;

    public float TotalScore
    {
        get
        {
            var sum = 0f;
            foreach (var observation in Observations) sum += observation.Score;
            return sum;
        }
    }

    /// <summary>By first frame, then last frame, then position: a total order, so that results do not depend on the input's.</summary>
    public static int ByTime(TubeletPiece a, TubeletPiece b)
    {
        var order = a.Begin.CompareTo(b.Begin);
        if (order == 0) order = a.End.CompareTo(b.End);
        if (order == 0) order = a.Observations[0].Box.X.CompareTo(b.Observations[0].Box.X);
        return order != 0 ? order : a.Observations[0].Box.Y.CompareTo(b.Observations[0].Box.Y);
    }

    /// <summary>A piece of what is known of one object.</summary>
    public static TubeletPiece Of(string cameraId, float[] votes, List<Observation> observations, List<AppearanceSample> samples) =>
        new(cameraId, votes, observations, samples);

    /// <summary>Cuts a tubelet where it was not observed for long, though it was looked for.</summary>
    public static void Cut(Tubelet tubelet, MendingOptions options, IReadOnlyList<int>? looks, List<TubeletPiece> pieces)
    {
        if (tubelet.Scores.Count != tubelet.Boxes.Count)
        {
            throw new StvgException(
                $"tubelet {tubelet.Id}: {tubelet.Scores.Count} scores for {tubelet.Boxes.Count} boxes; give one per box");
        }
        var observations = new List<Observation>();
        for (var i = 0; i < tubelet.Boxes.Count; i++)
            if (tubelet.Scores[i] > 0) observations.Add(new Observation(tubelet.Begin + i, tubelet.Boxes[i], tubelet.Scores[i]));
        if (observations.Count == 0) return;

        var rest = new TubeletPiece(tubelet.CameraId, [.. tubelet.ClassVotes], observations, [.. tubelet.AppearanceSamples]);
        var longest = options.CutSeconds * options.FramesPerSecond;
        if (looks is null) longest = MathF.Max(longest, 2 * TypicalStride(observations));
        for (var i = observations.Count - 1; i > 0; i--)
        {
            if (observations[i].Frame - observations[i - 1].Frame - 1 <= longest) continue;
            if (looks is not null && Between(looks, observations[i - 1].Frame, observations[i].Frame) < FewestMisses) continue;
            (rest, var later) = rest.SplitAt(i);
            pieces.Add(later);
        }
        pieces.Add(rest);
    }

    /// <summary>Two pieces: the observations before an index, and the rest; class votes are shared out by score.</summary>
    public (TubeletPiece Before, TubeletPiece After) SplitAt(int index)
    {
        var frame = Observations[index].Frame;
        var before = Part(Observations.GetRange(0, index), Samples.FindAll(s => s.End < frame));
        var after = Part(Observations.GetRange(index, Observations.Count - index), Samples.FindAll(s => s.Begin >= frame));
        return (before, after);

        TubeletPiece Part(List<Observation> observations, List<AppearanceSample> samples)
        {
            var part = new TubeletPiece(_cameraId, (float[])_votes.Clone(), observations, samples);
            var share = part.TotalScore / TotalScore;
            for (var i = 0; i < part._votes.Length; i++) part._votes[i] *= share;
            return part;
        }
    }

    /// <summary>One piece of several that follow each other.</summary>
    public static TubeletPiece Join(List<TubeletPiece> chain)
    {
        if (chain.Count == 1) return chain[0];
        var votes = new float[chain.Max(p => p._votes.Length)];
        var observations = new List<Observation>(chain.Sum(p => p.Observations.Count));
        var samples = new List<AppearanceSample>();
        foreach (var piece in chain)
        {
            for (var i = 0; i < piece._votes.Length; i++) votes[i] += piece._votes[i];
            observations.AddRange(piece.Observations);
            samples.AddRange(piece.Samples);
        }
        return new TubeletPiece(chain[0]._cameraId, votes, observations, samples);
    }

    /// <summary>The motion at the end of the piece; at its beginning, and backwards in time, when <paramref name="backwards"/>.</summary>
    public BoxFilter EndState(MendingOptions options, bool backwards)
    {
        var (count, usual) = (Observations.Count, MeanScore);
        var first = Math.Max(0, count - EndObservations);
        var here = At(first);
        var state = new BoxFilter(here.Box, BorderCut.Of(here.Box, options.FrameSize), options.Motion);
        for (var i = first + 1; i < count; i++)
        {
            var next = At(i);
            if (options.MovedCamera is { } camera) state.Warp(camera.Between(here.Frame, next.Frame), options.FrameSize);
            state.Predict(new MotionStep(Math.Abs(next.Frame - here.Frame) / options.FramesPerSecond, options.Motion));
            state = state.As(BorderCut.Of(next.Box, options.FrameSize), options.FrameSize);
            state.Correct(next.Box, options.Motion.NoiseFactor(next.Score, usual), options.Motion);
            here = next;
        }
        return state;

        Observation At(int i) => Observations[backwards ? count - 1 - i : i];
    }

    /// <summary>The observed or interpolated box on a frame of the piece's life.</summary>
    public Box BoxAt(int frame)
    {
        var (low, high) = (0, Observations.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Observations[middle].Frame < frame) low = middle + 1;
            else high = middle;
        }
        var next = Observations[low];
        if (next.Frame == frame || low == 0) return next.Box;
        var last = Observations[low - 1];
        return Box.Lerp(last.Box, next.Box, (float)(frame - last.Frame) / (next.Frame - last.Frame));
    }

    public Tubelet ToTubelet(int id, FixedIntervalSmoother smoother)
    {
        var scores = new float[End - Begin + 1];
        foreach (var observation in Observations) scores[observation.Frame - Begin] = observation.Score;
        var (boxes, steady) = smoother.Boxes(Observations);
        return new Tubelet
        {
            Id = id,
            CameraId = _cameraId,
            Begin = Begin,
            Boxes = boxes,
            Steady = steady,
            Scores = scores,
            ClassVotes = _votes,
            Appearance = PieceLooks.Mean(Samples),
            AppearanceSamples = Samples,
        };
    }

    /// <summary>How many numbers there are between two others, neither of them included.</summary>
    private static int Between(IReadOnlyList<int> ascending, int first, int last)
    {
        var (low, high) = (0, ascending.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] <= first) low = middle + 1;
            else high = middle;
        }
        var count = 0;
        for (; low < ascending.Count && ascending[low] < last; low++) count++;
        return count;
    }

    /// <summary>Frames from one observation to the next, as a rule: more than one when not every frame is detected.</summary>
    private static int TypicalStride(List<Observation> observations)
    {
        if (observations.Count < 2) return 1;
        var strides = new int[observations.Count - 1];
        for (var i = 0; i < strides.Length; i++) strides[i] = observations[i + 1].Frame - observations[i].Frame;
        Array.Sort(strides);
        return strides[strides.Length / 2];
    }
}
