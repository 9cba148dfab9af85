namespace Stvg.Core.Judging;

/// <summary>A multimodal model that can be asked about pictures, wherever it runs.</summary>
public interface IJudge
{
    /// <summary>What to call it in answers and logs.</summary>
    string Name { get; }

    /// <summary>Whether answers are forced into <see cref="JudgeQuestion.Schema"/>; prompts are then worded for it.</summary>
    bool Structures { get; }

    /// <summary>Asks it.</summary>
    /// <exception cref="JudgeException">It cannot be asked now, or gave no answer in time.</exception>
    Task<JudgeReply> AskAsync(JudgeQuestion question, CancellationToken ct);
}

/// <summary>A picture that a judge is shown.</summary>
/// <param name="Seconds">Its time in the clip, from the clip's beginning.</param>
/// <param name="Jpeg">The picture.</param>
public readonly record struct JudgePicture(double Seconds, ReadOnlyMemory<byte> Jpeg);

/// <summary>One question to a judge.</summary>
/// <param name="Text">What is asked, beside the pictures.</param>
/// <param name="Pictures">In the order in which they are shown.</param>
public sealed record JudgeQuestion(string Text, IReadOnlyList<JudgePicture> Pictures)
{
    /// <summary>JSON schema of the answer, for servers that can force one; null: words.</summary>
    public string? Schema { get; init; }

    /// <summary>Whether the answer is yes or no, so that the probabilities of the two are wanted.</summary>
    public bool IsYesNo { get; init; }

    /// <summary>Most tokens of the answer; 0: what the judge is set to.</summary>
    public int MostTokens { get; init; }
}

/// <summary>What a judge said.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Yes">Probability of yes against no at the first token that is either, in [0, 1]; null where the server tells none.</param>
public sealed record JudgeReply(string Text, double? Yes = null);

/// <summary>A judge could not be asked, or did not answer.</summary>
public sealed class JudgeException : StvgException
{
    /// <summary>Makes it.</summary>
    /// <param name="message">One line: what, where, what to do.</param>
    /// <param name="inner">Why.</param>
    public JudgeException(string message, Exception? inner = null) : base(message, inner!) { }
}
