namespace Stvg.Grains.Interfaces.Wire;

/// <summary>
/// One update of a camera on its way to the standing queries. It carries its own number, since streams may repeat, reorder and lose.
/// </summary>
/// <param name="CameraId">The camera.</param>
/// <param name="Epoch">Its owner's number.</param>
/// <param name="Sequence">The update's number with that owner.</param>
/// <param name="IsWhole">Whether nothing before it is needed.</param>
/// <param name="Frame">Its frame.</param>
/// <param name="Content">
/// What <see cref="Core.Cameras.Wire.UpdateWriter"/> wrote; empty in a notice to a group on the camera's own silo, which picks the update
/// up.
/// </param>
[GenerateSerializer, Immutable, Alias("stvg.update")]
public sealed record UpdateParcel(
    [property: Id(0)] string CameraId, [property: Id(1)] long Epoch, [property: Id(2)] long Sequence,
    [property: Id(3)] bool IsWhole, [property: Id(4)] int Frame, [property: Id(5)] byte[] Content)
{
    /// <summary>Whether only the update's number is told.</summary>
    public bool IsNotice => Content.Length == 0;
}
