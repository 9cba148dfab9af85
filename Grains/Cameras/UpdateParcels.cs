using Stvg.Core.Cameras.Wire;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Cameras;

/// <summary>Written updates as what travels.</summary>
internal static class UpdateParcels
{
    public static UpdateParcel Of(UpdateMessage message) =>
        new(message.CameraId, message.Epoch, message.Sequence, message.IsWhole, message.Frame, message.Content.ToArray());

    public static UpdateMessage ToMessage(this UpdateParcel parcel) =>
        new(parcel.CameraId, parcel.Epoch, parcel.Sequence, parcel.IsWhole, parcel.Frame, parcel.Content);

    /// <summary>Says that the update can be picked up.</summary>
    public static UpdateParcel Notice(string cameraId, long epoch, long sequence, int frame) =>
        new(cameraId, epoch, sequence, false, frame, []);
}
