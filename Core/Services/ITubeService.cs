using System.Collections.Immutable;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;

namespace Stvg.Core.Services;

/// <summary>Search over everything seen, and single answers.</summary>
public interface ITubeService
{
    /// <summary>One sentence over everything that was seen: tubes, best first.</summary>
    Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken ct);

    /// <summary>The same object at other times and in other cameras, by its looks.</summary>
    /// <exception cref="ServiceException">There is no such tube.</exception>
    Task<IReadOnlyList<TubeRecord>> LikeAsync(string tubeId, SearchScope scope, CancellationToken ct);

    /// <summary>An answer that was given before (by search, grounding or an alert); null when there is none of that id.</summary>
    Task<TubeRecord?> FindAsync(string id, CancellationToken ct);

    /// <summary>The answer as a video with its boxes drawn, cut out of the recording.</summary>
    /// <exception cref="ServiceException">There is no such tube, or nothing was recorded then.</exception>
    Task<Media> ClipAsync(string id, CancellationToken ct);

    /// <summary>One picture out of the middle of the answer, with its box.</summary>
    /// <exception cref="ServiceException">There is no such tube, or nothing was recorded then.</exception>
    Task<Media> ThumbnailAsync(string id, CancellationToken ct);

    /// <summary>What every part of the sentence scored over time.</summary>
    /// <exception cref="ServiceException">There is no such tube, or what it was found in is not there any more.</exception>
    Task<TubeCurves> CurvesAsync(string id, CancellationToken ct);

    /// <summary>What was said of an answer last, by whomever; null when nothing was.</summary>
    Task<Verdict?> VerdictAsync(string id, CancellationToken ct);

    /// <summary>Keeps what an operator says of an answer; a later word of the same operator replaces an earlier one.</summary>
    /// <exception cref="ServiceException">There is no such tube.</exception>
    Task FeedbackAsync(string tubeId, Verdict verdict, string by, CancellationToken ct);

    /// <summary>All that operators said, oldest first, in parts.</summary>
    Task<Page<GivenVerdict>> VerdictsAsync(string? cursor, int limit, CancellationToken ct);
}

/// <summary>Where and when is searched.</summary>
public record SearchScope
{
    /// <summary>Default of <see cref="Top"/>.</summary>
    public const int DefaultTop = 10;

    /// <summary>Cameras; empty: all.</summary>
    public ImmutableArray<string> Cameras { get; init; } = [];

    /// <summary>Only what ended after this; null: from the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what began before this; null: until now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>At most so many answers.</summary>
    public int Top { get; init; } = DefaultTop;
}

/// <summary>A sentence for the archive.</summary>
public sealed record SearchRequest : SearchScope
{
    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Answers below this score are left out, in [0, 1].</summary>
    public float Threshold { get; init; } = GroundingOptions.DefaultThreshold;

    /// <summary>Whether the configured multimodal model looks at the best answers and ranks them anew.</summary>
    public bool Judge { get; init; }
}

/// <summary>What a search found.</summary>
/// <param name="Plan">How the sentence was understood.</param>
/// <param name="Tubes">Best first.</param>
/// <param name="Candidates">Tubelets that came through the pre-filter.</param>
/// <param name="Scored">Those of them that were scored; fewer when there were too many to score all.</param>
/// <param name="Elapsed">Time it took.</param>
public sealed record SearchAnswer(QueryPlan Plan, IReadOnlyList<TubeRecord> Tubes, long Candidates, int Scored, TimeSpan Elapsed)
{
    /// <summary>Answers that a judge looked at; those without a recording are left as they were.</summary>
    public int Judged { get; init; }
}

/// <summary>An answer with what is needed to show it.</summary>
/// <param name="Tube">Who, when, where, how sure and why. <see cref="Tube.CameraId"/> is the camera, or the path of a video file.</param>
/// <param name="Size">Size of the picture, in whose pixels the boxes are.</param>
/// <param name="FramesPerSecond">Rate of the frame numbers.</param>
/// <param name="BeginAt">Capture time of the first frame; null for a video file.</param>
/// <param name="EndAt">Capture time of the last frame; null for a video file.</param>
public sealed record TubeRecord(Tube Tube, FrameSize Size, double FramesPerSecond, DateTimeOffset? BeginAt, DateTimeOffset? EndAt);

/// <summary>What an operator says of an answer.</summary>
public enum Verdict
{
    /// <summary>It is what was asked for.</summary>
    Right,

    /// <summary>It is not.</summary>
    Wrong,
}

/// <summary>What an operator said of an answer, and the answer.</summary>
/// <param name="TubeId">The answer.</param>
/// <param name="Query">The sentence it answers.</param>
/// <param name="Verdict">Right or wrong.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
/// <param name="Tube">The answer itself; null where retention took it.</param>
public sealed record GivenVerdict(string TubeId, string Query, Verdict Verdict, string By, DateTimeOffset At, TubeRecord? Tube);
