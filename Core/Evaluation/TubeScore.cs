namespace Stvg.Core.Evaluation;

/// <summary>How well one predicted tube fits the true one. Fractions in [0, 1].</summary>
/// <param name="TIoU">Overlap in time.</param>
/// <param name="VIoU">Overlap in space and time: sum of box IoU over common frames, divided by the frames of either.</param>
/// <param name="SIoU">Overlap in space alone: mean box IoU over common frames, 0 when there are none.</param>
public readonly record struct TubeScore(double TIoU, double VIoU, double SIoU);
