using System.Numerics.Tensors;
using Stvg.Core;

namespace Stvg.Models.Detectors;

/// <summary>
/// The one output of YOLOv5 and later: per candidate a box as centre, width and height in pixels of the input, for YOLOv5
/// the probability of any object, and the probability of each class.
/// </summary>
internal sealed class YoloDecoder : IOutputDecoder
{
    private readonly OutputTensor _output;
    private readonly int _count;
    private readonly int _classes;
    private readonly int _head;
    private readonly bool _fieldsFirst;
    private readonly float[] _best;
    private readonly int[] _bestClass;

    /// <param name="outputs">One tensor [1, N, head + classes], or [1, head + classes, N].</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="withObjectness">YOLOv5: five values before the classes instead of four.</param>
    public YoloDecoder(IReadOnlyList<OutputTensor> outputs, int classes, bool withObjectness)
    {
        (_classes, _head) = (classes, withObjectness ? 5 : 4);
        var fields = _head + classes;
        if (outputs is not [{ Shape: [1, var rows, var columns] } output] || (rows != fields && columns != fields))
        {
            throw new StvgException($"with {classes} classes it needs one output [1,{fields},N] or [1,N,{fields}]; "
                + $"it has {string.Join(", ", outputs)}");
        }
        _output = output;
        _fieldsFirst = rows == fields;
        _count = _fieldsFirst ? columns : rows;
        _best = new float[_fieldsFirst ? _count : 0];
        _bestClass = new int[_best.Length];
    }

    public bool NeedsSuppression => true;

    public void Decode(float minScore, Candidates candidates)
    {
        if (_fieldsFirst) DecodeColumns(minScore, candidates);
        else DecodeRows(minScore, candidates);
    }

    private void DecodeRows(float minScore, Candidates candidates)
    {
        for (var i = 0; i < _count; i++)
        {
            var row = _output.Span.Slice(i * (_head + _classes), _head + _classes);
            var objectness = _head == 5 ? row[4] : 1;
            if (objectness < minScore) continue;
            var best = TensorPrimitives.IndexOfMax<float>(row[_head..]);
            var score = objectness * row[_head + best];
            if (score >= minScore) candidates.Add(Candidate.FromCenter(row[0], row[1], row[2], row[3], best, score));
        }
    }

    // A class lies in one piece, so classes without any score are passed over quickly; they are most of them.
    private void DecodeColumns(float minScore, Candidates candidates)
    {
        Array.Clear(_best);
        for (var c = 0; c < _classes; c++)
        {
            var scores = Field(_head + c);
            if (!(TensorPrimitives.Max(scores) >= minScore)) continue;
            for (var i = 0; i < scores.Length; i++)
                if (scores[i] > _best[i]) (_best[i], _bestClass[i]) = (scores[i], c);
        }
        ReadOnlySpan<float> x = Field(0), y = Field(1), width = Field(2), height = Field(3);
        var objectness = _head == 5 ? Field(4) : default;
        for (var i = 0; i < _count; i++)
        {
            var score = _head == 5 ? _best[i] * objectness[i] : _best[i];
            if (score >= minScore && score > 0) candidates.Add(Candidate.FromCenter(x[i], y[i], width[i], height[i], _bestClass[i], score));
        }
    }

    private ReadOnlySpan<float> Field(int index) => _output.Span.Slice(index * _count, _count);
}
