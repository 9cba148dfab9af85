using System.Numerics.Tensors;
using Stvg.Core;
using Stvg.Core.Frames;

namespace Stvg.Models.Detectors;

/// <summary>
/// NanoDet (anchor-free, one stage): for every cell of the grids with stride 8, 16 and 32 the class scores, and for each of
/// the four sides a distribution over distances, whose expectation times the stride is the distance from the cell's centre
/// (Generalized Focal Loss, Li et al. 2020, section 3.2).
/// </summary>
internal sealed class NanoDetDecoder : IOutputDecoder
{
    private static readonly int[] s_strides = [8, 16, 32];

    private readonly Level[] _levels;
    private readonly int _classes;

    public NanoDetDecoder(IReadOnlyList<OutputTensor> outputs, int classes, FrameSize input)
    {
        _classes = classes;
        _levels = [.. s_strides.Select(stride => FindLevel(outputs, classes, input, stride))];
    }

    public bool NeedsSuppression => true;

    public void Decode(float minScore, Candidates candidates)
    {
        foreach (var level in _levels) Decode(level, minScore, candidates);
    }

    private void Decode(Level level, float minScore, Candidates candidates)
    {
        var bins = level.Distances.Length / level.Columns / level.Rows / 4;
        for (var cell = 0; cell < level.Columns * level.Rows; cell++)
        {
            var scores = level.Scores.Span.Slice(cell * _classes, _classes);
            var best = TensorPrimitives.IndexOfMax<float>(scores);
            if (!(scores[best] >= minScore)) continue;
            var x = (cell % level.Columns + 0.5f) * level.Stride;
            var y = (cell / level.Columns + 0.5f) * level.Stride;
            var sides = level.Distances.Span.Slice(cell * 4 * bins, 4 * bins);
            candidates.Add(new(
                x - (Expectation(sides[..bins]) * level.Stride),
                y - (Expectation(sides[bins..(2 * bins)]) * level.Stride),
                x + (Expectation(sides[(2 * bins)..(3 * bins)]) * level.Stride),
                y + (Expectation(sides[(3 * bins)..]) * level.Stride),
                best, scores[best]));
        }
    }

    // Of the softmax over bins 0, 1, 2, ...; the largest logit is taken off first, so that nothing overflows.
    private static float Expectation(ReadOnlySpan<float> logits)
    {
        var largest = TensorPrimitives.Max(logits);
        float sum = 0, weighted = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = MathF.Exp(logits[i] - largest);
            sum += weight;
            weighted += weight * i;
        }
        return weighted / sum;
    }

    private static Level FindLevel(IReadOnlyList<OutputTensor> outputs, int classes, FrameSize input, int stride)
    {
        int columns = input.Width / stride, rows = input.Height / stride;
        var ofStride = outputs.Where(o => o.Shape is [1, var n, _] && n == columns * rows).ToList();
        var scores = ofStride.FirstOrDefault(o => o.Shape[2] == classes);
        var distances = ofStride.FirstOrDefault(o => o != scores && o.Shape[2] % 4 == 0 && o.Shape[2] >= 8);
        if (scores is null || distances is null)
        {
            throw new StvgException($"no outputs [1,{columns * rows},{classes}] and [1,{columns * rows},4 * bins] for stride {stride}; "
                + $"it has {string.Join(", ", outputs)}");
        }
        return new(stride, columns, rows, scores, distances);
    }

    private sealed record Level(int Stride, int Columns, int Rows, OutputTensor Scores, OutputTensor Distances);
}
