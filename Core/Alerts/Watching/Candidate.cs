using Stvg.Core.Alerts.Meanings;

namespace Stvg.Core.Alerts.Watching;

/// <summary>Something that an object may answer.</summary>
/// <param name="Entry">The meaning and who waits for it.</param>
/// <param name="Wake">Before this frame nothing can come of judging it: all its queries have alerted, or rest.</param>
internal readonly record struct Candidate(WatchedMeaning Entry, int Wake)
{
    /// <summary>Never again in this object's life.</summary>
    public const int Never = int.MaxValue;
}
