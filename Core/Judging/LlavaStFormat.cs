using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Judging;

/// <summary>LLaVA-ST (CVPR 2025): times and coordinates as tokens of a hundred bins over the frames that are shown
/// (<see cref="CoordinateTokens"/>).</summary>
/// <param name="size">Size of the original picture.</param>
public sealed class LlavaStFormat(FrameSize size) : PlaceFormat
{
    /// <inheritdoc/>
    public override JudgeQuestion Question(string sentence, IReadOnlyList<JudgePicture> pictures) => new(
        $"When and where does this happen in the video: {Quoted(sentence)}? Give the time span as {{<TEMP-a><TEMP-b>}}, and then for each moment of it "
        + "the box as <TEMP-t>: [<WIDTH-x1><HEIGHT-y1><WIDTH-x2><HEIGHT-y2>].", pictures);

    /// <inheritdoc/>
    public override Places? Read(string text, IReadOnlyList<int> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var answer = CoordinateTokens.Parse(text);
        if (answer.Boxes.Count == 0 || frames.Count == 0) return null;
        var grid = new TokenGrid(frames[0], frames[^1], size);
        var boxes = new Dictionary<int, Box>();
        foreach (var box in answer.Boxes)
            if (grid.BoxOf(box) is { Width: > 0, Height: > 0 } place) boxes[grid.FrameAt(box.Time)] = place;
        if (boxes.Count == 0) return null;
        var span = answer.Span is { } said
            ? (Begin: grid.FrameAt(Math.Min(said.Begin, said.End)), End: grid.FrameAt(Math.Max(said.Begin, said.End)))
            : (Begin: boxes.Keys.Min(), End: boxes.Keys.Max());
        return new Places(span.Begin, span.End, boxes);
    }
}
