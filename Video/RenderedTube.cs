using Stvg.Core.Grounding;

namespace Stvg.Video;

/// <summary>A tube to draw.</summary>
/// <param name="Tube">The interval, the boxes and the score.</param>
/// <param name="Label">Short name written at the box ("man in black"); the score is added. Any text is safe.</param>
/// <param name="Rows">
/// One row of the strip below the picture per sub-query. Only the first (best) tube's rows are drawn, at most
/// <see cref="TubeRenderer.MaxRows"/> of them.
/// </param>
public sealed record RenderedTube(Tube Tube, string Label, IReadOnlyList<RenderedRow> Rows);

/// <summary>One sub-query over time.</summary>
/// <param name="Label">The sub-query's words. Any text is safe.</param>
/// <param name="FirstFrame">Frame number, from 0, of the first score.</param>
/// <param name="PerFrame">In [0, 1], one value per frame; NaN where there is none.</param>
public sealed record RenderedRow(string Label, int FirstFrame, IReadOnlyList<float> PerFrame)
{
    /// <summary>The sub-query's score over the whole tube, in [0, 1], written at the end of the row; null to leave it out.</summary>
    public float? Score { get; init; }
}
