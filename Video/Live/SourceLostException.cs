using Stvg.Core;

namespace Stvg.Video.Live;

/// <summary>
/// A source that cannot be reached, refuses, falls silent or breaks off: worth trying again after a while. What these methods throw beside
/// it (no such file, no picture in it, a full disk) needs a hand first.
/// </summary>
public sealed class SourceLostException : StvgException
{
    /// <summary>Makes an error with a one-line message that holds no password.</summary>
    public SourceLostException(string message) : base(message) { }
}
