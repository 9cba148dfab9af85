using Stvg.Core.Learning.Autodiff;
using Stvg.Core.Learning.Features;

namespace Stvg.Core.Learning.Network;

/// <summary>Words to what looks for tubelets: hashed embeddings, the vectors of the places they name, and two neighbours on either side.</summary>
internal sealed class SentenceEncoder(NetworkWeights weights)
{
    private const int Spread = 6;

    /// <summary>Encodes a sentence.</summary>
    /// <param name="tape">Notes what is done.</param>
    /// <param name="sentence">The sentence, M words.</param>
    /// <param name="hidden">A word that is hidden, to be guessed; -1: none.</param>
    public SentenceCode Encode(Tape tape, SentenceTokens sentence, int hidden = -1)
    {
        var words = Words(tape, sentence);
        if (hidden >= 0)
        {
            int[] same = [.. Enumerable.Range(0, sentence.Count)];
            float[] shown = [.. same.Select(m => m == hidden ? 0f : 1)], masked = [.. shown.Select(x => 1 - x)];
            words = tape.Add(tape.Gather(words, same, shown, 1), tape.Gather(tape.Of(weights.Mask), new int[sentence.Count], masked, 1));
        }

        Node? around = null;
        for (var offset = -2; offset <= 2; offset++)
        {
            var (rows, there) = (new int[sentence.Count], new float[sentence.Count]);
            for (var m = 0; m < sentence.Count; m++)
                if (m + offset >= 0 && m + offset < sentence.Count) (rows[m], there[m]) = (m + offset, 1);
            var part = tape.Multiply(tape.Gather(words, rows, there, 1), tape.Of(weights.Context[offset + 2]));
            around = around is null ? part : tape.Add(around, part);
        }

        var context = tape.Add(words, tape.Gelu(around!));
        var gates = tape.Sigmoid(tape.Add(
            tape.Multiply(words, tape.Of(weights.Gate)),
            tape.Gather(tape.Multiply(tape.Of(weights.Scales), Pick(Scale.Gate)), new int[sentence.Count], Ones(sentence.Count), 1)));
        return new SentenceCode(
            words, context, gates, tape.Multiply(context, tape.Of(weights.StillQuery)), tape.Multiply(context, tape.Of(weights.FastQuery)));
    }

    /// <summary>Every word by itself, M × d.</summary>
    public Node Words(Tape tape, SentenceTokens sentence)
    {
        var table = tape.SpreadToNeighbours(tape.Of(weights.Coordinates), CoordinateTable.Bins, Spread);
        var places = tape.Multiply(Tape.Constant(sentence.Coordinates, sentence.Count, TokenShape.Coordinates), table);
        return tape.Add(tape.Gather(tape.Of(weights.Words), sentence.Buckets, sentence.Weights, WordParts.Each), places);
    }

    /// <summary>Takes one of the learned numbers: to be multiplied from the right.</summary>
    internal static Node Pick(Scale scale)
    {
        var column = new float[(int)Scale.Count];
        column[(int)scale] = 1;
        return Tape.Constant(column, (int)Scale.Count, 1);
    }

    internal static float[] Ones(int count)
    {
        var ones = new float[count];
        Array.Fill(ones, 1);
        return ones;
    }
}

/// <summary>A sentence of M words, encoded.</summary>
/// <param name="Words">Every word by itself, M × d.</param>
/// <param name="Context">The same among its neighbours, M × d.</param>
/// <param name="Gates">How much each word chooses, M × 1, in [0, 1].</param>
/// <param name="Still">Queries for who, M × d.</param>
/// <param name="Fast">Queries for when, M × d.</param>
internal sealed record SentenceCode(Node Words, Node Context, Node Gates, Node Still, Node Fast);
