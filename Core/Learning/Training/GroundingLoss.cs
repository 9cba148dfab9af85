using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Training;

/// <summary>What is made small in training, for one sentence among the clips of its batch.</summary>
internal sealed class GroundingLoss(NetworkWeights weights, LearningParts parts)
{
    // Between a clip's tubelets the best counts, softly, so that others can still become the best.
    private const float Softness = 1;

    private readonly SentenceEncoder _encoder = new(weights);
    private readonly TemporalReconstruction _reconstruction = new(weights);

    /// <summary>The loss, 1x1.</summary>
    /// <param name="tape">Notes what is done.</param>
    /// <param name="asked">The sentence, its clip, and the word of it that is hidden.</param>
    /// <param name="clips">The clips of the batch.</param>
    /// <param name="vocabulary">Words among which hidden ones are guessed.</param>
    /// <param name="chosen">What every sentence of the batch chose (<see cref="Choose"/>).</param>
    public Node Of(Tape tape, AskedSentence asked, IReadOnlyList<ClipCode> clips, SentenceTokens vocabulary, IReadOnlyList<ChosenTubelet> chosen)
    {
        var (sentence, own) = (asked.Sentence.Tokens, asked.Clip);
        var code = _encoder.Encode(tape, sentence);
        var units = parts.HasFlag(LearningParts.Referral) ? ReferralUnits.All(sentence) : ReferralUnits.Everything(sentence);
        List<Node> wordFits = [], unitFits = [];
        var (together, place) = (new Node?[clips.Count], 0);
        Node? ownFast = null;
        for (var j = 0; j < clips.Count; j++)
        {
            if (j == own) place = wordFits.Count;
            else if (!asked.IsComparedWith(j)) continue;
            var fast = Matching.Fast(tape, code, clips[j]);
            var fits = Matching.Words(tape, Matching.Still(tape, code, clips[j]), fast);
            var both = together[j] = Matching.Units(tape, code, fits, units);
            if (j == own) ownFast = fast;
            wordFits.Add(tape.SoftMaximum(fits, clips[j].Count, Softness));
            if (parts.HasFlag(LearningParts.Referral)) unitFits.Add(tape.SoftMaximum(both, clips[j].Count, Softness));
        }

        var loss = Words(tape, sentence, wordFits, place);
        if (parts.HasFlag(LearningParts.Referral))
            loss = tape.Add(loss, tape.Add(Units(tape, unitFits, place), Chosen(tape, together, own, asked.Number, chosen)));
        if (Truth(asked.Sentence) is { } truth) loss = tape.Add(loss, TruthLoss.Of(tape, sentence, code, together[own]!, ownFast!, truth));
        if (Verdicts(tape, asked.Sentence, together[own]!) is { } verdicts) loss = tape.Add(loss, verdicts);
        if (asked.Hidden < 0) return loss;
        var best = chosen[asked.Number].Tubelet;
        return tape.Add(loss, _reconstruction.Loss(tape, sentence, code, clips[own], ownFast!, best, vocabulary, asked.Hidden));
    }

    /// <summary>The tubelet of its own clip that a sentence fits best by now.</summary>
    public int Choose(Tape tape, TrainingSentence asked, ClipCode clip)
    {
        if (Truth(asked) is { } truth) return truth.Tubelet;
        if (asked.Right is [var right, ..]) return right;
        var sentence = asked.Tokens;
        var code = _encoder.Encode(tape, sentence);
        var fits = Matching.Words(tape, Matching.Still(tape, code, clip), Matching.Fast(tape, code, clip));
        var units = parts.HasFlag(LearningParts.Referral) ? ReferralUnits.All(sentence) : ReferralUnits.Everything(sentence);
        var row = Matching.Units(tape, code, fits, units).Row(0);
        foreach (var wrong in asked.Wrong) row[wrong] = float.MinValue;
        return Largest(row);
    }

    /// <summary>
    /// Tubelet phrase grounding: every word fits its own clip's best tubelet better than the best of other clips. As printed, CoSPaL's loss
    /// does not type-check (methods; the similarity of an attended value with a tubelet index); this is the contrast it describes, with the
    /// tubelets of the sentence's own clip as positives and those of the batch's other clips as negatives.
    /// </summary>
    private Node Words(Tape tape, SentenceTokens sentence, List<Node> fits, int own)
    {
        var weight = ReferralUnits.Everything(sentence);
        var count = MathF.Max(1, weight.Sum());
        for (var m = 0; m < weight.Length; m++) weight[m] /= count;
        var logits = tape.ScaleBy(tape.Beside(fits), One(tape, Scale.Word));
        return tape.CrossEntropy(logits, Same(own, sentence.Count), weight);
    }

