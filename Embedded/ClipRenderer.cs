using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Video;

namespace Stvg.Embedded;

/// <summary>Draws answers into the clip they were found in.</summary>
public static class ClipRenderer
{
    /// <summary>Writes an H.264 MP4 with every tube's box and score, and below it each sub-query's score over time.</summary>
    /// <param name="clip">The analysed clip.</param>
    /// <param name="plan">The sentence's plan; its words label the rows.</param>
    /// <param name="tubes">Best first; may be empty.</param>
    /// <param name="outputPath">File to make.</param>
    /// <param name="progress">Told the finished share in [0, 1].</param>
    /// <param name="cancellation">Stops FFmpeg; nothing is left of the file.</param>
    /// <exception cref="Core.StvgException">The file cannot be written, or FFmpeg fails.</exception>
    public static Task RenderAsync(
        ClipAnalysis clip, QueryPlan plan, IReadOnlyList<Tube> tubes, string outputPath, IProgress<double>? progress, CancellationToken cancellation) =>
        TubeRenderer.RenderAsync(clip.Info, clip.Scene.Timestamps, Rendered(clip, plan, tubes), outputPath, progress, cancellation);

    /// <summary>Writes one frame of what <see cref="RenderAsync"/> makes, as PNG or JPEG by the name's ending.</summary>
    /// <inheritdoc cref="RenderAsync"/>
    /// <param name="clip">The analysed clip.</param>
    /// <param name="plan">The sentence's plan.</param>
    /// <param name="tubes">Best first; may be empty.</param>
    /// <param name="frame">Frame number from 0.</param>
    /// <param name="outputPath">File to make.</param>
    /// <param name="cancellation">Stops FFmpeg.</param>
    public static Task SnapshotAsync(
        ClipAnalysis clip, QueryPlan plan, IReadOnlyList<Tube> tubes, int frame, string outputPath, CancellationToken cancellation) =>
        TubeRenderer.SnapshotAsync(clip.Info, clip.Scene.Timestamps, Rendered(clip, plan, tubes), frame, outputPath, cancellation);

    private static List<RenderedTube> Rendered(ClipAnalysis clip, QueryPlan plan, IReadOnlyList<Tube> tubes)
    {
        var begins = clip.Scene.Objects.ToDictionary(o => o.Tubelet.Id, o => o.Tubelet.Begin);
        return [.. tubes.Select(tube => new RenderedTube(tube, plan.Target.Noun, Rows(plan, tube, begins[tube.TubeletId])))];
    }

    private static List<RenderedRow> Rows(QueryPlan plan, Tube tube, int firstFrame) =>
        [.. from subQuery in plan.SubQueries
            join evidence in tube.Evidence on subQuery.Id equals evidence.SubQuery
            select new RenderedRow(subQuery.Text, firstFrame, evidence.PerFrame) { Score = evidence.Score }];
}
