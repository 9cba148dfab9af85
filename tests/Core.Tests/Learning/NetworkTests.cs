using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;
using Stvg.Core.Learning.Network;
using Stvg.Core.Learning.Training;

namespace Stvg.Core.Tests.Learning;

public sealed class NetworkTests
{
    [Theory]
    [InlineData(LearningParts.All)]
    [InlineData(LearningParts.None)]
    [InlineData(LearningParts.Referral | LearningParts.Supervised)]
    public void The_whole_loss_has_the_derivatives_that_differences_show(LearningParts parts)
    {
        var examples = Simulated.Examples(3, truths: true);
        var weights = new NetworkWeights(3);
        float[][] gradients = [.. weights.All.Select(p => new float[p.Values.Length])];
        var tape = new Tape(gradients);
        tape.Backward(Loss(tape, weights, parts, examples));

        var (random, checkedEntries) = (new Random(5), 0);
        foreach (var parameter in weights.All)
        {
            // Where it matters most, and one of the others.
            var entries = Enumerable.Range(0, parameter.Values.Length);
            var most = entries.MaxBy(i => MathF.Abs(gradients[parameter.Number][i]));
            foreach (var i in new[] { most, random.Next(parameter.Values.Length) })
            {
                if (gradients[parameter.Number][i] == 0) continue;
                // Neighbour smoothing teaches bins that the loss does not see: derivative and difference are not the same there on purpose.
                if (parameter == weights.Coordinates) continue;
                const float step = 2e-3f;
                var before = parameter.Values[i];
                var (up, down) = (At(before + step), At(before - step));
                parameter.Values[i] = before;
                GradientCheck.Close((float)((up - down) / (2 * step)), gradients[parameter.Number][i], $"{parameter.Name}[{i}]", 0.03f);
                checkedEntries++;

                double At(float value)
                {
                    parameter.Values[i] = value;
                    return Loss(new Tape(), weights, parts, examples).Scalar;
                }
            }
        }

        Assert.True(checkedEntries > 10, $"{checkedEntries}");
    }

    [Fact]
    public void The_budget_of_tokens_does_not_depend_on_the_clip_s_length()
    {
        var (shortClip, longClip) = (Simulated.Clip(1, seconds: 5), Simulated.Clip(1, seconds: 120));
        foreach (var clip in new[] { ClipTokens.Of(shortClip.Scene), ClipTokens.Of(longClip.Scene) })
        {
            var code = new ClipEncoder(new NetworkWeights(1)).Encode(new Tape(), clip);
            Assert.Equal((clip.Count, clip.Count * TokenShape.Fast), (code.Still.Rows, code.Fast.Rows));
        }
    }

    [Fact]
    public void It_is_small() => Assert.InRange(new NetworkWeights(1).Count, 100_000, 2_000_000);

    [Fact]
    public void Words_of_places_share_their_vectors_with_the_places()
    {
        var weights = new NetworkWeights(1);
        var left = Word("left");
        // What a bin at the left is taught, "left" knows; one at the right says nothing to it.
        weights.Coordinates.Values[(CoordinateTable.Width + 5) * NetworkWeights.Width] += 10;
        Assert.NotEqual(left, Word("left"));
        left = Word("left");
        weights.Coordinates.Values[(CoordinateTable.Width + 95) * NetworkWeights.Width] += 10;
        Assert.Equal(left, Word("left"));

        float Word(string word)
        {
            var tape = new Tape();
            return new SentenceEncoder(weights).Words(tape, SentenceTokens.OfWords([word])).Value[0];
        }
    }

    [Fact]
    public void A_time_in_a_sentence_is_the_time_in_the_clip()
    {
        var tokens = SentenceTokens.Of(Simulated.Parser.Parse("a man who stops at 00:12"), 24);
        var word = tokens.Words.ToList().FindIndex(w => w.StartsWith("clocktime", StringComparison.Ordinal));
        var shares = tokens.Coordinates.AsSpan(word * TokenShape.Coordinates, CoordinateTable.Bins);
        Assert.True(shares[49] > 0 && shares[60] == 0 && shares[38] == 0);
    }

    [Fact]
    public void Referral_queries_leave_out_what_is_said_of_others()
    {
        var tokens = SentenceTokens.Of(Simulated.Parser.Parse("the man in a red jacket who stops next to a white van and then walks to the left"));
        WordRole Role(string word) => tokens.Roles[tokens.Words.ToList().IndexOf(word)];
        Assert.Equal((WordRole.Attribute, WordRole.Attribute), (Role("man"), Role("red")));
        Assert.Equal((WordRole.Action, WordRole.Action), (Role("stops"), Role("left")));
        Assert.Equal((WordRole.Background, WordRole.Background), (Role("white"), Role("van")));
        Assert.Equal(WordRole.Silent, Role("the"));
        var who = ReferralUnits.Who(tokens);
        Assert.Equal(0, who[tokens.Words.ToList().IndexOf("stops")]);
        Assert.True(ReferralUnits.Actions(tokens).Count >= 2);
    }

    [Fact]
    public void Lives_shown_backwards_have_the_same_tokens_in_the_other_order()
    {
        var clip = ClipTokens.Of(Simulated.Clip(2).Scene);
        var (forward, reversed) = (new TokenPlaces(clip, false), new TokenPlaces(clip, true));
        Assert.Equal(
            forward.Moving.AsSpan(0, TokenShape.Moving).ToArray(),
            reversed.Moving.AsSpan((TokenShape.Bins - 1) * TokenShape.Moving, TokenShape.Moving).ToArray());
        Assert.Equal(forward.Times, reversed.Times);
    }

    private static Node Loss(Tape tape, NetworkWeights weights, LearningParts parts, IReadOnlyList<TrainingExample> examples)
    {
        var (loss, encoder) = (new GroundingLoss(weights, parts), new ClipEncoder(weights));
        ClipCode[] codes = [.. examples.Select(e => encoder.Encode(tape, e.Clip))];
        ChosenTubelet[] chosen = [.. examples.Select((_, i) => new ChosenTubelet(i, 0))];
        Node? sum = null;
        for (var i = 0; i < examples.Count; i++)
        {
            var sentence = examples[i].Sentences[0];
            var hidden = Enumerable.Range(0, sentence.Tokens.Count).First(m => sentence.Tokens.Roles[m] != WordRole.Silent);
            var one = loss.Of(tape, new AskedSentence(i, i, sentence, hidden), codes, SentenceTokens.OfWords([.. sentence.Tokens.Words.Distinct()]), chosen);
            sum = sum is null ? one : tape.Add(sum, one);
        }

        return sum!;
    }
}
