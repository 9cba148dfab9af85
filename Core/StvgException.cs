namespace Stvg.Core;

/// <summary>
/// Something the user can understand and mend. The message is one line that says what happened, where, and what to do;
/// hosts print it as it is, without a stack trace.
/// </summary>
public class StvgException : Exception
{
    /// <summary>Makes an error with a one-line message.</summary>
    public StvgException(string message) : base(message) { }

    /// <summary>Makes an error with a one-line message and what caused it.</summary>
    public StvgException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Makes an error without a message; only here because exceptions are expected to have it.</summary>
    public StvgException() { }
}
