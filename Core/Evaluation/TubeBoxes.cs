using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Evaluation;

/// <summary>A tube as evaluators see it: an interval, and boxes on some or all of its frames.</summary>
/// <remarks>Frames may count from 0 or from 1, as long as both tubes of a comparison do the same.</remarks>
public sealed class TubeBoxes
{
    /// <summary>Makes a tube of boxes by frame; frames of the interval may lack a box, boxes outside it are not looked at.</summary>
    /// <param name="begin">First frame.</param>
    /// <param name="end">Last frame, inclusive.</param>
    /// <param name="boxes">Boxes by frame, in pixels of the original frame.</param>
    public TubeBoxes(int begin, int end, IReadOnlyDictionary<int, Box> boxes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, begin);
        (Begin, End, Boxes) = (begin, end, boxes);
    }

    /// <summary>First frame.</summary>
    public int Begin { get; }

    /// <summary>Last frame, inclusive.</summary>
    public int End { get; }

    /// <summary>Boxes by frame.</summary>
    public IReadOnlyDictionary<int, Box> Boxes { get; }

    /// <summary>The tube of an answer; its frames count from 0.</summary>
    public static TubeBoxes Of(Tube tube)
    {
        ArgumentNullException.ThrowIfNull(tube);
        var boxes = new Dictionary<int, Box>(tube.Boxes.Count);
        for (var i = 0; i < tube.Boxes.Count; i++) boxes.Add(tube.Begin + i, tube.Boxes[i]);
        return new TubeBoxes(tube.Begin, tube.End, boxes);
    }
}
