namespace Stvg.Core.Evaluation;

/// <summary>
/// Whose definition of tIoU and vIoU: published evaluators differ, and the difference shows in the third decimal of a benchmark.
/// LLaVA-ST's, on a grid of 100 moments, is <see cref="LlavaStEvaluation"/>.
/// </summary>
public enum TubeDefinition
{
    /// <summary>
    /// The official HC-STVG evaluator, the product's default. Frames are counted, ends included: tIoU = common frames / hull of both
    /// intervals, vIoU = sum of IoU over the common frames / hull.
    /// </summary>
    HcStvg,

    /// <summary>
    /// CG-STVG's evaluator for HC-STVG: tIoU of durations (end − begin), so that touching intervals have 0; vIoU as the official one.
    /// </summary>
    CgStvg,

    /// <summary>
    /// TubeDETR's and CG-STVG's evaluator for VidSTG: tIoU of durations; vIoU where the last frame of an interval does not belong to it.
    /// </summary>
    VidStg,
}
