namespace Stvg.Core.Queries;

/// <summary>No word of a sentence is known. Whoever has learned other words may still know what it means.</summary>
public sealed class NothingUnderstoodException : StvgException
{
    /// <summary>Says which words, and what to do.</summary>
    /// <param name="message">One line.</param>
    public NothingUnderstoodException(string message)
        : base(message)
    {
    }
}
