using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>The cameras that an archive knows, whoever watches them: one process, or a cluster.</summary>
internal static class CameraBook
{
    /// <summary>Enters a camera.</summary>
    /// <exception cref="ServiceException">There is one of that id.</exception>
    public static async Task<CameraRecord> AddAsync(IArchive archive, CameraSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        // An earlier camera of that name may have left tubelets behind; theirs must stay theirs.
        var first = await archive.LastTubeletIdAsync(settings.Id, ct).ConfigureAwait(false) + 1;
        var record = new CameraRecord { Settings = settings, AddedAt = now, FirstTubeletId = first, NextTubeletId = first };
        return await archive.AddCameraAsync(record, ct).ConfigureAwait(false) ? record
            : throw new ServiceException(ServiceError.Conflict, $"there is a camera '{settings.Id}' already: remove it first or choose another id");
    }

    /// <summary>What a camera saw, also one that was removed.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="id">The camera.</param>
    /// <param name="isThere">Whether there is such a camera now; asked only when nothing was found.</param>
    /// <param name="period">Only what was there then; null: no limit.</param>
    /// <param name="cursor">Where the page begins.</param>
    /// <param name="limit">Its length.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ServiceException">There never was such a camera.</exception>
    public static async Task<Page<TubeletView>> TubeletsAsync(
        IArchive archive, string id, Func<Task<bool>> isThere, (DateTimeOffset? From, DateTimeOffset? To) period, string? cursor, int limit,
        CancellationToken ct)
    {
        var page = await archive.TubeletsAsync(id, period.From, period.To, cursor, limit, ct).ConfigureAwait(false);
        if (page.Items.Count == 0 && !await isThere().ConfigureAwait(false) && await archive.LastTubeletIdAsync(id, ct).ConfigureAwait(false) == 0)
            throw Unknown(id);
        return new Page<TubeletView>(
            [.. page.Items.Select(t => new TubeletView(id, t.Object.Tubelet, t.BeginAt, t.EndAt, ColourSummary.Of(t.Object)))], page.Next);
    }

    /// <summary>There is nothing to see of it yet.</summary>
    public static ServiceException NoFrame(string id) =>
        new(ServiceError.Unavailable, $"no frame has come from camera '{id}' yet: look at its state");

    /// <summary>There is no such camera.</summary>
    public static ServiceException Unknown(string id) => new(ServiceError.NotFound, $"there is no camera '{id}'");
}
