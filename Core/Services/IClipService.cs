using System.Collections.Immutable;
using Stvg.Core.Frames;
using Stvg.Core.Queries;

namespace Stvg.Core.Services;

/// <summary>Grounding of one clip: a file in a configured folder, or a stretch of what a camera saw.</summary>
public interface IClipService
{
    /// <summary>Spatio-temporal video grounding: who, and from when to when.</summary>
    Task<ClipAnswer> GroundAsync(ClipRequest request, string query, int top, CancellationToken ct);

    /// <summary>Spatial video grounding: where, for a period that is given (<see cref="ClipRequest.From"/> to <see cref="ClipRequest.To"/>).</summary>
    Task<ClipAnswer> LocateAsync(ClipRequest request, string query, int top, CancellationToken ct);

    /// <summary>Event localisation and captioning: of the object at a box and a time, until when it goes on, and what it is and does.</summary>
    Task<ClipDescription> DescribeAsync(ClipRequest request, Box box, TimeSpan at, CancellationToken ct);
}

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
}

/// <summary>The answer to a sentence on one clip.</summary>
/// <param name="Plan">How the sentence was understood.</param>
/// <param name="Tubes">Best first; empty when nothing fits.</param>
public sealed record ClipAnswer(QueryPlan Plan, IReadOnlyList<TubeRecord> Tubes);

/// <summary>What an object is and does.</summary>
/// <param name="Tube">The object from the given time to the end of what it does, with an empty query.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Words">The parts of it that were recognised, surest first, with their scores.</param>
public sealed record ClipDescription(TubeRecord Tube, string Text, ImmutableArray<(string Words, float Score)> Words);
