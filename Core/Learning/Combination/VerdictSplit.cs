using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Stvg.Core.Learning;

/// <summary>
/// Divides operators' verdicts into those that may be learned from and those that are held out for trials. It goes by the sentence, so that no
/// sentence is ever in both parts, whatever is added later and whoever asks.
/// </summary>
public static class VerdictSplit
{
    /// <summary>Share of the sentences that is held out, as a rule.</summary>
    public const double DefaultShare = 0.3;

    /// <summary>Whether a sentence is held out.</summary>
    /// <param name="sentence">The sentence; case, spaces and punctuation do not matter.</param>
    /// <param name="share">Share of all sentences that is held out, in [0, 1].</param>
    public static bool IsHeldOut(string sentence, double share = DefaultShare)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Key(sentence)));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) < share * (1L << 32);
    }

    /// <summary>What two writings of one sentence have in common: its words in lower case.</summary>
    public static string Key(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var words = new StringBuilder(sentence.Length);
        foreach (var letter in sentence)
        {
            if (char.IsLetterOrDigit(letter)) words.Append(char.ToLowerInvariant(letter));
            else if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
        }

        return words.ToString().TrimEnd();
    }
}
