using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// Where a camera looked on every frame: between the picture and the <em>scene</em>, which is the picture of the first frame, extended as far as
/// the camera turned. Boxes stay in the picture; how they move is judged in the scene.
/// </summary>
/// <remarks>
/// While the camera stands, picture and scene are one, to the bit. Frame numbers may jump: between two that were told, the earlier one counts.
/// Not safe for concurrent use.
/// </remarks>
/// <param name="size">Size of the original picture, pixels.</param>
/// <param name="historyFrames">Older steps than this are given up; null: none are.</param>
public sealed class CameraPath(FrameSize size, int? historyFrames = null)
{
    /// <summary>A view that is this far off, as a share of the picture's diagonal, shows another place.</summary>
    private const double OtherPlace = 0.08;

    // Only frames on which the view changed: a camera that stands costs nothing.
    private readonly List<(int Frame, Similarity ToScene)> _views = [];
    private Similarity _known = Similarity.Identity;
    private int _lastLost = int.MinValue;
    private bool _hasForgotten;

    /// <summary>The newest frame that was told; -1 before the first.</summary>
    public int LastFrame { get; private set; } = -1;

    /// <summary>What the camera did on the newest frame.</summary>
    public CameraStep LastStep { get; private set; } = CameraStep.Still;

    /// <summary>Whether it ever did anything but stand.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>How often what is known of the place had to be given up: a large move, or a jump.</summary>
    public int Places { get; private set; }

    /// <summary>Takes what the camera did.</summary>
    /// <param name="frame">The frame; larger than every one before.</param>
    /// <param name="step">Since the frame before.</param>
    /// <exception cref="StvgException">The frame number does not increase.</exception>
    public void Add(int frame, in CameraStep step)
    {
        if (frame <= LastFrame) throw new StvgException($"camera path: frame {frame} after frame {LastFrame}; give frames in order, each once");
        (LastFrame, LastStep) = (frame, step);
        if (step.Kind == CameraStepKind.Lost)
        {
            (_lastLost, HasMoved) = (frame, true);
            EnterPlace(frame);
        }
        else if (step.Kind == CameraStepKind.Moved && !step.FromPrevious.IsIdentity)
        {
            HasMoved = true;
            _views.Add((frame, step.FromPrevious.Inverse.Then(ToScene(frame))));
            if (ToScene(frame).Then(_known.Inverse).LargestShift(size) > OtherPlace * Math.Sqrt(((double)size.Width * size.Width) + ((double)size.Height * size.Height)))
                EnterPlace(frame);
        }

        if (historyFrames is { } kept) Forget(frame - kept);
    }

    /// <summary>From the picture of a frame to the scene.</summary>
    public Similarity ToScene(int frame)
    {
        var (low, high) = (0, _views.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_views[middle].Frame <= frame) low = middle + 1;
            else high = middle;
        }

        return low > 0 ? _views[low - 1].ToScene : _hasForgotten ? _views[0].ToScene : Similarity.Identity;
    }

    /// <summary>From the picture of one frame to that of another.</summary>
    public Similarity Between(int from, int to) => HasMoved ? ToScene(from).Then(ToScene(to).Inverse) : Similarity.Identity;

    /// <summary>A series of boxes in the scene as they are in the picture; null where that is the same all the time.</summary>
    /// <param name="begin">Frame of the first.</param>
    /// <param name="steady">One box per frame, in the scene.</param>
    internal Box[]? ToPicture(int begin, ReadOnlySpan<Box> steady)
    {
        Box[]? boxes = null;
        for (var i = 0; i < steady.Length; i++)
        {
            var toScene = ToScene(begin + i);
            if (toScene.IsIdentity && boxes is null) continue;
            boxes ??= steady.ToArray();
            boxes[i] = toScene.Inverse.Map(steady[i]);
        }

        return boxes;
    }

    /// <summary>Whether the view is the same on all frames from one to another.</summary>
    public bool IsStill(int from, int to)
    {
        for (var i = _views.Count - 1; i >= 0 && _views[i].Frame > from; i--)
            if (_views[i].Frame <= to) return false;
        return true;
    }

    /// <summary>Whether the camera was lost between two frames, so that no motion leads from one to the other.</summary>
    public bool IsBroken(int from, int to) => _lastLost > from && _lastLost <= to;

    private void EnterPlace(int frame) => (Places, _known) = (Places + 1, ToScene(frame));

    private void Forget(int before)
    {
        // The last view before the limit is that of the limit.
        var gone = 0;
        while (gone + 1 < _views.Count && _views[gone + 1].Frame <= before) gone++;
        if (gone <= _views.Count / 2) return;
        _views.RemoveRange(0, gone);
        _hasForgotten = true;
    }
}
