using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    private const string SelectEpoch = "SELECT epoch FROM fence WHERE name = @name";

    /// <inheritdoc/>
    public async Task<Fence> TakeFenceAsync(string name, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var epoch = await database.WriteAsync(
            session => session.NumberAsync(
                """
                INSERT INTO fence (name, epoch) VALUES (@name, 1)
                ON CONFLICT (name) DO UPDATE SET epoch = fence.epoch + 1 RETURNING epoch
                """,
                new { name = name.Clean() }),
            ct).ConfigureAwait(false);
        return new Fence(name, epoch);
    }

    /// <inheritdoc/>
    public async Task CheckFenceAsync(Fence fence, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fence);
        var newest = await database.ReadAsync(
            session => session.FirstAsync<long?>(SelectEpoch, new { name = fence.Name.Clean() }), ct).ConfigureAwait(false);
        if (newest != fence.Epoch) throw new FencedException(fence);
    }

    /// <inheritdoc/>
    public Task DropFenceAsync(Fence fence, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fence);
        // The row stays, with an epoch that nobody has: were it removed, the next owner would begin at 1 again, and somebody of the
        // camera's first life, who has a 1 too, could write once more.
        return database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE fence SET epoch = epoch + 1 WHERE name = @name AND epoch = @epoch",
                new { name = fence.Name.Clean(), epoch = fence.Epoch }),
            ct);
    }

    /// <summary>
    /// Makes sure that a fence is the newest, and stays so until the transaction ends. First of all in a transaction: whoever takes over
    /// waits for it. Nothing to do where there is no fence.
    /// </summary>
    /// <exception cref="FencedException">Somebody else is the owner.</exception>
    private static async Task HoldAsync(Session session, Fence? fence)
    {
        if (fence is null) return;
        // Writers of one fence wait for each other here. Were the lock shared, they could keep whoever takes over waiting for ever, because
        // each comes in while the one before still has it.
        var newest = await session.FirstAsync<long?>(
            $"{SelectEpoch} {session.Database.ForUpdate}", new { name = fence.Name.Clean() }).ConfigureAwait(false);
        if (newest != fence.Epoch) throw new FencedException(fence);
    }
}