    /// <summary>
    /// Contextual referral grounding: the words of a referral query fit one and the same tubelet of their own clip, and none of the others;
    /// besides the contrast, yes or no for each pair by itself, since that is asked at query time ("Is there ... in this video?").
    /// </summary>
    private Node Units(Tape tape, List<Node> fits, int own)
    {
        var logits = tape.Beside(fits);
        int rows = logits.Rows, clips = logits.Columns;
        var contrast = tape.CrossEntropy(logits, Same(own, rows), [.. Enumerable.Repeat(1f / rows, rows)]);
        var yes = Answer(tape, weights, logits);
        var (signs, share) = (new float[rows * clips], new float[rows * clips]);
        for (var i = 0; i < signs.Length; i++)
        {
            var right = i % clips == own;
            (signs[i], share[i]) = (right ? -1 : 1, (right ? 1f : 1f / (clips - 1)) / rows);
        }

        var each = tape.SoftPlus(tape.MultiplyEach(yes, Tape.Constant(signs, rows, clips)));
        return tape.Add(contrast, tape.Sum(tape.MultiplyEach(each, Tape.Constant(share, rows, clips))));
    }

    /// <summary>
    /// The same between the tubelets that the batch's sentences chose, one of each clip: what others chose mostly does something else. Among all
    /// tubelets of a busy scene there is always one that walks, so that its verbs would teach little.
    /// </summary>
    private static Node Chosen(Tape tape, Node?[] together, int own, int number, IReadOnlyList<ChosenTubelet> chosen)
    {
        var fits = new List<Node>();
        var right = 0;
        for (var i = 0; i < chosen.Count; i++)
        {
            // Another sentence of the same clip may speak of the same one.
            if ((chosen[i].Clip == own && i != number) || together[chosen[i].Clip] is not { } there) continue;
            if (i == number) right = fits.Count;
            fits.Add(tape.Columns(there, chosen[i].Tubelet, 1));
        }

        var logits = tape.Beside(fits);
        return tape.CrossEntropy(logits, Same(right, logits.Rows), [.. Enumerable.Repeat(1f / logits.Rows, logits.Rows)]);
    }

    /// <summary>What operators said: the right tubelets fit better than the clip's others, and yes is the answer; no for the wrong ones.</summary>
    private Node? Verdicts(Tape tape, TrainingSentence sentence, Node units)
    {
        Node? loss = null;
        foreach (var right in sentence.Right)
        {
            var rather = tape.CrossEntropy(units, Same(right, units.Rows), [.. Enumerable.Repeat(1f / units.Rows, units.Rows)]);
            loss = Sum(loss, tape.Add(rather, Says(right, -1)));
        }

        foreach (var wrong in sentence.Wrong) loss = Sum(loss, Says(wrong, 1));
        return loss;

        Node Says(int tubelet, float sign) => tape.Sum(tape.SoftPlus(tape.Scale(
            Answer(tape, weights, tape.Rows(tape.Columns(units, tubelet, 1), [0])), sign)));

        Node Sum(Node? a, Node b) => a is null ? b : tape.Add(a, b);
    }

    private (int Tubelet, float Begin, float End)? Truth(TrainingSentence sentence) =>
        parts.HasFlag(LearningParts.Supervised) ? sentence.Truth : null;

    /// <summary>logit_yes − logit_no of "Is there ... in this video?", of how well the best tubelet fits.</summary>
    internal static Node Answer(Tape tape, NetworkWeights weights, Node fits)
    {
        var (factor, shift) = (One(tape, weights, Scale.Yes), One(tape, weights, Scale.No));
        var shifts = tape.Gather(shift, new int[fits.Rows], SentenceEncoder.Ones(fits.Rows), 1);
        return tape.AddColumn(tape.ScaleBy(fits, factor), shifts);
    }

    private Node One(Tape tape, Scale scale) => One(tape, weights, scale);

    internal static Node One(Tape tape, NetworkWeights weights, Scale scale) =>
        tape.Multiply(tape.Of(weights.Scales), SentenceEncoder.Pick(scale));

    internal static int Largest(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return best;
    }

    private static int[] Same(int value, int count)
    {
        var same = new int[count];
        Array.Fill(same, value);
        return same;
    }
}

/// <summary>A sentence of a batch.</summary>
/// <param name="Number">Which.</param>
/// <param name="Clip">The number of its clip in the batch.</param>
/// <param name="Sentence">The sentence.</param>
/// <param name="Hidden">The word that is hidden; -1: none.</param>
/// <param name="Examples">What the batch's clips are of; null: no two are of the same scene, nor are some simulated and others not.</param>
internal sealed record AskedSentence(int Number, int Clip, TrainingSentence Sentence, int Hidden, IReadOnlyList<TrainingExample>? Examples = null)
{
    /// <summary>
    /// Whether the sentence is taken to hold in its own clip rather than in another of the batch. In the same scene once more it holds as well; and
    /// between what is simulated and what is real, anything but the sentence would tell.
    /// </summary>
    public bool IsComparedWith(int other) => Examples is null || Examples[Clip].IsComparedWith(Examples[other]);
}

/// <summary>What a sentence of a batch chose.</summary>
/// <param name="Clip">The number of its clip in the batch.</param>
/// <param name="Tubelet">The tubelet.</param>
internal readonly record struct ChosenTubelet(int Clip, int Tubelet);
