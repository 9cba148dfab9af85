using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Training;

/// <summary>A fixed part of every batch's work, with gradients of its own: sums run in the same order however many threads there are.</summary>
internal sealed class TrainingShard
{
    private readonly GroundingLoss _loss;
    private readonly ClipEncoder _encoder;
    private readonly Tape _head;
    private readonly List<(Tape Tape, ClipCode Code)> _clips = [];

    public TrainingShard(NetworkWeights weights, LearningParts parts)
    {
        (_loss, _encoder) = (new GroundingLoss(weights, parts), new ClipEncoder(weights));
        Gradients = [.. weights.All.Select(p => new float[p.Values.Length])];
        _head = new Tape(Gradients);
    }

    /// <summary>Derivatives of what this shard worked out, by parameter.</summary>
    public float[][] Gradients { get; }

    /// <summary>Sum of the losses of its sentences.</summary>
    public float Loss { get; private set; }

    /// <summary>The clips as this shard's sentences see them, whose gradients go back to the shards that encoded them.</summary>
    public List<ClipCode> Leaves { get; } = [];

    /// <summary>Codes of its clips, in order.</summary>
    public IReadOnlyList<(Tape Tape, ClipCode Code)> Clips => _clips;

    /// <summary>Encodes clips, some of them backwards.</summary>
    public void Encode(IEnumerable<(ClipTokens Clip, bool Reversed)> clips)
    {
        var number = 0;
        foreach (var (clip, reversed) in clips)
        {
            var tape = number < _clips.Count ? _clips[number].Tape : new Tape(Gradients);
            tape.Clear();
            var code = _encoder.Encode(tape, clip, reversed);
            if (number < _clips.Count) _clips[number] = (tape, code);
            else _clips.Add((tape, code));
            number++;
        }
    }

    /// <summary>The tubelet of its own clip that a sentence chooses by now.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="clip">Its clip, encoded by any shard.</param>
    public int Choose(TrainingSentence sentence, ClipCode clip) => _loss.Choose(new Tape(), sentence, clip);

    /// <summary>Works out the losses of sentences, and goes back to the clips.</summary>
    public void Judge(
        IReadOnlyList<ClipCode> all, IEnumerable<AskedSentence> sentences, SentenceTokens vocabulary, IReadOnlyList<ChosenTubelet> chosen)
    {
        _head.Clear();
        Leaves.Clear();
        foreach (var code in all)
        {
            Leaves.Add(new ClipCode(
                code.Count, _head.Variable(code.Still.Value, code.Still.Rows, code.Still.Columns),
                _head.Variable(code.Fast.Value, code.Fast.Rows, code.Fast.Columns)));
        }

        Node? sum = null;
        foreach (var asked in sentences)
        {
            var loss = _loss.Of(_head, asked, Leaves, vocabulary, chosen);
            sum = sum is null ? loss : _head.Add(sum, loss);
        }

        Loss = sum?.Scalar ?? 0;
        if (sum is not null) _head.Backward(_head.Scale(sum, 1f / chosen.Count));
    }

    /// <summary>Goes back through a clip.</summary>
    /// <param name="number">Which of its own.</param>
    /// <param name="leaves">The clip as every shard saw it.</param>
    public void Return(int number, IEnumerable<ClipCode> leaves)
    {
        var (tape, code) = _clips[number];
        foreach (var leaf in leaves)
        {
            MatrixKernels.AddScaled(leaf.Still.Gradient, 1, code.Still.Gradient);
            MatrixKernels.AddScaled(leaf.Fast.Gradient, 1, code.Fast.Gradient);
        }

        tape.BackwardFromGradients();
    }
}
