using System.Numerics.Tensors;
using Stvg.Core;
using Stvg.Core.Frames;

namespace Stvg.Models.Detectors;

/// <summary>
/// RT-DETR and other DETRs that score classes by a sigmoid: a fixed number of candidates, boxes as centre, width and height
/// in fractions of the input. Trained to name every object once, so nothing is to be suppressed.
/// </summary>
internal sealed class RtDetrDecoder : IOutputDecoder
{
    private readonly OutputTensor _boxes;
    private readonly OutputTensor? _logits;
    private readonly int _classes;
    private readonly FrameSize _input;

    /// <param name="outputs">Logits [1, N, classes] and boxes [1, N, 4], or [1, N, 4 + classes] with scores after the sigmoid.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="input">Size of the network's input, pixels.</param>
    public RtDetrDecoder(IReadOnlyList<OutputTensor> outputs, int classes, FrameSize input)
    {
        (_classes, _input) = (classes, input);
        if (outputs is [{ Shape: [1, _, var fields] } single] && fields == 4 + classes)
        {
            _boxes = single;
            return;
        }
        _logits = outputs.FirstOrDefault(o => o.Shape is [1, _, var c] && c == classes);
        var boxes = outputs.FirstOrDefault(o => o != _logits && o.Shape is [1, _, 4]);
        if (outputs.Count != 2 || _logits is null || boxes is null || boxes.Shape[1] != _logits.Shape[1])
        {
            throw new StvgException($"with {classes} classes it needs outputs [1,N,{classes}] and [1,N,4], or one [1,N,{4 + classes}]; "
                + $"it has {string.Join(", ", outputs)}");
        }
        _boxes = boxes;
    }

    public bool NeedsSuppression => false;

    public void Decode(float minScore, Candidates candidates)
    {
        var step = _boxes.Shape[2];
        for (var i = 0; i < _boxes.Shape[1]; i++)
        {
            var box = _boxes.Span.Slice(i * step, step);
            var scores = _logits is null ? box[4..] : _logits.Span.Slice(i * _classes, _classes);
            var best = TensorPrimitives.IndexOfMax<float>(scores);
            var score = _logits is null ? scores[best] : 1 / (1 + MathF.Exp(-scores[best]));
            if (!(score >= minScore)) continue;
            candidates.Add(Candidate.FromCenter(
                box[0] * _input.Width, box[1] * _input.Height, box[2] * _input.Width, box[3] * _input.Height, best, score));
        }
    }
}
