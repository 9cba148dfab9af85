namespace Stvg.Storage;

/// <summary>Which stretch of a camera's life is in which file. The files themselves are the recorder's.</summary>
public interface IRecordingStore
{
    /// <summary>Notes a finished segment; one of the same path is replaced.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="fence">In whose name; null: nobody else writes it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="FencedException">Somebody else has taken over; nothing was written.</exception>
    Task AddSegmentAsync(RecordedSegment segment, Fence? fence, CancellationToken ct);

    /// <summary>Notes a finished segment where nobody else does.</summary>
    /// <inheritdoc cref="AddSegmentAsync(RecordedSegment, Fence?, CancellationToken)"/>
    Task AddSegmentAsync(RecordedSegment segment, CancellationToken ct) => AddSegmentAsync(segment, null, ct);

    /// <summary>Segments of a camera that overlap a stretch of time, in order.</summary>
    Task<IReadOnlyList<RecordedSegment>> SegmentsAsync(string cameraId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>The oldest segments of all cameras, for retention.</summary>
    Task<IReadOnlyList<RecordedSegment>> OldestSegmentsAsync(int limit, CancellationToken ct);

    /// <summary>Bytes of all segments.</summary>
    Task<long> RecordedBytesAsync(CancellationToken ct);

    /// <summary>Forgets segments.</summary>
    Task RemoveSegmentsAsync(IReadOnlyList<string> paths, CancellationToken ct);
}

/// <summary>One file of a recording.</summary>
/// <param name="CameraId">The camera.</param>
/// <param name="Path">Relative to the recordings' folder.</param>
/// <param name="BeginAt">Capture time of its first frame.</param>
/// <param name="EndAt">Capture time of its last frame.</param>
/// <param name="Bytes">Size.</param>
public sealed record RecordedSegment(string CameraId, string Path, DateTimeOffset BeginAt, DateTimeOffset EndAt, long Bytes);
