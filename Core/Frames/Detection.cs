namespace Stvg.Core.Frames;

/// <summary>One object that a detector found in one frame.</summary>
/// <param name="Box">Where, in pixels of the original frame.</param>
/// <param name="Class">Index into the detector's class list (COCO-80 order for the built-in detectors; see <see cref="CocoClasses"/>).</param>
/// <param name="Score">Confidence in [0, 1].</param>
public readonly record struct Detection(Box Box, int Class, float Score);
