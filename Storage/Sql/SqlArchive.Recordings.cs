using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    private const string SegmentColumns = "g.camera_id AS CameraId, g.path, g.begin_at AS BeginAt, g.end_at AS EndAt, g.bytes";

    /// <inheritdoc/>
    public Task AddSegmentAsync(RecordedSegment segment, Fence? fence, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            await HoldAsync(session, fence).ConfigureAwait(false);
            var removed = await RemoveAsync(session, [segment.Path]).ConfigureAwait(false);
            long begin = segment.BeginAt.ToUnits(), end = segment.EndAt.ToUnits();
            await session.ExecuteAsync(
                "INSERT INTO segment (path, camera_id, span, begin_at, end_at, bytes) VALUES (@path, @camera, @span, @begin, @end, @bytes)",
                new
                {
                    path = segment.Path.Clean(),
                    camera = segment.CameraId.Clean(),
                    span = Spans.Of(end - begin),
                    begin,
                    end,
                    bytes = segment.Bytes,
                })
                .ConfigureAwait(false);
            await AddRecordedAsync(session, segment.Bytes - removed).ConfigureAwait(false);
        },
        ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedSegment>> SegmentsAsync(
        string cameraId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        const string overlap =
            "g.camera_id = @camera AND g.span = s.span AND g.begin_at BETWEEN @from - s.longest AND @to AND g.end_at >= @from";
        var rows = await database.ReadAsync(
            session => session.QueryAsync<SegmentRow>(
                $"""
                SELECT {SegmentColumns} FROM ({Spans.Sql}) AS s
                {database.LookUp("segment", "g", overlap)}
                ORDER BY g.begin_at, g.path
                """,
                new { camera = cameraId.Clean(), from = from.ToUnits(), to = to.ToUnits() }),
            ct).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToSegment())];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedSegment>> OldestSegmentsAsync(int limit, CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<SegmentRow>(
                $"SELECT {SegmentColumns} FROM segment g ORDER BY g.begin_at, g.path LIMIT @limit", new { limit }), ct)
            .ConfigureAwait(false);
        return [.. rows.Select(row => row.ToSegment())];
    }

    /// <inheritdoc/>
    public Task<long> RecordedBytesAsync(CancellationToken ct) =>
        database.ReadAsync(session => session.NumberAsync("SELECT value FROM counter WHERE name = 'recorded_bytes'"), ct);

    /// <inheritdoc/>
    public Task RemoveSegmentsAsync(IReadOnlyList<string> paths, CancellationToken ct) => database.WriteAsync(
        async session =>
            await AddRecordedAsync(session, -await RemoveAsync(session, paths).ConfigureAwait(false)).ConfigureAwait(false), ct);

    /// <summary>Bytes of the segments that were removed.</summary>
    private static async Task<long> RemoveAsync(Session session, IReadOnlyList<string> paths)
    {
        var sizes = await session.QueryAsync<long>(
            $"DELETE FROM segment WHERE path {session.Database.In("@paths")} RETURNING bytes",
            new { paths = session.Database.List(paths.Select(path => path.Clean())) }).ConfigureAwait(false);
        return sizes.Sum();
    }

    // Summed up as they come and go: a month of many cameras has millions of segments.
    private static Task<int> AddRecordedAsync(Session session, long bytes) =>
        session.ExecuteAsync("UPDATE counter SET value = value + @bytes WHERE name = 'recorded_bytes'", new { bytes });

    private sealed class SegmentRow
    {
        public string CameraId { get; set; } = "";
        public string Path { get; set; } = "";
        public long BeginAt { get; set; }
        public long EndAt { get; set; }
        public long Bytes { get; set; }

        public RecordedSegment ToSegment() => new(CameraId, Path, BeginAt.ToInstant(), EndAt.ToInstant(), Bytes);
    }
}
