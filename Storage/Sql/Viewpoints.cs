using System.Collections.Concurrent;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

/// <summary>Viewpoints by number. They are few, never change and are never removed, so each is read once.</summary>
internal sealed class Viewpoints(Database database)
{
    private readonly ConcurrentDictionary<long, Viewpoint> _known = [];

    /// <summary>The viewpoint of a number.</summary>
    public async ValueTask<Viewpoint> FindAsync(long id, CancellationToken ct)
    {
        if (_known.TryGetValue(id, out var known)) return known;
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                "SELECT v.id, s.camera_id AS CameraId, v.epoch, v.fps, v.width, v.height FROM viewpoint v JOIN seer s ON s.id = v.seer"),
            ct).ConfigureAwait(false);
        foreach (var row in rows) _known[row.Id] = row.ToViewpoint();
        return _known.TryGetValue(id, out known)
            ? known
            : throw new StvgException($"the archive '{database.Name}' is damaged: it has no viewpoint {id}");
    }

    private sealed class Row
    {
        public long Id { get; set; }
        public string CameraId { get; set; } = "";
        public long Epoch { get; set; }
        public double Fps { get; set; }
        public long Width { get; set; }
        public long Height { get; set; }

        public Viewpoint ToViewpoint() =>
            new(Id, CameraId, new CameraTimeline(Epoch.ToInstant(), Fps), new FrameSize((int)Width, (int)Height));
    }
}
