using Stvg.Core.Alerts.Meanings;

namespace Stvg.Core.Alerts.Watching;

/// <summary>Something that an object may answer.</summary>
/// <param name="Entry">The meaning and who waits for it.</param>
/// <param name="Turn">It is judged again from this frame on.</param>
/// <param name="Wake">Before this frame nothing can come of it even if the object goes: all its queries have alerted, or rest.</param>
/// <param name="Anyway">From this frame on it is judged again whether the object does anything of it or not.</param>
internal readonly record struct Candidate(WatchedMeaning Entry, int Turn, int Wake, int Anyway)
{
    /// <summary>Never again in this object's life.</summary>
    public const int Never = int.MaxValue;
}
