using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Services;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    /// <inheritdoc/>
    public Task SaveTubesAsync(IReadOnlyList<TubeRecord> tubes, DateTimeOffset now, CancellationToken ct) =>
        tubes.Count == 0 ? Task.CompletedTask : database.WriteAsync(
        session => session.ExecuteAsync(
            """
            INSERT INTO tube (id, saved_at, begin_at, end_at, fps, width, height, tube)
            VALUES (@id, @now, @begin, @end, @fps, @width, @height, @tube)
            ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, begin_at = excluded.begin_at, end_at = excluded.end_at,
                fps = excluded.fps, width = excluded.width, height = excluded.height, tube = excluded.tube
            """,
            // In one order, so that two writers of the same tubes never wait for each other.
            tubes.OrderBy(tube => tube.Tube.Id, StringComparer.Ordinal).Select(tube => new
            {
                id = tube.Tube.Id.Clean(),
                now = now.ToUnits(),
                begin = tube.BeginAt?.ToUnits(),
                end = tube.EndAt?.ToUnits(),
                fps = tube.FramesPerSecond,
                width = (long)tube.Size.Width,
                height = (long)tube.Size.Height,
                tube = TubeCodec.Encode(tube.Tube),
            })),
        ct);

    /// <inheritdoc/>
    public async Task<TubeRecord?> FindTubeAsync(string id, CancellationToken ct)
    {
        var row = await database.ReadAsync(
            session => session.FirstAsync<TubeRow>(
                "SELECT begin_at AS BeginAt, end_at AS EndAt, fps, width, height, tube FROM tube WHERE id = @id", new { id = id.Clean() }),
            ct).ConfigureAwait(false);
        if (row is not null)
        {
            var size = new FrameSize((int)row.Width, (int)row.Height);
            return new TubeRecord(TubeCodec.Decode(row.Tube), size, row.Fps, row.BeginAt?.ToInstant(), row.EndAt?.ToInstant());
        }

        if (await FindAlertAsync(id, ct).ConfigureAwait(false) is not { Alert: var alert }) return null;
        return new TubeRecord(alert.Tube, alert.Size, FramesPerSecond(alert.Tube), alert.BeginAt, alert.EndAt);
    }

    /// <inheritdoc/>
    public Task SaveFeedbackAsync(Feedback feedback, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            var sequence = await TakeNumbersAsync(session, "feedback", 1).ConfigureAwait(false);
            await session.ExecuteAsync(
                """
                INSERT INTO feedback (tube_id, author, sequence, query_text, verdict, said_at)
                VALUES (@tube, @author, @sequence, @query, @verdict, @at)
                ON CONFLICT (tube_id, author) DO UPDATE SET sequence = excluded.sequence, query_text = excluded.query_text,
                    verdict = excluded.verdict, said_at = excluded.said_at
                """,
                new
                {
                    tube = feedback.TubeId.Clean(),
                    author = feedback.By.Clean(),
                    sequence,
                    query = feedback.Query.Clean(),
                    verdict = feedback.Verdict.ToString(),
                    at = feedback.At.ToUnits(),
                }).ConfigureAwait(false);
        },
        ct);

    /// <inheritdoc/>
    public async Task<Verdict?> LastVerdictAsync(string tubeId, CancellationToken ct)
    {
        var said = await database.ReadAsync(
            session => session.FirstAsync<FeedbackRow>(
                "SELECT verdict FROM feedback WHERE tube_id = @id ORDER BY sequence DESC LIMIT 1", new { id = tubeId.Clean() }),
            ct).ConfigureAwait(false);
        return said is null ? null : Stored.Name<Verdict>(said.Verdict);
    }

    /// <inheritdoc/>
    public async Task<Page<Feedback>> FeedbackAsync(string? cursor, int limit, CancellationToken ct)
    {
        var after = cursor is null ? 0 : Cursor.Parse(cursor, 1)[0];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<FeedbackRow>(
                """
                SELECT tube_id AS TubeId, author, sequence, query_text AS QueryText, verdict, said_at AS SaidAt FROM feedback
                WHERE sequence > @after ORDER BY sequence LIMIT @limit
                """,
                new { after, limit = limit + 1L }),
            ct).ConfigureAwait(false);
        return ToPage(rows, limit, row => row.ToFeedback(), row => Cursor.Of(row.Sequence));
    }

    /// <summary>A camera's tube tells the rate of its frames itself: the time of a frame counts from frame 0, rounded to 100 ns.</summary>
    private static double FramesPerSecond(Tube tube) =>
        tube.EndTime > TimeSpan.Zero && tube.End > 0 ? Math.Round(tube.End / tube.EndTime.TotalSeconds, 6) : 1;

    private sealed class TubeRow
    {
        public long? BeginAt { get; set; }
        public long? EndAt { get; set; }
        public double Fps { get; set; }
        public long Width { get; set; }
        public long Height { get; set; }
        public byte[] Tube { get; set; } = [];
    }

    private sealed class FeedbackRow
    {
        public string TubeId { get; set; } = "";
        public string Author { get; set; } = "";
        public long Sequence { get; set; }
        public string QueryText { get; set; } = "";
        public string Verdict { get; set; } = "";
        public long SaidAt { get; set; }

        public Feedback ToFeedback() => new(TubeId, QueryText, Stored.Name<Verdict>(Verdict), Author, SaidAt.ToInstant());
    }
}
