namespace Stvg.Models.Inference;

/// <summary>What becomes of a camera's frame that waits while the next one comes.</summary>
public enum QueuePolicy
{
    /// <summary>The newer frame takes its place: a live camera that is late wants to know what is happening now.</summary>
    LatestOnly,

    /// <summary>Both are kept, in order, and the caller waits: a file loses no frame.</summary>
    Lossless,
}
