using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Grains.Cameras;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Queries;

/// <summary>The updates of one camera, put in order.</summary>
internal sealed class CameraFeed
{
    private readonly UpdateReader _reader = new();

    /// <summary>Owner of the latest update that was taken; 0 before the first.</summary>
    public long Epoch { get; private set; }

    /// <summary>Its number.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its frame.</summary>
    public int Frame { get; set; } = -1;

    /// <summary>Who was in the picture then; null before the first.</summary>
    public CameraUpdate? Latest => _reader.Latest;

    /// <summary>Whether an update was taken, or one after it.</summary>
    public bool Has(long epoch, long sequence) => Epoch > epoch || (Epoch == epoch && Sequence >= sequence);

    /// <summary>Takes a parcel.</summary>
    /// <param name="parcel">The parcel; an empty one says that the update can be picked up.</param>
    /// <param name="near">Where: the camera's latest updates, if it is on this silo.</param>
    /// <param name="updates">What can be judged now.</param>
    public UpdateReception Read(UpdateParcel parcel, RecentUpdates? near, out IReadOnlyList<CameraUpdate> updates)
    {
        UpdateReception reception;
        if (parcel.IsNotice)
        {
            reception = PickUp(parcel, near, out updates);
        }
        else
        {
            reception = _reader.Read(parcel.ToMessage(), out updates);
        }

        if (reception == UpdateReception.Taken) (Epoch, Sequence) = (_reader.Epoch, _reader.Sequence);
        return reception;
    }

    private UpdateReception PickUp(UpdateParcel parcel, RecentUpdates? near, out IReadOnlyList<CameraUpdate> updates)
    {
        updates = [];
        if (Has(parcel.Epoch, parcel.Sequence)) return UpdateReception.Known;
        var first = parcel.Epoch == Epoch ? Sequence + 1 : 1;
        if (near?.Take(parcel.Epoch, first, parcel.Sequence) is not { } found) return UpdateReception.Missing;
        for (var i = 0; i < found.Count; i++) _reader.Take(parcel.Epoch, first + i, found[i]);
        updates = found;
        return UpdateReception.Taken;
    }
}
