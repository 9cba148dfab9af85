using System.Collections.Immutable;
using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Judging;
using Stvg.Core.Queries;

namespace Stvg.Core.Services;

/// <summary>Grounding of one clip: a file in a configured folder, or a stretch of what a camera saw.</summary>
public interface IClipService
{
    /// <summary>Video files that may be asked about, by path.</summary>
    Task<IReadOnlyList<VideoView>> VideosAsync(CancellationToken ct);

    /// <summary>Where such a file is on this machine.</summary>
    /// <exception cref="ServiceException">It is in none of the configured folders, or not there.</exception>
    Task<string> FindVideoAsync(string video, CancellationToken ct);

    /// <summary>Spatio-temporal video grounding: who, and from when to when.</summary>
    Task<ClipAnswer> GroundAsync(ClipRequest request, string query, int top, CancellationToken ct);

    /// <summary>Spatial video grounding: where, for a period that is given (<see cref="ClipRequest.From"/> to <see cref="ClipRequest.To"/>).</summary>
    Task<ClipAnswer> LocateAsync(ClipRequest request, string query, int top, CancellationToken ct);

    /// <summary>Event localisation and captioning: of the object at a box and a time, until when it goes on, and what it is and does.</summary>
    Task<ClipDescription> DescribeAsync(ClipRequest request, Box box, TimeSpan at, CancellationToken ct);

    /// <summary>Frames with numbered marks on the most prominent objects, to ask any multimodal model about.</summary>
    /// <param name="request">Which clip.</param>
    /// <param name="options">How many frames and marks.</param>
    /// <param name="all">Whether things that never move are marked, too.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ServiceException">There is no such clip, or nothing was recorded then.</exception>
    Task<ClipMarks> MarkAsync(ClipRequest request, MarkOptions options, bool all, CancellationToken ct);
}

/// <summary>A video file.</summary>
/// <param name="Path">As <see cref="ClipRequest.Video"/> takes it.</param>
/// <param name="Bytes">Size.</param>
/// <param name="ModifiedAt">When it was written.</param>
public sealed record VideoView(string Path, long Bytes, DateTimeOffset ModifiedAt);

/// <summary>Which clip.</summary>
public sealed record ClipRequest
{
    /// <summary>A video file, relative to one of the configured folders; null when a camera is asked.</summary>
    public string? Video { get; init; }

    /// <summary>A camera; null when a file is asked.</summary>
    public string? Camera { get; init; }

    /// <summary>Begin: for a camera a capture time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Begin within a file; null: its first frame.</summary>
    public TimeSpan? Begin { get; init; }

    /// <summary>End within a file; null: its last frame.</summary>
    public TimeSpan? End { get; init; }

    /// <summary>Whether the configured multimodal model decides, among the engine's candidates, or finds the words.</summary>
    public bool Judge { get; init; }

    /// <summary>
    /// Is told how far a file has been watched, on any thread and wherever it is watched; null: nobody wants to know. Of a file that was watched
    /// before, and of what a camera saw, there is nothing to tell.
    /// </summary>
    public IProgress<ClipWatched>? Progress { get; init; }
}

/// <summary>How far a clip has been watched.</summary>
/// <param name="Frames">Frames so far.</param>
/// <param name="Total">Frames that are expected; null: the file does not say.</param>
public readonly record struct ClipWatched(int Frames, int? Total);

/// <summary>The answer to a sentence on one clip.</summary>
/// <param name="Plan">How the sentence was understood.</param>
/// <param name="Tubes">Best first; empty when nothing fits.</param>
public sealed record ClipAnswer(QueryPlan Plan, IReadOnlyList<TubeRecord> Tubes)
{
    /// <summary>Who was asked, and what it said; null where no judge was.</summary>
    public JudgeWords? Judge { get; init; }
}

/// <summary>What a judge said.</summary>
/// <param name="Name">Model and address.</param>
/// <param name="Said">Its own words, one text for each question.</param>
/// <param name="Mending">What had to be done before they meant a tubelet.</param>
public sealed record JudgeWords(string Name, IReadOnlyList<string> Said, TargetMending Mending);

/// <summary>Marked frames of a clip.</summary>
/// <param name="Marked">Which frames and objects.</param>
/// <param name="Pictures">One JPEG for each frame, with its marks.</param>
/// <param name="TimeOf">Stream time of a frame.</param>
public sealed record ClipMarks(MarkedClip Marked, IReadOnlyList<ReadOnlyMemory<byte>> Pictures, Func<int, TimeSpan> TimeOf);

/// <summary>What an object is and does.</summary>
/// <param name="Tube">The object from the given time to the end of what it does, with an empty query.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Words">The parts of it that were recognised, surest first, with their scores.</param>
public sealed record ClipDescription(TubeRecord Tube, string Text, ImmutableArray<(string Words, float Score)> Words);
