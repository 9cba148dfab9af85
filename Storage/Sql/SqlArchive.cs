using Stvg.Core;
using Stvg.Core.Alerts;
using Stvg.Core.Services;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

/// <summary>
/// The archive in tables. Every part of the interface has a file of its own; what differs between the engines is in <see cref="Database"/>.
/// </summary>
internal sealed partial class SqlArchive(Database database) : IArchive
{
    /// <inheritdoc/>
    public async Task<string?> CheckAsync(CancellationToken ct)
    {
        try
        {
            await database.ReadAsync(session => session.NumberAsync("SELECT value FROM counter WHERE name = 'alert'"), ct)
                .ConfigureAwait(false);
            return null;
        }
        catch (StvgException e)
        {
            return e.Message;
        }
    }

    /// <inheritdoc/>
    public async Task<ArchiveMeasure> MeasureAsync(CancellationToken ct)
    {
        var counts = await database.ReadAsync(
            async session => new ArchiveCounts(
                await session.NumberAsync("SELECT count(*) FROM standing_query").ConfigureAwait(false),
                await session.NumberAsync($"SELECT count(*) FROM alert WHERE state <> '{nameof(AlertState.Closed)}'").ConfigureAwait(false),
                await session.NumberAsync("SELECT count(*) FROM delivery WHERE attempts > 0").ConfigureAwait(false),
                await session.NumberAsync("SELECT value FROM counter WHERE name = @name", new { name = AlertCounter }).ConfigureAwait(false)),
            ct).ConfigureAwait(false);
        var engine = database.Engine == "Postgres" ? "postgresql" : "sqlite";
        return new ArchiveMeasure(engine, await database.UsedBytesAsync(ct).ConfigureAwait(false), counts);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>
    /// The next numbers of a kind; the first of them. Writers of that kind wait for each other from here to the end of their transactions,
    /// so nobody ever sees a number before a smaller one.
    /// </summary>
    private static async Task<long> TakeNumbersAsync(Session session, string name, int count) =>
        await session.NumberAsync("UPDATE counter SET value = value + @count WHERE name = @name RETURNING value", new { name, count })
            .ConfigureAwait(false) - count + 1;

    /// <summary>The first rows of one more than were asked for, and where the next part begins.</summary>
    private static Page<T> ToPage<TRow, T>(List<TRow> rows, int limit, Func<TRow, T> item, Func<TRow, string> cursor) =>
        new([.. rows.Take(limit).Select(item)], rows.Count > limit ? cursor(rows[limit - 1]) : null);
}
