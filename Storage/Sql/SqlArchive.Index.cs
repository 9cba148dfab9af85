using System.Data.Common;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;
using Stvg.Core.Tracking.Appearance;
using Stvg.Core.Tubelets;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    private const string EntryColumns = "t.id, t.seer, t.number, t.viewpoint, t.begin_at, t.end_at";
    private const string NewestFirst = "ORDER BY t.end_at DESC, t.seer DESC, t.number DESC"; // the order in which they lie

    private readonly Viewpoints _viewpoints = new(database);

    /// <inheritdoc/>
    public async Task<Candidates> CandidatesAsync(PlanFilter filter, SearchScope scope, int limit, CancellationToken ct)
    {
        var where = new FilterSql().Add(filter).Add(scope, database, await CamerasAsync(scope, ct).ConfigureAwait(false));
        var newest = await RowsAsync(
            $"SELECT {EntryColumns} FROM tubelet t WHERE 1 = 1{where.Sql} {NewestFirst} LIMIT @limit",
            [.. where.Arguments, new("@limit", (long)limit)], ct).ConfigureAwait(false);
        long count = newest.Count;
        if (count == limit && count > 0) count += await CountOlderAsync(where, newest[^1], ct).ConfigureAwait(false);
        return new Candidates(await WithViewpointsAsync(newest, ct).ConfigureAwait(false), count);
    }

    /// <summary>How many there are before a row in time: what is from there on was looked at already.</summary>
    private async Task<long> CountOlderAsync(FilterSql where, EntryRow row, CancellationToken ct)
    {
        var counted = 0L;
        await database.ReadAsync(
            async session =>
            {
                await session.ReadAsync(
                    $"SELECT count(*) FROM tubelet t WHERE (t.end_at, t.seer, t.number) < (@end, @seer, @number){where.Sql}",
                    [.. where.Arguments, new("@end", row.EndAt), new("@seer", row.Seer), new("@number", row.Number)],
                    found => (counted = found.GetInt64(0)) < 0).ConfigureAwait(false);
                return true;
            },
            ct).ConfigureAwait(false);
        return counted;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IReadOnlyList<TubeletEntry>>> NeighboursAsync(
        IReadOnlyList<TubeletEntry> tubelets, TimeSpan margin, PlanFilter? filter, int most, CancellationToken ct)
    {
        var windows = tubelets.Select(
            t => new Window(t.Viewpoint.Row, t.BeginAt.ToUnits() - margin.Ticks, t.EndAt.ToUnits() + margin.Ticks)).ToList();
        var where = new FilterSql().Add(filter);
        var (table, arguments) = database.Windows(windows);
        const string overlap =
            "t.viewpoint = w.viewpoint AND t.span = s.span AND t.begin_at BETWEEN w.since - s.longest AND w.until AND t.end_at >= w.since";
        var found = await database.ReadAsync(
            async session =>
            {
                var lists = windows.Select(window => new Neighbours(window, most)).ToList();
                await session.ReadAsync(
                    $"""
                    SELECT w.place, {EntryColumns} FROM ({table}) AS w CROSS JOIN ({Spans.Sql}) AS s
                    {database.LookUp("tubelet", "t", overlap + where.Sql)}
                    """,
                    [.. arguments, .. where.Arguments],
                    row =>
                    {
                        lists[(int)row.GetInt64(0)].Add(Entry(row, 1));
                        return true;
                    }).ConfigureAwait(false);
                return lists;
            },
            ct).ConfigureAwait(false);
        var entries = new List<IReadOnlyList<TubeletEntry>>(found.Count);
        foreach (var list in found) entries.Add(await WithViewpointsAsync(list.Longest(), ct).ConfigureAwait(false));
        return entries;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(TubeletEntry Entry, SceneObject Object)>> LoadAsync(
        IReadOnlyList<TubeletEntry> tubelets, CancellationToken ct)
    {
        var byRow = tubelets.ToDictionary(entry => entry.Row);
        return await database.ReadAsync(
            async session =>
            {
                var loaded = new List<(TubeletEntry, SceneObject)>(byRow.Count);
                await session.ReadAsync(
                    $"SELECT id, data FROM tubelet_data WHERE id {session.Database.In("@ids")}",
                    [new("@ids", session.Database.List(byRow.Keys.Order()))],
                    row =>
                    {
                        var entry = byRow[row.GetInt64(0)];
                        var viewpoint = entry.Viewpoint;
                        loaded.Add(
                            (entry, TubeletCodec.Decode((byte[])row.GetValue(1), viewpoint.CameraId, viewpoint.Timeline.FramesPerSecond)));
                        return true;
                    }).ConfigureAwait(false);
                return loaded;
            },
            ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(TubeletEntry Entry, float Similarity)>> AlikeAsync(
        IReadOnlyList<float> look, int kind, SearchScope scope, int compared, int limit, CancellationToken ct)
    {
        float[] wanted = [.. look];
        var where = new FilterSql().Add(scope, database, await CamerasAsync(scope, ct).ConfigureAwait(false));
        var best = await database.ReadAsync(
            async session =>
            {
                var queue = new PriorityQueue<EntryRow, float>(); // the least alike of the best comes first
                var vector = new float[wanted.Length];
                await session.ReadAsync(
                    $"""
                    SELECT {EntryColumns}, l.look FROM tubelet t CROSS JOIN tubelet_look l
                    WHERE l.id = t.id AND l.kind = @kind{where.Sql} {NewestFirst} LIMIT @compared
                    """,
                    [.. where.Arguments, new("@kind", (long)kind), new("@compared", (long)compared)],
                    row =>
                    {
                        var bytes = (byte[])row.GetValue(6);
                        if (AppearanceCodec.Length(bytes) != wanted.Length) return true; // of another model
                        AppearanceCodec.Decode(bytes, vector);
                        var similarity = Cosine.Similarity(wanted, vector);
                        if (queue.Count < limit) queue.Enqueue(Entry(row, 0), similarity);
                        else queue.EnqueueDequeue(Entry(row, 0), similarity);
                        return true;
                    }).ConfigureAwait(false);
                return queue.UnorderedItems.OrderByDescending(item => item.Priority).ToList();
            },
            ct).ConfigureAwait(false);
        var entries = await WithViewpointsAsync([.. best.Select(item => item.Element)], ct).ConfigureAwait(false);
        return [.. entries.Zip(best, (entry, item) => (entry, item.Priority))];
    }

    /// <summary>How many cameras there are, when that matters.</summary>
    private Task<long> CamerasAsync(SearchScope scope, CancellationToken ct) => scope.Cameras.IsDefaultOrEmpty
        ? Task.FromResult(0L)
        : database.ReadAsync(session => session.NumberAsync("SELECT count(*) FROM seer"), ct);

    private Task<List<EntryRow>> RowsAsync(string sql, IReadOnlyList<Argument> arguments, CancellationToken ct) => database.ReadAsync(
        async session =>
        {
            var found = new List<EntryRow>();
            await session.ReadAsync(
                sql, arguments,
                row =>
                {
                    found.Add(Entry(row, 0));
                    return true;
                }).ConfigureAwait(false);
            return found;
        },
        ct);

    private async ValueTask<IReadOnlyList<TubeletEntry>> WithViewpointsAsync(IReadOnlyList<EntryRow> rows, CancellationToken ct)
    {
        var entries = new TubeletEntry[rows.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var row = rows[i];
            var viewpoint = await _viewpoints.FindAsync(row.Viewpoint, ct).ConfigureAwait(false);
            entries[i] = new TubeletEntry(row.Id, (int)row.Number, viewpoint, row.BeginAt.ToInstant(), row.EndAt.ToInstant());
        }

        return entries;
    }

    private static EntryRow Entry(DbDataReader row, int first) => new(
        row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2), row.GetInt64(first + 3), row.GetInt64(first + 4),
        row.GetInt64(first + 5));

    /// <summary>Finds the number of a viewpoint and of its camera, or gives them one.</summary>
    private static async Task<(long Seer, long Viewpoint)> ViewpointOfAsync(Session session, ViewpointKey key)
    {
        await session.ExecuteAsync("INSERT INTO seer (camera_id, last_number) VALUES (@CameraId, 0) ON CONFLICT DO NOTHING", key)
            .ConfigureAwait(false);
        var seer = await session.NumberAsync("SELECT id FROM seer WHERE camera_id = @CameraId", key).ConfigureAwait(false);
        var arguments = new { seer, epoch = key.Epoch, fps = key.Fps, width = (long)key.Size.Width, height = (long)key.Size.Height };
        await session.ExecuteAsync(
            """
            INSERT INTO viewpoint (seer, epoch, fps, width, height) VALUES (@seer, @epoch, @fps, @width, @height)
            ON CONFLICT DO NOTHING
            """,
            arguments).ConfigureAwait(false);
        var viewpoint = await session.NumberAsync(
            "SELECT id FROM viewpoint WHERE seer = @seer AND epoch = @epoch AND fps = @fps AND width = @width AND height = @height",
            arguments).ConfigureAwait(false);
        return (seer, viewpoint);
    }
}
