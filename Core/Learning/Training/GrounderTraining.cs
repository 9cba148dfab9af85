using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Training;

/// <summary>
/// Trains a grounder step by step. It has no threads: whoever drives it may run the shards of a step at once, and gets the same weights.
/// </summary>
public sealed class GrounderTraining
{
    private const int Shards = 4;
    private const double WarmUp = 0.03, HideAttribute = 0.3;

    private readonly NetworkWeights _weights;
    private readonly TrainingOptions _options;
    private readonly IExampleSource _source;
    private readonly TrainingShard[] _shards;
    private readonly Adam _adam;

    /// <summary>Begins, or goes on.</summary>
    /// <param name="options">How.</param>
    /// <param name="source">From what.</param>
    /// <param name="from">A grounder that knows something already; null: from random weights.</param>
    public GrounderTraining(TrainingOptions options, IExampleSource source, LearnedGrounder? from = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(source);
        (_options, _source) = (options, source);
        _weights = new NetworkWeights(options.Seed);
        if (from is not null)
            foreach (var (to, known) in _weights.All.Zip(from.Weights.All)) known.Values.CopyTo(to.Values, 0);
        _shards = [.. Enumerable.Range(0, Shards).Select(_ => new TrainingShard(_weights, options.Parts))];
        _adam = new Adam(_weights);
    }

    /// <summary>Steps taken.</summary>
    public int Steps => _adam.Steps;

    /// <summary>Steps that it is planned to take.</summary>
    public int AllSteps => _options.Steps;

    /// <summary>Whether all steps are taken.</summary>
    public bool IsFinished => Steps >= _options.Steps;

    /// <summary>What was learned so far; it goes on changing with further steps.</summary>
    public LearnedGrounder Grounder => new(_weights);

    internal NetworkWeights Weights => _weights;

    internal Adam Optimiser => _adam;

    /// <summary>Scenes of at most so many tubelets are learned from now.</summary>
    public int MostTubelets => !_options.Parts.HasFlag(LearningParts.SelfPaced) ? int.MaxValue
        : Steps < _options.Stages.Seven * _options.Steps ? 4 : Steps < _options.Stages.All * _options.Steps ? 7 : int.MaxValue;

    /// <summary>Takes a step.</summary>
    /// <param name="each">Runs a body for 0 to n − 1, in any order or at once; one after the other when null.</param>
    /// <returns>The mean loss of the batch's sentences.</returns>
    public float Step(Action<int, Action<int>>? each = null)
    {
        each ??= static (count, body) =>
        {
            for (var i = 0; i < count; i++) body(i);
        };
        var batch = new TrainingExample[_options.Batch];
        var (first, most) = ((long)Steps * batch.Length, MostTubelets);
        each(Shards, s =>
        {
            foreach (var i in Own(s, batch.Length)) batch[i] = _source.Take(first + i, most);
            _shards[s].Encode(Own(s, batch.Length).Select(i => (batch[i].Clip, IsReversed(first + i))));
        });

        ClipCode[] codes = [.. Enumerable.Range(0, batch.Length).Select(i => _shards[i % Shards].Clips[i / Shards].Code)];
        var asked = Asked(batch, first, new Random(HashCode(first)));
        var chosen = new ChosenTubelet[asked.Count];
        each(Shards, s =>
        {
            foreach (var i in Own(s, asked.Count))
                chosen[i] = new ChosenTubelet(asked[i].Clip, _shards[s].Choose(asked[i].Sentence, codes[asked[i].Clip]));
        });
        var vocabulary = Vocabulary(batch);
        each(Shards, s => _shards[s].Judge(codes, Own(s, asked.Count).Select(i => asked[i]), vocabulary, chosen));
        each(Shards, s =>
        {
            foreach (var i in Own(s, batch.Length)) _shards[s].Return(i / Shards, _shards.Select(shard => shard.Leaves[i]));
        });

        var gradients = _shards[0].Gradients;
        each(gradients.Length, p =>
        {
            for (var s = 1; s < Shards; s++)
            {
                MatrixKernels.AddScaled(_shards[s].Gradients[p], 1, gradients[p]);
                Array.Clear(_shards[s].Gradients[p]);
            }
        });
        _adam.Step(gradients, Rate());
        return _shards.Sum(s => s.Loss) / asked.Count;
    }

    private float Rate()
    {
        var done = (double)Steps / _options.Steps;
        return _options.Rate * (float)(Math.Min(1, (done + 0.001) / WarmUp) * (0.5 + (0.5 * Math.Cos(Math.PI * Math.Min(1, done)))));
    }

    private static IEnumerable<int> Own(int shard, int count)
    {
        for (var i = shard; i < count; i += Shards) yield return i;
    }

    private static List<AskedSentence> Asked(TrainingExample[] batch, long first, Random random)
    {
        var asked = new List<AskedSentence>();
        for (var clip = 0; clip < batch.Length; clip++)
        {
            foreach (var sentence in batch[clip].Sentences)
            {
                var hidden = Hide(sentence.Tokens, random);
                // Nothing is learned of times where they run backwards, but from the truth.
                var (shown, asks) = IsReversed(first + clip) ? (sentence.Backwards(), -1) : (sentence, hidden);
                asked.Add(new AskedSentence(asked.Count, clip, shown, asks, batch));
            }
        }

        return asked;
    }

    /// <summary>Who fits must not depend on the order of time: a fifth of all lives are shown backwards.</summary>
    private static bool IsReversed(long number) => number % 5 == 3;

    private static SentenceTokens Vocabulary(TrainingExample[] batch) => SentenceTokens.OfWords(
    [
        .. batch.SelectMany(e => e.Sentences).SelectMany(s => s.Tokens.Words.Where((_, m) => s.Tokens.Roles[m] != WordRole.Silent))
            .Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("anything"),
    ]);

    /// <summary>One of the words to guess: mostly one that says what is done, since that is what times are learned from.</summary>
    private static int Hide(SentenceTokens sentence, Random random)
    {
        var words = Enumerable.Range(0, sentence.Count);
        int[] does = [.. words.Where(m => sentence.Roles[m] is WordRole.Action or WordRole.Unknown)];
        int[] looks = [.. words.Where(m => sentence.Roles[m] == WordRole.Attribute)];
        var from = does.Length > 0 && (looks.Length == 0 || random.NextDouble() > HideAttribute) ? does : looks;
        return from.Length == 0 ? -1 : from[random.Next(from.Length)];
    }

    private int HashCode(long first) => (int)((first + 1) * 2654435761L) ^ _options.Seed;
}
