using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Cameras;

/// <summary>
/// What a camera writes down of who is in the picture: everything now and then, and in between what has changed since the last time, which
/// takes a tenth of the work and a twentieth of the bytes.
/// </summary>
internal sealed class CameraNotes(string cameraId, long epoch)
{
    private readonly List<UpdateParcel> _changes = [];
    private UpdateWriter? _writer;
    private int _wholeFrame, _frame = -1;

    /// <summary>Whether an update is newer than what was written down.</summary>
    public bool IsNews(CameraUpdate update) => update.Frame > _frame;

    /// <summary>Writes everything down.</summary>
    public UpdateParcel Whole(CameraUpdate update)
    {
        _changes.Clear();
        (_writer, _wholeFrame, _frame) = (new UpdateWriter(cameraId, epoch), update.Frame, update.Frame);
        return UpdateParcels.Of(_writer.Write(update));
    }

    /// <summary>Writes down what has changed; after <see cref="Whole"/>.</summary>
    public CameraTail Changes(CameraUpdate update)
    {
        _frame = update.Frame;
        _changes.Add(UpdateParcels.Of(_writer!.Write(update)));
        return new CameraTail { Epoch = epoch, After = _wholeFrame, Changes = [.. _changes], Looks = Looks.Of(update) };
    }

    /// <summary>What was written down last; null: nothing.</summary>
    public static Remembered? Read(CameraMemory memory, CameraTail tail)
    {
        if (memory.InFlight is not { } whole) return null;
        // What changed since an earlier whole one, or was written by another owner, says nothing.
        return tail.Epoch == whole.Epoch && tail.After == whole.Frame
            ? new Remembered([whole, .. tail.Changes], tail.Looks) : new Remembered([whole], memory.Looks);
    }
}

/// <summary>What a camera's memory says of who was in the picture.</summary>
/// <param name="Parcels">A whole update, and what changed since, in order.</param>
/// <param name="Looks">What they looked like.</param>
internal sealed record Remembered(IReadOnlyList<UpdateParcel> Parcels, IReadOnlyList<LookParcel> Looks)
{
    public long Epoch => Parcels[^1].Epoch;

    public int Frame => Parcels[^1].Frame;
}
