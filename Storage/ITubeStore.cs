using Stvg.Core.Services;

namespace Stvg.Storage;

/// <summary>Answers that were given, so that they can be shown and judged later. Alerts' tubes are found here too.</summary>
public interface ITubeStore
{
    /// <summary>Keeps answers; one of the same id is replaced.</summary>
    Task SaveTubesAsync(IReadOnlyList<TubeRecord> tubes, DateTimeOffset now, CancellationToken ct);

    /// <summary>One answer: of a search or grounding, else the latest tube of the alert of that id; null when there is neither.</summary>
    Task<TubeRecord?> FindTubeAsync(string id, CancellationToken ct);

    /// <summary>Keeps what an operator says of an answer; a later word of the same operator replaces the earlier one.</summary>
    Task SaveFeedbackAsync(Feedback feedback, CancellationToken ct);

    /// <summary>What was said of an answer last, by whomever; null when nothing was.</summary>
    Task<Verdict?> LastVerdictAsync(string tubeId, CancellationToken ct);

    /// <summary>All that operators said, oldest first, in parts.</summary>
    Task<Page<Feedback>> FeedbackAsync(string? cursor, int limit, CancellationToken ct);
}

/// <summary>What an operator said of an answer.</summary>
/// <param name="TubeId">The answer.</param>
/// <param name="Query">The sentence it answers.</param>
/// <param name="Verdict">Right or wrong.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
public sealed record Feedback(string TubeId, string Query, Verdict Verdict, string By, DateTimeOffset At);
