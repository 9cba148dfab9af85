using Stvg.Core.Frames;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Tubelets;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

/// <summary>
/// Signs tubelets anew after the meaning of signatures changed with the program: those of another version would hide what is there.
/// In small transactions, so that it can be interrupted, and goes on at the next start; about two minutes for a million tubelets.
/// </summary>
internal static class Signatures
{
    private const int Slice = 200;

    /// <summary>Brings all signatures to a version; does nothing when they are of it.</summary>
    /// <param name="database">The archive's.</param>
    /// <param name="version">As a rule <see cref="TubeletSignature.Version"/>.</param>
    /// <param name="ct">Interrupts; what was done stays done.</param>
    public static async Task RenewAsync(Database database, long version, CancellationToken ct)
    {
        var more = true;
        while (more) more = await database.WriteAsync(session => RenewSomeAsync(session, version), ct).ConfigureAwait(false);
    }

    /// <summary>False when nothing is left to do.</summary>
    private static async Task<bool> RenewSomeAsync(Session session, long version)
    {
        await session.Database.LockSchemaAsync(session).ConfigureAwait(false); // two programs that start together take turns
        var current = await session.NumberAsync("SELECT value FROM counter WHERE name = 'signature_version'").ConfigureAwait(false);
        if (current == version) return false;

        var rows = await session.QueryAsync<Row>(
            $"""
            SELECT d.id, d.seer, d.number, d.data, v.fps, v.width, v.height
            FROM tubelet_data d JOIN tubelet t ON t.seer = d.seer AND t.number = d.number JOIN viewpoint v ON v.id = t.viewpoint
            WHERE d.id > (SELECT value FROM counter WHERE name = 'resigned_to') ORDER BY d.id LIMIT {Slice}
            """).ConfigureAwait(false);
        await session.ExecuteAllAsync(rows.Select(row => row.Statement())).ConfigureAwait(false);
        if (rows.Count == 0)
            await session.ExecuteAsync("UPDATE counter SET value = @version WHERE name = 'signature_version'", new { version })
                .ConfigureAwait(false);
        var last = rows.Count == 0 ? 0 : rows[^1].Id;
        await session.ExecuteAsync("UPDATE counter SET value = @last WHERE name = 'resigned_to'", new { last }).ConfigureAwait(false);
        return rows.Count > 0;
    }

    private sealed class Row
    {
        public long Id { get; set; }
        public long Seer { get; set; }
        public long Number { get; set; }
        public byte[] Data { get; set; } = [];
        public double Fps { get; set; }
        public long Width { get; set; }
        public long Height { get; set; }

        public (string Sql, Argument[] Arguments) Statement()
        {
            var signature = TubeletSignature.Of(TubeletCodec.Decode(Data, "", Fps), new FrameSize((int)Width, (int)Height), Fps);
            return (
                "UPDATE tubelet SET bits0 = @bits0, bits1 = @bits1, bits2 = @bits2, bits3 = @bits3 WHERE seer = @seer AND number = @number",
                [
                    .. Enumerable.Range(0, 4).Select(word => new Argument($"@bits{word}", unchecked((long)signature.Word(word)))),
                    new("@seer", Seer), new("@number", Number),
                ]);
        }
    }
}
