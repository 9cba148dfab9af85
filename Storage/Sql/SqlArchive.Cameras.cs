using System.Text.Json;
using Stvg.Core.Cameras;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

internal sealed partial class SqlArchive
{
    /// <inheritdoc/>
    public Task<bool> AddCameraAsync(CameraRecord camera, CancellationToken ct) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            """
            INSERT INTO camera (id, settings, added_at, epoch, fps, first_tubelet, next_tubelet, ended)
            VALUES (@Id, @Settings, @AddedAt, @Epoch, @Fps, @FirstTubelet, @NextTubelet, @Ended)
            ON CONFLICT DO NOTHING
            """,
            CameraRow.Of(camera)).ConfigureAwait(false) > 0,
        ct);

    /// <inheritdoc/>
    public Task UpdateCameraAsync(CameraRecord camera, Fence? fence, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            await HoldAsync(session, fence).ConfigureAwait(false);
            await session.ExecuteAsync(
                """
                UPDATE camera SET settings = @Settings, added_at = @AddedAt, epoch = @Epoch, fps = @Fps,
                    first_tubelet = @FirstTubelet, next_tubelet = @NextTubelet, ended = @Ended
                WHERE id = @Id
                """,
                CameraRow.Of(camera)).ConfigureAwait(false);
        },
        ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CameraRecord>> CamerasAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<CameraRow>(
                """
                SELECT id, settings, added_at AS AddedAt, epoch, fps, first_tubelet AS FirstTubelet, next_tubelet AS NextTubelet, ended
                FROM camera ORDER BY id
                """),
            ct).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <inheritdoc/>
    public async Task<CameraRecord?> FindCameraAsync(string id, CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<CameraRow>(
                """
                SELECT id, settings, added_at AS AddedAt, epoch, fps, first_tubelet AS FirstTubelet, next_tubelet AS NextTubelet, ended
                FROM camera WHERE id = @id
                """,
                new { id = id.Clean() }),
            ct).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0].ToRecord() : null;
    }

    /// <inheritdoc/>
    public Task<bool> RemoveCameraAsync(string id, CancellationToken ct) => database.WriteAsync(
        async session =>
            await session.ExecuteAsync("DELETE FROM camera WHERE id = @id", new { id = id.Clean() }).ConfigureAwait(false) > 0, ct);

    private sealed class CameraRow
    {
        public string Id { get; set; } = "";
        public string Settings { get; set; } = "";
        public long AddedAt { get; set; }
        public long? Epoch { get; set; }
        public double? Fps { get; set; }
        public long FirstTubelet { get; set; }
        public long NextTubelet { get; set; }
        public long Ended { get; set; }

        public static CameraRow Of(CameraRecord camera) => new()
        {
            Id = camera.Settings.Id.Clean(),
            Settings = JsonSerializer.Serialize(camera.Settings, StorageJson.Default.CameraSettings),
            AddedAt = camera.AddedAt.ToUnits(),
            Epoch = camera.Timeline?.Epoch.ToUnits(),
            Fps = camera.Timeline?.FramesPerSecond,
            FirstTubelet = camera.FirstTubeletId,
            NextTubelet = camera.NextTubeletId,
            Ended = camera.Ended ? 1 : 0,
        };

        public CameraRecord ToRecord() => new()
        {
            Settings = Stored.Json(Settings, StorageJson.Default.CameraSettings, $"camera '{Id}'"),
            AddedAt = AddedAt.ToInstant(),
            Timeline = Epoch is { } epoch && Fps is { } fps ? new CameraTimeline(epoch.ToInstant(), fps) : null,
            FirstTubeletId = (int)FirstTubelet,
            NextTubeletId = (int)NextTubelet,
            Ended = Ended != 0,
        };
    }
}
