using OpenCvSharp;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Video.OpenCv;

/// <summary>
/// A camera's own motion from what rests in its picture: corners (Shi and Tomasi), followed from frame to frame (pyramidal Lucas–Kanade), and the
/// similarity that most of them agree with (RANSAC). Corners on what moves by itself are not taken, or are outvoted.
/// </summary>
/// <remarks>
/// Motion is measured against the frame on which the corners were found, so that errors do not add up from frame to frame. While the camera
/// stands only little pieces around the corners are compared, which costs next to nothing, and the answer is <see cref="CameraStep.Still"/>
/// exactly. docs/moving-cameras.md has figures.
/// </remarks>
public sealed class FlowCameraMotion : ICameraMotion
{
    private readonly CameraMotionOptions _options;
    private readonly WorkingPicture _working;
    private readonly CornerSet _corners;
    private Mat _grey = new(), _before = new();
    private Similarity _sinceAnchor = Similarity.Identity;
    private bool _hasBefore, _resting;

    /// <summary>Begins with the first frame.</summary>
    /// <exception cref="Core.StvgException">An option makes no sense, or OpenCV is not there; the message says which.</exception>
    public FlowCameraMotion(CameraMotionOptions? options = null)
    {
        OpenCvLibrary.Require();
        _options = options ?? new CameraMotionOptions();
        _options.Validate();
        (_working, _corners) = (new WorkingPicture(_options.LongSide), new CornerSet(_options));
    }

    /// <inheritdoc/>
    public CameraStep Observe(Frame frame, ReadOnlySpan<Box> moving)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var unit = _working.Take(frame, _grey);
        if (!_hasBefore || _grey.Size() != _before.Size()) return Begin(moving, unit, CameraStep.Still);
        if (_corners.Count < _options.FewestAgreeing) return Begin(moving, unit, CameraStep.Still); // a blank wall tells nothing

        // Of a camera that stands: do the corners lie where they lay, nearly all over the picture?
        if (_resting && _corners.AreInPlace(_grey)) return CameraStep.Still;

        _corners.Follow(_before, _grey, moving, unit);
        if (_corners.Count < _options.FewestAgreeing) return Begin(moving, unit, CameraStep.Lost);
        if (_resting && _corners.MostlyRest()) return Rest(moving, unit);
        if (_corners.Agree(out var share) is not { } sinceAnchor) return Begin(moving, unit, CameraStep.Lost);

        var step = _sinceAnchor.Inverse.Then(sinceAnchor);
        if (step.LargestShift(new FrameSize(_grey.Width, _grey.Height)) < _options.Rest / 2)
        {
            // It came to rest, or never left it: what little there was stays with the corners' anchor, so that a slow pan is noticed in the end.
            return _resting ? Rest(moving, unit) : Stop(moving, unit, step, share);
        }

        (_sinceAnchor, _resting) = (sinceAnchor, false);
        _corners.KeepAgreeing();
        if (_corners.Count < _options.FewestLeft * _corners.Found) Anchor(moving, unit);
        Swap();
        return CameraStep.Moved(step.InPixels(unit), share);
    }

    /// <inheritdoc/>
    public void Restart() => _hasBefore = false;

    /// <inheritdoc/>
    public void Dispose()
    {
        _working.Dispose();
        _corners.Dispose();
        _grey.Dispose();
        _before.Dispose();
    }

    private CameraStep Begin(ReadOnlySpan<Box> moving, double unit, CameraStep said)
    {
        Anchor(moving, unit);
        (_hasBefore, _resting) = (true, true);
        Swap();
        return said;
    }

    /// <summary>Still at rest, though the picture changed: what is compared stays, unless too little of it is left.</summary>
    private CameraStep Rest(ReadOnlySpan<Box> moving, double unit)
    {
        if (_corners.Resting >= _options.FewestLeft * _corners.Found)
        {
            _corners.GoBack();
            return CameraStep.Still;
        }

        Anchor(moving, unit);
        Swap();
        return CameraStep.Still;
    }

    private CameraStep Stop(ReadOnlySpan<Box> moving, double unit, Similarity step, float share)
    {
        Anchor(moving, unit);
        _resting = true;
        Swap();
        return CameraStep.Moved(step.InPixels(unit), share);
    }

    private void Anchor(ReadOnlySpan<Box> moving, double unit)
    {
        _corners.Find(_grey, moving, unit);
        _sinceAnchor = Similarity.Identity;
    }

    private void Swap() => (_grey, _before) = (_before, _grey);
}
