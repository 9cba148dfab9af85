using System.Data.Common;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    private const string SelectTubelets =
        """
        SELECT t.number, t.viewpoint, t.bits0, t.bits1, t.bits2, t.bits3, d.data, l.look, t.end_at
        FROM tubelet t JOIN tubelet_data d ON d.id = t.id LEFT JOIN tubelet_look l ON l.id = t.id
        """;

    /// <inheritdoc/>
    public Task AddTubeletsAsync(IReadOnlyList<StoredTubelet> tubelets, Fence? fence, CancellationToken ct)
    {
        if (tubelets.Count == 0) return Task.CompletedTask;
        // Packed before the transaction begins: others wait for it.
        var packed = tubelets.Select(TubeletRow.Of).ToList();
        return database.WriteAsync(session => InsertAsync(session, packed, fence), ct);
    }

    /// <inheritdoc/>
    public async Task<Page<StoredTubelet>> TubeletsAsync(
        string cameraId, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int limit, CancellationToken ct)
    {
        List<Argument> arguments = [new("@camera", cameraId.Clean()), new("@limit", limit + 1L)];
        var which = "";
        if (from is not null) And("t.end_at >= @from", new Argument("@from", from.Value.ToUnits()));
        if (to is not null) And("t.begin_at <= @to", new Argument("@to", to.Value.ToUnits()));
        if (cursor is not null && Cursor.Parse(cursor, 2) is [var end, var number])
            And("(t.end_at, t.number) < (@end, @number)", new("@end", end), new("@number", number));
        var rows = await SelectAsync(
            $"WHERE t.seer = (SELECT id FROM seer WHERE camera_id = @camera){which} ORDER BY t.end_at DESC, t.number DESC LIMIT @limit",
            arguments, ct).ConfigureAwait(false);
        return ToPage(rows, limit, row => row.Tubelet, row => Cursor.Of(row.EndAt, row.Tubelet.Object.Tubelet.Id));

        void And(string condition, params Argument[] values)
        {
            which += $" AND {condition}";
            arguments.AddRange(values);
        }
    }

    /// <inheritdoc/>
    public async Task<StoredTubelet?> FindTubeletAsync(string cameraId, int tubeletId, CancellationToken ct)
    {
        var rows = await SelectAsync(
            "WHERE t.seer = (SELECT id FROM seer WHERE camera_id = @camera) AND t.number = @number",
            [new("@camera", cameraId.Clean()), new("@number", (long)tubeletId)], ct).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0].Tubelet : null;
    }

    /// <inheritdoc/>
    public async Task<int> LastTubeletIdAsync(string cameraId, CancellationToken ct) => (int)await database.ReadAsync(
        session => session.FirstAsync<long>("SELECT last_number FROM seer WHERE camera_id = @camera", new { camera = cameraId.Clean() }),
        ct).ConfigureAwait(false);

    private static async Task InsertAsync(Session session, List<TubeletRow> rows, Fence? fence)
    {
        await HoldAsync(session, fence).ConfigureAwait(false);
        var id = await TakeNumbersAsync(session, "tubelet", rows.Count).ConfigureAwait(false);
        var viewpoints = new Dictionary<ViewpointKey, (long Seer, long Viewpoint)>();
        foreach (var key in rows.Select(row => row.Viewpoint).Distinct())
            viewpoints[key] = await ViewpointOfAsync(session, key).ConfigureAwait(false);

        await session.ExecuteAllAsync(
            rows.SelectMany((row, i) => row.Statements(id + i, viewpoints[row.Viewpoint].Seer, viewpoints[row.Viewpoint].Viewpoint)))
            .ConfigureAwait(false);
        foreach (var camera in rows.GroupBy(row => row.Viewpoint.CameraId))
        {
            await session.ExecuteAsync(
                "UPDATE seer SET last_number = @last WHERE camera_id = @camera AND last_number < @last",
                new { camera = camera.Key, last = camera.Max(row => row.Number) }).ConfigureAwait(false);
        }
    }

    private async Task<List<(StoredTubelet Tubelet, long EndAt)>> SelectAsync(
        string which, IReadOnlyList<Argument> arguments, CancellationToken ct)
    {
        var found = new List<(int Number, long Viewpoint, TubeletSignature Signature, byte[] Data, byte[]? Look, long EndAt)>();
        await database.ReadAsync(
            async session =>
            {
                found.Clear();
                await session.ReadAsync(
                    $"{SelectTubelets} {which}", arguments,
                    row =>
                    {
                        found.Add((
                            (int)row.GetInt64(0), row.GetInt64(1), Signature(row, 2), (byte[])row.GetValue(6),
                            row.IsDBNull(7) ? null : (byte[])row.GetValue(7), row.GetInt64(8)));
                        return true;
                    }).ConfigureAwait(false);
                return true;
            },
            ct).ConfigureAwait(false);

        var tubelets = new List<(StoredTubelet, long)>(found.Count);
        foreach (var (_, place, signature, data, look, endAt) in found)
        {
            var viewpoint = await _viewpoints.FindAsync(place, ct).ConfigureAwait(false);
            var seen = TubeletCodec.Decode(data, viewpoint.CameraId, viewpoint.Timeline.FramesPerSecond, look is null ? null : Look(look));
            tubelets.Add((new StoredTubelet(viewpoint.Timeline, viewpoint.Size, seen, signature), endAt));
        }

        return tubelets;
    }

    private static float[] Look(byte[] bytes)
    {
        var vector = new float[AppearanceCodec.Length(bytes)];
        AppearanceCodec.Decode(bytes, vector);
        return vector;
    }

    private static TubeletSignature Signature(DbDataReader row, int first) => unchecked(new(
        (ulong)row.GetInt64(first), (ulong)row.GetInt64(first + 1), (ulong)row.GetInt64(first + 2), (ulong)row.GetInt64(first + 3)));
}
