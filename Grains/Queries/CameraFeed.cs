using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
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

    /// <summary>Whether an update was taken, or one after it.</summary>
    public bool Has(long epoch, long sequence) => Epoch > epoch || (Epoch == epoch && Sequence >= sequence);

    public UpdateReception Read(UpdateParcel parcel, out IReadOnlyList<CameraUpdate> updates)
    {
        var message = new UpdateMessage(parcel.CameraId, parcel.Epoch, parcel.Sequence, parcel.IsWhole, parcel.Frame, parcel.Content);
        var reception = _reader.Read(message, out updates);
        if (reception == UpdateReception.Taken) (Epoch, Sequence) = (_reader.Epoch, _reader.Sequence);
        return reception;
    }
}
