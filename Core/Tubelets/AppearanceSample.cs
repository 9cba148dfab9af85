namespace Stvg.Core.Tubelets;

/// <summary>What an object looked like over a short stretch of its tubelet.</summary>
/// <param name="Begin">First frame of the stretch.</param>
/// <param name="End">Last frame, inclusive.</param>
/// <param name="Looks">Number of detections that were seen clearly and averaged.</param>
/// <param name="Vector">Their mean appearance vector.</param>
public sealed record AppearanceSample(int Begin, int End, int Looks, IReadOnlyList<float> Vector);
